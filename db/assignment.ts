import { sql } from 'kysely';
import {
  type Assignment,
  type AssignmentTerms,
  type Fulfilment,
  nextDeadline,
  renewalAt,
} from '../domain/assignment.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { DatabaseTransaction } from './database.ts';

/** An assignment with whose it is. */
export interface HeldAssignment {
  person: PersonId;
  assignment: Assignment;
}

interface AssignmentRow extends Omit<Assignment, 'fulfilled'> {
  person: PersonId;
  fulfilledAt: Instant | null;
  fulfilledUntil: Instant | null;
}

const columns = [
  'person_id as person',
  'version',
  'since',
  'due_at as dueAt',
  'remind_at as remindAt',
  'escalated_at as escalatedAt',
  'fulfilled_at as fulfilledAt',
  'fulfilled_until as fulfilledUntil',
] as const;

/** The parts of these people in a campaign. */
export async function assignmentsOf(
  trx: DatabaseTransaction,
  campaign: string,
  people: readonly PersonId[],
): Promise<HeldAssignment[]> {
  const rows = await trx
    .selectFrom('assignment')
    .select(columns)
    .where('campaign_id', '=', campaign)
    .where(sql<boolean>`person_id = any (${people}::text[])`)
    .execute();
  return rows.map(heldBy);
}

/** Those for which time has brought something about by `now`, the earliest first. */
export async function dueAssignments(
  trx: DatabaseTransaction,
  campaign: string,
  now: Instant,
  limit: number,
): Promise<HeldAssignment[]> {
  const rows = await trx
    .selectFrom('assignment')
    .select(columns)
    .where('campaign_id', '=', campaign)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows.map(heldBy);
}

function heldBy({ person, fulfilledAt, fulfilledUntil, ...rest }: AssignmentRow): HeldAssignment {
  const fulfilled = fulfilledAt === null ? null : { at: fulfilledAt, until: fulfilledUntil };
  return { person, assignment: { ...rest, fulfilled } };
}

/** Writes assignments down in one statement, however many; those that people have already take their place. */
export async function saveAssignments(
  trx: DatabaseTransaction,
  campaign: string,
  held: readonly HeldAssignment[],
  terms: AssignmentTerms,
): Promise<void> {
  if (held.length === 0) return;
  const column = <Value>(read: (assignment: Assignment) => Value) =>
    held.map(({ assignment }) => read(assignment));
  await sql`
    insert into assignment (campaign_id, person_id, version, since, due_at, remind_at, escalated_at,
      fulfilled_at, fulfilled_until, next_at)
    select ${campaign}, * from unnest(
      ${held.map(({ person }) => person)}::text[],
      ${column(({ version }) => version)}::integer[],
      ${column(({ since }) => since)}::timestamptz[],
      ${column(({ dueAt }) => dueAt)}::timestamptz[],
      ${column(({ remindAt }) => remindAt)}::timestamptz[],
      ${column(({ escalatedAt }) => escalatedAt)}::timestamptz[],
      ${column(({ fulfilled }) => fulfilled?.at ?? null)}::timestamptz[],
      ${column(({ fulfilled }) => fulfilled?.until ?? null)}::timestamptz[],
      ${column((assignment) => nextDeadline(assignment, terms) ?? null)}::timestamptz[])
    on conflict (campaign_id, person_id) do update set
      version = excluded.version, since = excluded.since, due_at = excluded.due_at,
      remind_at = excluded.remind_at, escalated_at = excluded.escalated_at,
      fulfilled_at = excluded.fulfilled_at, fulfilled_until = excluded.fulfilled_until,
      next_at = excluded.next_at`.execute(trx);
}

export async function removeAssignments(
  trx: DatabaseTransaction,
  campaign: string,
  people: readonly PersonId[],
): Promise<void> {
  await trx
    .deleteFrom('assignment')
    .where('campaign_id', '=', campaign)
    .where(sql<boolean>`person_id = any (${people}::text[])`)
    .execute();
}

/** Somebody has done what a campaign asks for. */
export interface Done extends Fulfilment {
  campaign: string;
  person: PersonId;
  version: number;
}

/**
 * What was done of this version or a later one counts for whoever was asked; of two that end, the later end. For
 * projections: it wakes nobody.
 */
export async function fulfilAssignments(trx: DatabaseTransaction, done: readonly Done[]): Promise<void> {
  for (const { campaign, person, version, at, until } of done) {
    const renewal = until === null ? null : await renewalOf(trx, campaign, until);
    await trx
      .updateTable('assignment')
      .set({
        fulfilled_at: at,
        fulfilled_until: until,
        next_at: renewal,
      })
      .where('campaign_id', '=', campaign)
      .where('person_id', '=', person)
      .where('version', '<=', version)
      .where((eb) =>
        eb.or([
          eb('fulfilled_at', 'is', null),
          ...(until === null ? [] : [eb('fulfilled_until', '<', until)]),
        ]),
      )
      .execute();
  }
}

/** When it is asked for again; null where nobody is asked for it. */
async function renewalOf(
  trx: DatabaseTransaction,
  campaign: string,
  until: Instant,
): Promise<Instant | null> {
  const row = await trx.selectFrom('campaign').select('terms').where('id', '=', campaign).executeTakeFirst();
  return row === undefined ? null : renewalAt(until, row.terms);
}

/** Whether anybody who is asked has not done it yet. */
export async function isAnybodyOutstanding(trx: DatabaseTransaction, campaign: string): Promise<boolean> {
  const row = await trx
    .selectFrom('assignment')
    .select('person_id')
    .where('campaign_id', '=', campaign)
    .where('fulfilled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
