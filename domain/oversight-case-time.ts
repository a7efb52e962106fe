import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { type Role, system } from './identity.ts';
import type {
  EscalationReason,
  IncidentDuty,
  OversightCase,
  OversightCaseEvent,
  OversightTerms,
  ReviewerPlace,
  Seat,
} from './oversight-case-state.ts';
import type { OversightClock, Severity } from './oversight-policy.ts';
import { incidentAudiences } from './serious-incident.ts';

export function hoursAfter(at: Instant, hours: number): Instant {
  return daysAfter(at, hours / 24);
}

export function clockOf({ policy }: OversightTerms, severity: Severity): OversightClock {
  return policy.rules.clocks[severity];
}

/** The clocks of a reviewer who has the case from `at` on. */
export function clocksFrom(
  terms: OversightTerms,
  severity: Severity,
  at: Instant,
): Pick<Seat, 'acknowledgeBy' | 'decideBy' | 'remindAt'> {
  const { acknowledgeMinutes, decideHours } = clockOf(terms, severity);
  return {
    acknowledgeBy: hoursAfter(at, acknowledgeMinutes / 60),
    decideBy: hoursAfter(at, decideHours),
    remindAt: terms.policy.rules.remindAt.map((share) => hoursAfter(at, decideHours * share)),
  };
}

/** Whose members are asked at a level; undefined above the last. */
export function roleAt({ policy }: OversightTerms, level: number): Role | undefined {
  return policy.rules.levels[level - 1];
}

export function isAwaited({ state }: Pick<OversightCase, 'state'>): boolean {
  return state === 'open' || state === 'acknowledged';
}

/** The place that the case waits for: the second one while there is a decision to confirm. */
export function awaitedSeat(current: OversightCase): Seat | null {
  if (!isAwaited(current)) return null;
  return current.proposal === null ? current.first : current.second;
}

/** Whether whoever submitted the decision is still to wait. */
export function isHeld({ matter, decision }: OversightCase): boolean {
  return matter.holdUntilReviewed === true && decision === null;
}

export function nextDeadline(current: OversightCase): Instant | undefined {
  const seat = awaitedSeat(current);
  return [
    ...(seat === null ? [] : seatDeadlines(seat)),
    ...openDuties(current).flatMap(({ duty }) => dutyDeadlines(duty)),
    ...closingDeadline(current),
  ].sort()[0];
}

function seatDeadlines({ overdue, acknowledgedAt, acknowledgeBy, decideBy, remindAt }: Seat): Instant[] {
  if (overdue) return remindAt;
  return acknowledgedAt === null ? [acknowledgeBy] : [decideBy, ...remindAt];
}

function dutyDeadlines({ overdue, dueAt, remindAt }: IncidentDuty): Instant[] {
  return overdue ? remindAt : [dueAt, ...remindAt];
}

/** Whom nobody has told yet of a serious incident. */
export function openDuties({ state, incident }: Pick<OversightCase, 'state' | 'incident'>) {
  if (incident === null || state !== 'decided') return [];
  return incidentAudiences
    .map((audience) => ({ audience, duty: incident[audience] }))
    .filter(({ duty }) => duty.told === null);
}

function closingDeadline({ state, closeBy, closingReminded }: OversightCase): Instant[] {
  return state === 'decided' && closeBy !== null && !closingReminded ? [closeBy] : [];
}

/**
 * What time alone has brought about by `now`. After an outage a case goes up one level at a time, and people are told
 * what is true now: whoever is asked next has their whole time.
 */
export function elapse(current: OversightCase, now: Instant): OversightCaseEvent[] {
  const seat = awaitedSeat(current);
  return [
    ...(seat === null ? [] : elapsedSeat(current, seat, now)),
    ...openDuties(current)
      .filter(({ duty }) => dutyDeadlines(duty).some((instant) => instant <= now))
      .map(({ audience, duty: { dueAt } }): OversightCaseEvent => ({
        type: 'SeriousIncidentReminded',
        at: now,
        by: system,
        told: audience,
        dueAt,
        overdue: dueAt <= now,
      })),
    ...closingDeadline(current)
      .filter((closeBy) => closeBy <= now)
      .map((dueAt): OversightCaseEvent => ({ type: 'ClosingReminded', at: now, by: system, dueAt })),
  ];
}

function elapsedSeat(current: OversightCase, seat: Seat, now: Instant): OversightCaseEvent[] {
  const { place, search, reviewer, acknowledgedAt, acknowledgeBy, decideBy } = seat;
  if (!seatDeadlines(seat).some((instant) => instant <= now)) return [];
  const dueAt = acknowledgedAt === null ? acknowledgeBy : decideBy;
  const overdue = dueAt <= now;
  if (overdue && !seat.overdue) {
    const reason = acknowledgedAt === null ? 'not_acknowledged' : 'not_decided';
    const escalation = escalated(current, place, reason, now);
    if (escalation !== undefined) return [escalation];
  }
  return reviewer === null
    ? [{ type: 'ReviewerSought', at: now, by: system, place, search: search + 1 }]
    : [{ type: 'ReviewerReminded', at: now, by: system, place, dueAt, overdue }];
}

/** The case goes up a level; undefined at the last one. */
export function escalated(
  { terms, first, second }: OversightCase,
  place: ReviewerPlace,
  reason: EscalationReason,
  at: Instant,
): OversightCaseEvent | undefined {
  const seat = place === 'first' ? first : second;
  if (terms === null || seat === null) return undefined;
  const level = seat.level + 1;
  const to = roleAt(terms, level);
  if (to === undefined) return undefined;
  return {
    type: 'OversightCaseEscalated',
    at,
    by: system,
    place,
    level,
    to,
    reason,
    search: seat.search + 1,
  };
}
