import type { Decision, PersonId, Refusal } from './decider.ts';
import type { Actor } from './identity.ts';
import { evolve } from './oversight-case-evolution.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
  ReviewerPlace,
  Seat,
} from './oversight-case-state.ts';
import { escalated, isAwaited, roleAt } from './oversight-case-time.ts';

type CommandOf<Type extends OversightCaseCommand['type']> = Extract<OversightCaseCommand, { type: Type }>;
type Answer = Decision<OversightCaseEvent>;

/** Why somebody has nothing to decide here, whatever their roles. */
export function whyBarred({ terms, matter, openedBy }: OversightCase, person: PersonId): Refusal | undefined {
  const barred = (detail: string): Refusal => ({ code: 'segregation_of_duties', detail });
  if (person === terms?.owner) return barred('Nobody reviews the system that they own.');
  if (person === matter.subject) return barred('Nobody reviews what is about themselves.');
  if (person === openedBy) return barred('Nobody reviews what they have brought up themselves.');
  return undefined;
}

/** Whom it concerns themselves: the system's owner, whom it is about, and who has brought it up. */
export function concernedIn({ terms, matter, openedBy }: OversightCase): PersonId[] {
  return [terms?.owner, matter.subject, openedBy].flatMap((one) => one ?? []);
}

/** Everybody who is not to be asked for a place. */
export function notToBeAsked(current: OversightCase, place: ReviewerPlace): PersonId[] {
  const { proposal } = current;
  const seat = current[place];
  return [
    ...concernedIn(current),
    ...(proposal === null ? [] : [proposal.by]),
    ...(seat === null ? [] : [...seat.passed, ...seat.released]),
    ...sittingIn(current[otherThan(place)]),
  ];
}

function otherThan(place: ReviewerPlace): ReviewerPlace {
  return place === 'first' ? 'second' : 'first';
}

/** Everybody who can act in a place. */
function sittingIn(seat: Seat | null): PersonId[] {
  if (seat === null) return [];
  return [...(seat.reviewer === null ? [] : [seat.reviewer]), ...seat.passed];
}

/** Why somebody does not act in this place: only who was asked does, for as long as they have a role for it. */
export function whyNotIn(current: OversightCase, place: ReviewerPlace, actor: Actor): Refusal | undefined {
  const barred = whyBarred(current, actor.person);
  if (barred !== undefined) return barred;
  const wasAsked = sittingIn(current[place]).includes(actor.person);
  if (wasAsked && maySit(current, actor)) return undefined;
  return { code: 'wrong_role', detail: `You are not the ${place} reviewer of this case.` };
}

function maySit({ terms }: OversightCase, { roles }: Actor): boolean {
  const seating = ['oversight_reviewer', ...(terms?.policy.rules.levels ?? [])];
  return roles.some((role) => seating.includes(role));
}

/** Compliance managers see to it that there are reviewers; not where they are concerned themselves. */
export function whyNotManaging(current: OversightCase, actor: Actor, act: string): Refusal | undefined {
  if (!actor.roles.includes('compliance_manager')) {
    return { code: 'wrong_role', detail: `Its reviewer and compliance managers ${act}.` };
  }
  return whyBarred(current, actor.person);
}

export function notAwaited({ state }: OversightCase): Refusal {
  return state === 'decided'
    ? { code: 'already_decided', detail: 'This case has been decided.' }
    : { code: 'closed', detail: `This case is ${state.replace('_', ' ')}; that is final.` };
}

/** Takes up what was found; where it was nobody, the case goes up a level at once. */
export function assign(command: CommandOf<'assign'>, current: OversightCase): Answer {
  const { at, by, place, search, found, terms } = command;
  if (!isAwaited(current)) return notAwaited(current);
  const beginning: OversightCaseEvent[] =
    terms !== undefined && current.terms === null ? [{ type: 'OversightTermsSet', at, by, terms }] : [];
  const begun = beginning.reduce<OversightCase>(evolve, current);
  const seat = begun[place];
  if (begun.terms === null || seat?.search !== search || seat.reviewer !== null || seat.missing !== null) {
    return { code: 'stale_revision', detail: 'Nobody is looked for any more.' };
  }
  const { level } = seat;
  if ('reviewer' in found) {
    return [...beginning, { type: 'ReviewerAssigned', at, by, place, level, reviewer: found.reviewer }];
  }
  const role = roleAt(begun.terms, level) ?? begun.terms.policy.rules.gapTo;
  const missing: OversightCaseEvent = { type: 'ReviewerMissing', at, by, place, level, role, gap: found.gap };
  const escalation = escalated(begun, place, found.gap, at);
  return [...beginning, missing, ...(escalation === undefined ? [] : [escalation])];
}

export function acknowledge({ at, by, actor }: CommandOf<'acknowledge'>, current: OversightCase): Answer {
  const place = current.second?.reviewer === actor.person ? 'second' : 'first';
  const fault = whyNotIn(current, place, actor);
  if (fault !== undefined) return fault;
  if (!isAwaited(current)) return notAwaited(current);
  const seat = current[place];
  if (seat?.reviewer !== actor.person) {
    return { code: 'wrong_role', detail: 'It has gone on to somebody else; you can still decide.' };
  }
  if (seat.acknowledgedAt !== null) {
    return { code: 'already_decided', detail: 'You have acknowledged it already.' };
  }
  return [{ type: 'OversightCaseAcknowledged', at, by, place }];
}

/** To somebody who then has what is left of the time; whether they may review is looked up when it is put down. */
export function handOver(command: CommandOf<'handOver'>, current: OversightCase): Answer {
  const { at, by, actor, place, to, note } = command;
  const seat = current[place];
  const fault =
    seat?.reviewer === actor.person
      ? whyNotIn(current, place, actor)
      : whyNotManaging(current, actor, 'hand it over');
  if (fault !== undefined) return fault;
  if (!isAwaited(current)) return notAwaited(current);
  if (seat === null) return nobodySits(place);
  if (seat.reviewer === to) return { code: 'unchanged', detail: 'They have it already.' };
  const barred = whyBarred(current, to) ?? whyInTwoPlaces(current, place, to);
  if (barred !== undefined) return { ...barred, pointer: '/to' };
  return [{ type: 'OversightCaseHandedOver', at, by, place, to, note }];
}

function whyInTwoPlaces(current: OversightCase, place: ReviewerPlace, to: PersonId): Refusal | undefined {
  const elsewhere = [...sittingIn(current[otherThan(place)]), current.proposal?.by];
  if (!elsewhere.includes(to)) return undefined;
  return { code: 'segregation_of_duties', detail: 'One person is never both reviewers of a case.' };
}

function nobodySits(place: ReviewerPlace): Refusal {
  return { code: 'closed', detail: `This case waits for no ${place} reviewer.` };
}

/** The reviewer is absent, or was not there at all: somebody else is looked for. */
export function reassign(command: CommandOf<'reassign'>, current: OversightCase): Answer {
  const { at, by, actor, place, reviewer, note } = command;
  const seat = current[place];
  const isOwn = actor !== undefined && seat?.reviewer === actor.person;
  const fault =
    actor === undefined || isOwn ? undefined : whyNotManaging(current, actor, 'have it reassigned');
  if (fault !== undefined) return fault;
  if (!isAwaited(current)) return notAwaited(current);
  if (seat === null) return nobodySits(place);
  if (reviewer !== undefined && reviewer !== seat.reviewer) {
    return { code: 'unchanged', detail: 'They are not its reviewer any more.' };
  }
  const search = seat.search + 1;
  return [{ type: 'ReviewerReleased', at, by, place, reviewer: seat.reviewer, note, search }];
}
