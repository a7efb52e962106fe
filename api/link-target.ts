import { anchorOf } from './markdown.ts';

/**
 * Where a link in a text leads: to the web, to a mail address, to a page of ours (`/…`) or to a section (`#…`).
 * Undefined for anything else, and for what only looks like one of these.
 */
export function linkTarget(address: string): string | undefined {
  // Browsers leave some of these out before they read an address, and take \ for /.
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(address)) return undefined;
  if (address.startsWith('#')) return `#${anchorOf(decoded(address.slice(1)))}`;
  if (address.startsWith('/')) return address.startsWith('//') ? undefined : address;
  if (!/^(https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined;
  const { username, password, href } = new URL(address);
  // "https://bank.example@elsewhere.example" leads elsewhere.
  return username === '' && password === '' ? href : undefined;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
