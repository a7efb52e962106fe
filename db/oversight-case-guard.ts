import { sql } from 'kysely';
import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import type { OversightCaseEvent } from '../domain/oversight-case-state.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { findOversightCase } from './oversight-case.ts';
import { oversightCompetence } from './oversight-reviewer.ts';
import { isTrained, trainingStream } from './training.ts';

/**
 * Nobody reviews who is not trained for it at that moment, whatever held when they were asked; nor who has come to own
 * the system meanwhile, or has left (AI Act, Article 26(2)).
 */
export async function oversightCaseGuard(
  trx: DatabaseTransaction,
  id: string,
  event: OversightCaseEvent,
): Promise<Refusal | undefined> {
  const reviewer = reviewerIn(event);
  if (reviewer === undefined) return undefined;
  const fault =
    (await ownershipFault(trx, id, reviewer)) ??
    (event.type === 'OversightCaseHandedOver' ? await eligibilityFault(trx, id, reviewer) : undefined) ??
    (await trainingFault(trx, reviewer, event.at));
  if (fault === undefined) return undefined;
  return event.type === 'OversightCaseHandedOver' ? { ...fault, pointer: '/to' } : fault;
}

/** Whoever reviews by the event, or is to. */
function reviewerIn(event: OversightCaseEvent): PersonId | undefined {
  switch (event.type) {
    case 'OversightCaseAcknowledged':
    case 'DecisionProposed':
    case 'DecisionDisputed':
    case 'OversightCaseDecided':
      return event.by;
    case 'OversightCaseHandedOver':
      return event.to;
    default:
      return undefined;
  }
}

/** No training of theirs is taken back while it is looked at. */
export async function lockForReview(
  trx: DatabaseTransaction,
  events: readonly OversightCaseEvent[],
): Promise<void> {
  const people = new Set(events.flatMap((event) => reviewerIn(event) ?? []));
  for (const person of [...people].sort()) await lockStream(trx, trainingStream(person), 'shared');
}

async function ownershipFault(
  trx: DatabaseTransaction,
  id: string,
  reviewer: PersonId,
): Promise<Refusal | undefined> {
  const { rows } = await sql`
    select from oversight_case c join ai_system s on s.id = c.system_id
    where c.id = ${id} and s.owner_id = ${reviewer}`.execute(trx);
  if (rows.length === 0) return undefined;
  return { code: 'segregation_of_duties', detail: 'Nobody reviews the system that they own.' };
}

/** A case is handed to somebody who could have been asked. */
async function eligibilityFault(
  trx: DatabaseTransaction,
  id: string,
  reviewer: PersonId,
): Promise<Refusal | undefined> {
  const levels = (await findOversightCase(trx, id))?.state.terms?.policy.rules.levels ?? [];
  const member = await trx
    .selectFrom('person_role')
    .innerJoin('person', 'person.id', 'person_role.person_id')
    .select('person.id')
    .where('person.id', '=', reviewer)
    .where('person.active', '=', true)
    .where('person_role.role', 'in', ['oversight_reviewer', ...levels])
    .executeTakeFirst();
  if (member !== undefined) return undefined;
  return { code: 'guard_failed', detail: 'They do not review: they hold no role that does.' };
}

async function trainingFault(
  trx: DatabaseTransaction,
  reviewer: PersonId,
  at: Instant,
): Promise<Refusal | undefined> {
  if (await isTrained(trx, reviewer, oversightCompetence, at)) return undefined;
  return {
    code: 'guard_failed',
    detail: 'Whoever reviews must be trained in oversight now: there is no such training, or it has lapsed.',
  };
}
