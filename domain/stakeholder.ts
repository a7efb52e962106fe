import type { DomainEvent, Instant } from './decider.ts';

/** Somebody outside who asks for documents; their address, name and company are nothing for the record. */
export type StakeholderEvent = DomainEvent &
  ({ type: 'StakeholderMet' } | { type: 'StakeholderForgotten'; reason: string });

/** Requests of one address that can be open at once, of one domain, and altogether: a flood ends there, unseen. */
export const openRequestsAtMost = { ofAddress: 5, ofDomain: 50, ofAll: 500 };

/** Minutes for which a link into the access page holds, and hours for which the visit lasts that it begins. */
const linkMinutes = 30;
const visitHours = 2;

export function entryLinkEnds(at: Instant): Instant {
  return new Date(Date.parse(at) + linkMinutes * 60_000).toISOString();
}

export function visitEnds(at: Instant): Instant {
  return new Date(Date.parse(at) + visitHours * 3_600_000).toISOString();
}

/** Addresses are the same whatever letters they are written in. */
export function addressKey(email: string): string {
  return email.trim().toLowerCase();
}

export function domainOf(email: string): string {
  return addressKey(email).split('@').at(-1) ?? '';
}
