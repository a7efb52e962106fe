import { type BoundaryBreach, breachOfCase } from '../../../db/boundary-breach.ts';
import { findAiSystem } from '../../../db/ai-system.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { readEvents } from '../../../db/event-store.ts';
import { findOversightCase, oversightCaseStream } from '../../../db/oversight-case.ts';
import { oversightCompetence } from '../../../db/oversight-reviewer.ts';
import { isTrained } from '../../../db/training.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import {
  type OversightCase,
  type OversightCaseEvent,
  reviewerPlaces,
} from '../../../domain/oversight-case-state.ts';
import { peopleOf } from '../../oversight-case-representation.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';

type Naming = (id: PersonId) => PersonName;

/** A case alone, for a form about it. */
export interface CaseRead {
  id: string;
  current: OversightCase;
  /** What it is about, where that is in the inventory. */
  system: { id: string; state: AiSystem } | undefined;
  nameOf: Naming;
}

/** A case with all that its page tells. */
export interface OversightCaseReading extends CaseRead {
  events: OversightCaseEvent[];
  breach: BoundaryBreach | undefined;
  /** Whether somebody of this case, or its reader, is trained in oversight now. */
  isTrained: (person: PersonId) => boolean;
}

/** Throws a Problem where there is no such case. */
export async function readCaseFor({ db }: Services, id: string): Promise<CaseRead> {
  const found = await findOversightCase(db, id);
  if (found === undefined) throw new Problem('not_found', 'There is no such oversight case.');
  return caseRead(db, id, found.state, []);
}

/** Undefined where the register has no such case, or none yet. */
export async function readOversightCase(
  { db }: Services,
  id: string,
  reader: PersonId,
  at: Instant,
): Promise<OversightCaseReading | undefined> {
  const found = await findOversightCase(db, id);
  if (found === undefined) return undefined;
  const [events, breach] = await Promise.all([
    readEvents<OversightCaseEvent>(db, oversightCaseStream(id)),
    found.state.matter.kind === 'breach' ? breachOfCase(db, id) : undefined,
  ]);
  const read = await caseRead(db, id, found.state, events);
  const seated = reviewerPlaces.flatMap((place) => found.state[place]?.reviewer ?? []);
  const trained = await Promise.all(
    [...new Set([reader, ...seated])].map(async (person) =>
      (await isTrained(db, person, oversightCompetence, at)) ? [person] : [],
    ),
  );
  const known = new Set(trained.flat());
  return { ...read, events, breach, isTrained: (person) => known.has(person) };
}

async function caseRead(
  db: Services['db'],
  id: string,
  current: OversightCase,
  events: readonly OversightCaseEvent[],
): Promise<CaseRead> {
  const { system } = current.matter;
  const [nameOf, found] = await Promise.all([
    namesOf(db, [...peopleOf(current), ...events.flatMap(peopleIn)]),
    system === undefined ? undefined : findAiSystem(db, system),
  ]);
  return { id, current, system: found && { id: found.id, state: found.state }, nameOf };
}

function peopleIn(event: OversightCaseEvent): PersonId[] {
  switch (event.type) {
    case 'ReviewerAssigned':
      return [event.by, event.reviewer];
    case 'ReviewerReleased':
      return event.reviewer === null ? [event.by] : [event.by, event.reviewer];
    case 'OversightCaseHandedOver':
      return [event.by, event.to];
    case 'OversightCaseDecided':
      return [event.by, event.decision.by];
    case 'OversightTermsSet':
      return event.terms.owner === null ? [event.by] : [event.by, event.terms.owner];
    default:
      return [event.by];
  }
}
