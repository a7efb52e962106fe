import { type Selectable, sql } from 'kysely';
import {
  type BoundaryBreachedEvent,
  type Observation,
  severityOf,
  summaryOf,
} from '../domain/boundary-breach.ts';
import type { Boundary } from '../domain/boundary.ts';
import type { Instant } from '../domain/decider.ts';
import { system as itself } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';
import type { Schema } from './schema.ts';
import type { MeantSystem } from './usage-system.ts';
import { uuidOf } from './uuid.ts';

/** The stream of what is on record of a system's use. */
export function usageStream(system: string): string {
  return `usage/${system}`;
}

/** A breach of a boundary of a system; `settledAt` is null while its case is open. */
export interface BoundaryBreach {
  case: string;
  boundary: Boundary;
  number: number;
  observed: Observation;
  openedAt: Instant;
  settledAt: Instant | null;
}

/**
 * Puts a breach on record, and has an oversight case of it opened, unless one is open already: however often a boundary is
 * broken, and by however many at once, there is one case of it.
 */
export async function openBreach(
  trx: DatabaseTransaction,
  system: MeantSystem,
  boundary: Boundary,
  observed: Observation,
  at: Instant,
): Promise<void> {
  const stream = usageStream(system.id);
  await lockStream(trx, stream);
  const { number, isOpen } = await countBreaches(trx, system.id, boundary.id);
  if (isOpen) return;
  const id = uuidOf([system.id, boundary.id, number + 1]);
  const event: BoundaryBreachedEvent = {
    type: 'BoundaryBreached',
    at,
    by: itself,
    boundary,
    number: number + 1,
    case: id,
    observed,
  };
  await recordFacts(trx, stream, [event], (inside, events) => projectBreach(inside, system.id, events));
  const open = {
    type: 'open',
    id: `boundary-breach/${id}`,
    by: itself,
    at,
    kind: 'breach',
    system: system.id,
    boundary: boundary.id,
    summary: summaryOf(boundary, observed),
    severity: severityOf(boundary, system.tier),
  };
  await trx
    .insertInto('process_message')
    .values({ stream: `oversight-case/${id}`, command: JSON.stringify(open), try_at: null })
    .execute();
}

async function countBreaches(trx: DatabaseTransaction, system: string, boundary: string) {
  const { rows } = await sql<{ number: number; isOpen: boolean }>`
    select coalesce(max(number), 0) as number, coalesce(bool_or(settled_at is null), false) as "isOpen"
    from boundary_breach where system_id = ${system} and boundary_id = ${boundary}`.execute(trx);
  return rows[0] ?? { number: 0, isOpen: false };
}

export async function projectBreach(
  trx: DatabaseTransaction,
  system: string,
  events: readonly BoundaryBreachedEvent[],
): Promise<void> {
  const rows = events.map(({ case: id, boundary, number, observed, at }) => ({
    case_id: id,
    system_id: system,
    boundary_id: boundary.id,
    number,
    opened_at: at,
    settled_at: null,
    detail: JSON.stringify({ boundary, observed }),
  }));
  await trx.insertInto('boundary_breach').values(rows).execute();
}

/** The case of a breach has been closed: what breaks its boundary from now on is another breach. */
export async function settleBreach(trx: DatabaseTransaction, caseId: string, at: Instant): Promise<void> {
  await trx
    .updateTable('boundary_breach')
    .set({ settled_at: at })
    .where('case_id', '=', caseId)
    .where('settled_at', 'is', null)
    .execute();
}

export interface LastBreach {
  isOpen: boolean;
  /** When the last one was settled; null where none has been. */
  settledAt: Instant | null;
}

/** How it stands with the breaches of each boundary of these systems; undefined where there has been none. */
export async function lastBreaches(
  trx: DatabaseTransaction,
  systems: readonly string[],
): Promise<(system: string, boundary: string) => LastBreach | undefined> {
  const { rows } = await sql<LastBreach & { system: string; boundary: string }>`
    select system_id as system, boundary_id as boundary, bool_or(settled_at is null) as "isOpen",
           max(settled_at) as "settledAt"
    from boundary_breach where system_id = any(${systems}::uuid[])
    group by 1, 2`.execute(trx);
  const known = new Map(rows.map((row) => [`${row.system}/${row.boundary}`, row]));
  return (system, boundary) => known.get(`${system}/${boundary}`);
}

/** The breach that a case was opened for. */
export async function breachOfCase(db: Database, caseId: string): Promise<BoundaryBreach | undefined> {
  const row = await db
    .selectFrom('boundary_breach')
    .select(['case_id', 'number', 'opened_at', 'settled_at', 'detail'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row && breachIn(row);
}

/** Newest first. */
export async function listBreaches(
  db: Database,
  system: string,
  limit: number,
  after?: Pick<BoundaryBreach, 'openedAt' | 'case'>,
): Promise<BoundaryBreach[]> {
  const rows = await db
    .selectFrom('boundary_breach')
    .select(['case_id', 'number', 'opened_at', 'settled_at', 'detail'])
    .where('system_id', '=', system)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(opened_at, case_id) < (${after?.openedAt}::timestamptz, ${after?.case}::uuid)`,
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(breachIn);
}

type BreachRow = Pick<
  Selectable<Schema['boundary_breach']>,
  'case_id' | 'number' | 'opened_at' | 'settled_at' | 'detail'
>;

function breachIn({ case_id, number, opened_at, settled_at, detail }: BreachRow): BoundaryBreach {
  return { case: case_id, number, openedAt: opened_at, settledAt: settled_at, ...detail };
}
