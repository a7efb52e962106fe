import {
  type AccessGrant,
  type AccessGrantEvent,
  type AccessGrantState,
  openAccessStates,
} from './access-grant-state.ts';
import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { type Role, system as itself } from './identity.ts';

/** Days within which an address is verified, and after that, within which the owner decides, or nobody ever has. */
export const verifyingDays = 1;
export const decidingDays = 5;
export const waitingDays = 30;

/** Days for which access can be granted at most, and that it is granted for where nobody says. */
export const longestGrantDays = 365;
export const usualGrantDays = 30;

/** Days before the end on which the stakeholder hears of it, where the grant is longer than that. */
const warningDays = 3;

/** Whoever sees to a request that its owner leaves alone. */
export const accessEscalatesTo: Role = 'compliance_manager';

export function decisionTimes(at: Instant): { decideBy: Instant; lapsesAt: Instant; remindAt: Instant[] } {
  const decideBy = daysAfter(at, decidingDays);
  return { decideBy, lapsesAt: daysAfter(at, waitingDays), remindAt: [daysAfter(at, 2), decideBy] };
}

export function grantTimes(at: Instant, days: number): { endsAt: Instant; remindAt: Instant[] } {
  return {
    endsAt: daysAfter(at, days),
    remindAt: days > warningDays ? [daysAfter(at, days - warningDays)] : [],
  };
}

export function nextDeadline(grant: AccessGrant): Instant | undefined {
  return deadlinesOf(grant).sort()[0];
}

function deadlinesOf({
  state,
  verifyBy,
  remindAt,
  escalatedAt,
  decideBy,
  lapsesAt,
  endsAt,
}: AccessGrant): Instant[] {
  switch (state) {
    case 'verifying':
      return [verifyBy];
    case 'waiting':
      return [...remindAt, escalatedAt === null ? decideBy : null, lapsesAt].filter((one) => one !== null);
    case 'granted':
      return [...remindAt, endsAt].filter((one) => one !== null);
    default:
      return [];
  }
}

/** How a grant stands at an instant, whatever its workflow has come to put on record by then. */
export function stateAt(
  { state, endsAt, barredAt }: Pick<AccessGrant, 'state' | 'endsAt'> & { barredAt: Instant | null },
  at: Instant,
): AccessGrantState {
  if (barredAt !== null && openAccessStates.includes(state)) return 'revoked';
  return state === 'granted' && endsAt !== null && endsAt <= at ? 'expired' : state;
}

/** What time brings about; several reminders missed in an outage become one, and none comes with the end itself. */
export function elapse(grant: AccessGrant, now: Instant): AccessGrantEvent[] {
  const { state, verifyBy, lapsesAt, endsAt } = grant;
  const caused = { at: now, by: itself };
  if (state === 'verifying') {
    return verifyBy <= now ? [{ ...caused, type: 'AccessLapsed', verified: false }] : [];
  }
  if (state === 'waiting') {
    if (lapsesAt !== null && lapsesAt <= now) return [{ ...caused, type: 'AccessLapsed', verified: true }];
    return waited(grant, now);
  }
  if (state !== 'granted' || endsAt === null) return [];
  if (endsAt <= now) return [{ ...caused, type: 'AccessExpired' }];
  return isReminderDue(grant, now) ? [{ ...caused, type: 'AccessEndingSoon', endsAt }] : [];
}

function waited(grant: AccessGrant, now: Instant): AccessGrantEvent[] {
  const { decideBy, escalatedAt } = grant;
  if (decideBy === null) return [];
  const [caused, overdue] = [{ at: now, by: itself }, decideBy <= now];
  const events: AccessGrantEvent[] = [];
  if (isReminderDue(grant, now))
    events.push({ ...caused, type: 'AccessDecisionReminded', decideBy, overdue });
  if (overdue && escalatedAt === null) {
    events.push({ ...caused, type: 'AccessDecisionEscalated', to: accessEscalatesTo });
  }
  return events;
}

function isReminderDue({ remindAt }: AccessGrant, now: Instant): boolean {
  return remindAt.some((instant) => instant <= now);
}
