import { withUnseenWritten } from './unseen-characters.ts';

/** Those that people type; the thousands of others in HTML's list are shown as they were typed. */
const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  para: '¶',
  sect: '§',
  deg: '°',
  times: '×',
  euro: '€',
  pound: '£',
};

/** The text with its character references (CommonMark 2.5) resolved, each once: `&amp;lt;` is `&lt;`. */
export function withoutReferences(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,6}));/g,
    (reference: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? reference;
      return characterOf(decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal));
    },
  );
}

/** What no text may hold becomes the replacement character, as CommonMark says of U+0000. */
function characterOf(codePoint: number): string {
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint === 0 || codePoint > 0x10ffff || surrogate
    ? '\ufffd'
    : withUnseenWritten(String.fromCodePoint(codePoint));
}
