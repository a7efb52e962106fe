import type { DomainEvent, Instant } from './decider.ts';

/** What becomes of a link by which a vendor answers; to whom it was sent, and its token, are nothing for the record. */
export type VendorLinkEvent = DomainEvent & { link: string } & (
    | { type: 'VendorLinkCreated'; assessment: number; expiresAt: Instant }
    | { type: 'VendorLinkUsed' }
    | { type: 'VendorLinkRevoked' }
  );

/** Days that a link can hold at most, and that it holds beyond the day when answers are due where nobody says. */
export const longestLinkDays = 60;
const daysOfGrace = 5;

/** When a link made at `at` ends, where nobody says: some days after answers are due, and after today. */
export function linkExpiry(at: Instant, answerDueAt: Instant): Instant {
  const day = 86_400_000;
  const due = Math.max(Date.parse(answerDueAt), Date.parse(at)) + daysOfGrace * day;
  return new Date(Math.min(due, Date.parse(at) + longestLinkDays * day)).toISOString();
}
