import type { Instant, PersonId } from './decider.ts';
import type { OversightCase, OversightCaseEvent, ReviewerPlace, Seat } from './oversight-case-state.ts';
import { clockOf, clocksFrom, hoursAfter } from './oversight-case-time.ts';

type EventOf<Type extends OversightCaseEvent['type']> = Extract<OversightCaseEvent, { type: Type }>;

/** The clocks of the first reviewer have run since the case was opened. */
export function newSeat(
  current: OversightCase,
  place: ReviewerPlace,
  level = 1,
  at = current.openedAt,
): Seat | null {
  if (current.terms === null) return null;
  return {
    place,
    level,
    search: 1,
    reviewer: null,
    missing: null,
    acknowledgedAt: null,
    ...clocksFrom(current.terms, current.matter.severity, at),
    overdue: false,
    passed: [],
    released: [],
  };
}

export function seated(current: OversightCase, place: ReviewerPlace, change: Partial<Seat>): OversightCase {
  const seat = current[place];
  return seat === null ? current : { ...current, [place]: { ...seat, ...change } };
}

/** Who comes to a case that nobody was there for has their whole time. */
export function assigned(current: OversightCase, event: EventOf<'ReviewerAssigned'>): OversightCase {
  const { at, place, reviewer } = event;
  return seated(current, place, { reviewer, missing: null, ...timeAnew(current, place, at) });
}

export function sought(current: OversightCase, event: EventOf<'ReviewerSought'>): OversightCase {
  const { at, place, search } = event;
  return { ...seated(current, place, { search, missing: null, ...late(current, at) }), overdue: true };
}

function timeAnew({ terms, matter, ...current }: OversightCase, place: ReviewerPlace, at: Instant) {
  const isLate = current[place]?.overdue === true && terms !== null;
  return isLate ? { ...clocksFrom(terms, matter.severity, at), overdue: false } : {};
}

/** From the last level on nobody is above: it is looked at again each time that a decision would have taken. */
function late({ terms, matter }: OversightCase, at: Instant): Pick<Seat, 'overdue' | 'remindAt'> {
  const hours = terms === null ? 24 : clockOf(terms, matter.severity).decideHours;
  return { overdue: true, remindAt: [hoursAfter(at, hours)] };
}

/** Whoever is at it has their time to decide, however late they began at the last level. */
export function acknowledged(
  current: OversightCase,
  event: EventOf<'OversightCaseAcknowledged'>,
): OversightCase {
  const { at, place } = event;
  const remindAt = (current[place]?.remindAt ?? []).filter((instant) => instant > at);
  const after = seated(current, place, { acknowledgedAt: at, remindAt, ...timeAnew(current, place, at) });
  return place === 'first' ? { ...after, state: 'acknowledged' } : after;
}

export function reminded(current: OversightCase, event: EventOf<'ReviewerReminded'>): OversightCase {
  const { at, place, overdue } = event;
  if (overdue) return { ...seated(current, place, late(current, at)), overdue: true };
  const remindAt = (current[place]?.remindAt ?? []).filter((instant) => instant > at);
  return seated(current, place, { remindAt });
}

/** Only who let the time pass can still act; whose decision was disputed cannot. */
export function escalated(current: OversightCase, event: EventOf<'OversightCaseEscalated'>): OversightCase {
  const { at, place, level, reason, search } = event;
  const seat = current[place];
  const fresh = newSeat(current, place, level, at);
  if (seat === null || fresh === null) return current;
  const before = [...seat.passed, ...(seat.reviewer === null ? [] : [seat.reviewer])];
  const passed = reason === 'disagreement' ? [] : before;
  const kept = reason === 'disagreement' ? [...seat.released, ...before] : seat.released;
  const isLate = reason === 'not_acknowledged' || reason === 'not_decided';
  return {
    ...current,
    state: place === 'first' ? 'open' : current.state,
    overdue: current.overdue || isLate,
    // A third reviewer decides between two who disagree; where two are always needed, that stays so.
    secondOpinion: reason === 'disagreement' ? null : current.secondOpinion,
    [place]: { ...fresh, search, passed, released: kept },
  };
}

/** The time to decide goes on: handing a case over wins none. */
export function handedOver(current: OversightCase, event: EventOf<'OversightCaseHandedOver'>): OversightCase {
  const { at, place, to } = event;
  const { terms, matter } = current;
  const seat = current[place];
  if (seat === null || terms === null) return current;
  const others = (people: readonly PersonId[]) => people.filter((person) => person !== to);
  const former = seat.reviewer === null ? [] : [seat.reviewer];
  return reopened(current, place, {
    reviewer: to,
    missing: null,
    search: seat.search + 1,
    acknowledgeBy: clocksFrom(terms, matter.severity, at).acknowledgeBy,
    passed: others(seat.passed),
    released: [...others(seat.released), ...others(former)],
  });
}

export function released(current: OversightCase, event: EventOf<'ReviewerReleased'>): OversightCase {
  const { at, place, reviewer, search } = event;
  const { terms, matter } = current;
  const seat = current[place];
  if (seat === null || terms === null) return current;
  const { acknowledgeBy } = clocksFrom(terms, matter.severity, at);
  const left = reviewer === null ? [] : [reviewer];
  return reopened(current, place, {
    reviewer: null,
    missing: null,
    search,
    acknowledgeBy,
    passed: seat.passed.filter((person) => person !== reviewer),
    released: [...seat.released, ...left],
  });
}

/** Somebody else has the place, and has not said yet that they are at it. */
function reopened(current: OversightCase, place: ReviewerPlace, change: Partial<Seat>): OversightCase {
  const after = seated(current, place, { ...change, acknowledgedAt: null, overdue: false });
  return place === 'first' ? { ...after, state: 'open' } : after;
}

/** The second reviewer's clocks run from when there is something to confirm. */
export function proposed(current: OversightCase, event: EventOf<'DecisionProposed'>): OversightCase {
  const { at, by, verdict, search } = event;
  const { second, first, terms, matter } = current;
  const seat =
    second === null || terms === null
      ? newSeat(current, 'second', first?.level ?? 1, at)
      : { ...second, ...clocksFrom(terms, matter.severity, at), acknowledgedAt: null, overdue: false };
  return {
    ...current,
    state: 'acknowledged',
    revision: current.revision + 1,
    proposal: { ...verdict, by, at },
    second: seat && { ...seat, search: search ?? seat.search },
  };
}

/** The first reviewer's time begins anew: there is another decision to make. */
export function disputed(
  current: OversightCase,
  { at, by, note }: EventOf<'DecisionDisputed'>,
): OversightCase {
  const { terms, matter, first, proposal } = current;
  if (terms === null || first === null || proposal === null) return current;
  return {
    ...current,
    revision: current.revision + 1,
    proposal: null,
    disputes: [...current.disputes, { by, at, note, decision: proposal.decision }],
    first: { ...first, ...clocksFrom(terms, matter.severity, at), overdue: false },
  };
}
