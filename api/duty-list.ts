import { type DutyFiring, listDuties, type ListedDuty, listFirings, lastDone } from '../db/duty-list.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { isRecorded } from '../domain/duty-state.ts';
import { nextInRhythm } from '../domain/working-time.ts';
import type { Services } from './services.ts';

type Naming = (id: PersonId) => PersonName;

/** Every duty as the API shows it. */
export async function dutiesAt({ db }: Services, at: Instant) {
  const [listed, done] = await Promise.all([listDuties(db), lastDone(db)]);
  const nameOf = await namesOf(db, listed.flatMap(peopleOf));
  return listed.map((item) => representation(item, done, nameOf, at));
}

export async function dutyAt(services: Services, id: string, at: Instant) {
  return (await dutiesAt(services, at)).find((item) => item.id === id);
}

/** One page of a duty's firings, newest first, one more than `limit` where there are more. */
export async function firingsOf({ db }: Services, id: string, limit: number, before?: number) {
  const firings = await listFirings(db, id, limit, before);
  const nameOf = await namesOf(
    db,
    firings.map(({ by }) => by),
  );
  return firings.map((firing) => ({ seq: firing.seq, firing: firingRepresentation(firing, nameOf) }));
}

function peopleOf({ duty: { paused }, last }: ListedDuty): PersonId[] {
  return [...(paused === null ? [] : [paused.by]), ...(last === null ? [] : [last.by])];
}

function representation(
  { id, state, duty, last }: ListedDuty,
  done: Awaited<ReturnType<typeof lastDone>>,
  nameOf: Naming,
  at: Instant,
) {
  const { definition, paused, nextAt } = duty;
  const recorded = isRecorded(definition);
  return {
    id,
    title: definition.title,
    state,
    starts: definition.starts.kind,
    every: definition.every,
    nextAt: recorded || state !== 'active' ? nextAt : nextInRhythm(definition.every, at),
    paused: paused && { ...paused, by: nameOf(paused.by) },
    lastFiredAt: recorded ? (last?.firedAt ?? null) : (done[definition.starts.kind] ?? null),
    last: last && firingRepresentation(last, nameOf),
  };
}

function firingRepresentation(firing: DutyFiring, nameOf: Naming) {
  const { occasion, firedAt, by, reason, subject, outcome, detail } = firing;
  return {
    occasion,
    firedAt,
    by: reason === null ? null : nameOf(by),
    reason,
    subject,
    outcome,
    detail,
  };
}
