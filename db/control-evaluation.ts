import { type RawBuilder, sql } from 'kysely';
import type { ControlEvaluationEvent, StatementResult } from '../domain/control-evaluation.ts';
import { statements } from '../domain/control-catalogue.ts';
import { type CheckResult, type ControlStatus, isGap, lookBackDays, statusOf } from '../domain/control.ts';
import { daysAfter } from '../domain/days.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Gap } from '../domain/gap-state.ts';
import { system } from '../domain/identity.ts';
import { sameValue } from '../domain/same-value.ts';
import { evaluateStatements } from './control-check.ts';
import type { RecordsWindow } from './control-records.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { headOf } from './event-store.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';
import { gapIdOf, gapStream, lastGaps } from './gap.ts';
import { organisationId } from './organisation.ts';
import { type Applicability, applicabilityInForce } from './statement-of-applicability.ts';

/** The year that ends at an instant. */
export function yearUntil(at: Instant): RecordsWindow {
  return { at, since: daysAfter(at, -lookBackDays) };
}

/** Which records are looked at: since when, and in which scope. */
export interface RecordsAsked {
  since: Instant;
  within: RawBuilder<unknown>;
}

/** How every statement stands at an instant, as the records of the year before show it, or those that are `asked` for. */
export async function statementResults(
  db: Database | DatabaseTransaction,
  at: Instant,
  { excluded }: Pick<Applicability, 'excluded'>,
  asked?: RecordsAsked,
): Promise<StatementResult[]> {
  const window = asked === undefined ? yearUntil(at) : { at, since: asked.since };
  const results = await evaluateStatements(db, () => window, statements, asked?.within);
  return statements.map(({ id }) => {
    const result = results.get(id);
    if (result === undefined) throw new Error(`nothing is known of ${id}`);
    return { statement: id, ...result, status: excluded.has(id) ? 'not_applicable' : statusOf(result) };
  });
}

/**
 * Holds every statement against the records and puts down what it found; has a gap opened for each that fails and has none,
 * says to open gaps how they stand now, and withdraws those of statements that do not apply. Once for an `id`.
 */
export async function evaluateControls(db: Database, id: string, at: Instant): Promise<void> {
  const stream = `control-evaluation/${id}`;
  await inTransaction(db, async (trx) => {
    // One at a time: two that find the same must not open two gaps of it.
    await lockStream(trx, 'control-evaluation');
    if ((await headOf(trx, stream)).seq > 0) return;
    const applicability = await applicabilityInForce(trx);
    const results = await statementResults(trx, at, applicability);
    const evaluated: ControlEvaluationEvent = { type: 'ControlsEvaluated', at, by: system, results };
    await recordFacts(trx, stream, [evaluated], projectControlEvaluation);
    await tellGaps(trx, at, results, applicability);
  });
}

export async function projectControlEvaluation(
  trx: DatabaseTransaction,
  events: readonly ControlEvaluationEvent[],
): Promise<void> {
  for (const { at, results } of events) {
    await trx
      .insertInto('control_result')
      .values(results.map((result) => ({ ...result, at })))
      .onConflict((conflict) => conflict.columns(['statement', 'at']).doNothing())
      .execute();
  }
}

/** What went wrong before the last gap of a statement was opened has been dealt with by it: it opens no other. */
async function tellGaps(
  trx: DatabaseTransaction,
  at: Instant,
  found: readonly StatementResult[],
  { excluded, ownerOf }: Applicability,
): Promise<void> {
  const [gaps, organisation] = [await lastGaps(trx), await organisationId(trx)];
  const year = yearUntil(at);
  const windowOf = (id: string) => ({ at, since: later(year.since, gaps.get(id)?.openedAt) });
  const shorter = statements.filter(({ id }) => windowOf(id).since !== year.since);
  const since = await evaluateStatements(trx, windowOf, shorter);
  const messages = found.flatMap(({ statement, ...inYear }) => {
    const { population, failing } = since.get(statement) ?? inYear;
    const last = gaps.get(statement);
    const command = excluded.has(statement)
      ? withdrawal(last)
      : commandOf(statement, { population, failing }, last, ownerOf(statement));
    if (command === undefined) return [];
    const number = command.type === 'open' ? command.number : (last?.number ?? 1);
    const id = `gap/${statement}/${number}/${command.type}/${at}`;
    return [
      {
        stream: gapStream(gapIdOf(organisation, statement, number)),
        command: JSON.stringify({ ...command, id, by: system, at }),
        try_at: null,
      },
    ];
  });
  if (messages.length > 0) await trx.insertInto('process_message').values(messages).execute();
}

function withdrawal(last: Gap | undefined) {
  if (last?.state !== 'open') return undefined;
  const reason = 'The statement of applicability says that it does not apply.';
  return { type: 'withdraw' as const, reason };
}

function commandOf(statement: string, result: CheckResult, last: Gap | undefined, owner: PersonId | null) {
  if (last?.state === 'open') {
    const { population, failing } = last.counted;
    const isKnown = sameValue({ population, failing }, result) && (last.owner ?? owner) === last.owner;
    return isKnown ? undefined : { type: 'count' as const, owner, ...result };
  }
  if (!isGap(statusOf(result))) return undefined;
  const number = (last?.number ?? 0) + 1;
  return { type: 'open' as const, statement, number, owner, ...result };
}

function later(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other > one ? other : one;
}

/** How many statements stood how at the end of a day. */
export interface ControlDay {
  day: string;
  at: Instant;
  statuses: Partial<Record<ControlStatus, number>>;
}

/** How all statements stood at the end of each day, in order, from `since`: days on which nobody looked are left out. */
export async function controlHistory(
  db: Database,
  { since, timeZone }: { since: Instant; timeZone: string },
): Promise<ControlDay[]> {
  const { rows } = await sql<ControlDay>`
    with last as (
      select to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day, max(at) as at
      from control_result where at >= ${since}::timestamptz group by day)
    select day, at, jsonb_object_agg(status, statements) as statuses
    from (
      select last.day, last.at, r.status, count(*)::integer as statements
      from last join control_result r using (at) group by last.day, last.at, r.status) counted
    group by day, at
    order by day`.execute(db);
  return rows;
}

/** How a statement stood at the end of each day, in order, from `since`: days on which nobody looked are left out. */
export async function statementHistory(
  db: Database,
  { statement, since, timeZone }: { statement: string; since: Instant; timeZone: string },
): Promise<(StatementResult & { day: string; at: Instant })[]> {
  const { rows } = await sql<StatementResult & { day: string; at: Instant }>`
    select distinct on (day) statement, to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day, at,
           population, failing, status
    from control_result
    where at >= ${since}::timestamptz and statement = ${statement}
    order by day, at desc`.execute(db);
  return rows;
}
