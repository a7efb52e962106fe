import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { SignificantChange } from '../domain/policy-state.ts';
import type { SignificantChangeEvent } from '../domain/significant-change.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';
import { policiesReviewedOn } from './policy.ts';

export interface DeclaredChange {
  id: string;
  kind: SignificantChange;
  note: string;
  by: PersonId;
  at: Instant;
  /** The policies whose review it set off. */
  policies: string[];
}

const columns = ['id', 'kind', 'note', 'declared_by as by', 'declared_at as at', 'policies'] as const;

/**
 * Puts a significant change on record, and has a review of every policy that is affected begin: of those that name its
 * kind, or of exactly these. Once, whatever its id is repeated.
 */
export async function declareChange(
  db: Database,
  change: Omit<DeclaredChange, 'policies'> & { policies?: string[] | undefined },
): Promise<DeclaredChange> {
  return inTransaction(db, async (trx) => {
    const { id, kind, note, by, at } = change;
    const stream = `significant-change/${id}`;
    await lockStream(trx, stream);
    const before = await select(trx).where('id', '=', id).executeTakeFirst();
    if (before !== undefined) return before;
    const policies = change.policies ?? (await policiesReviewedOn(trx, kind));
    const event: SignificantChangeEvent = {
      type: 'SignificantChangeDeclared',
      at,
      by,
      kind,
      note,
      policies,
    };
    await recordFacts(trx, stream, [event], (inside, events) => projectSignificantChange(inside, id, events));
    await fireReviews(trx, { ...change, policies });
    return { id, kind, note, by, at, policies };
  });
}

async function fireReviews(
  trx: DatabaseTransaction,
  { id, kind, note, at, policies }: DeclaredChange,
): Promise<void> {
  const rows = policies.map((policy) => ({
    stream: `policy/${policy}`,
    command: JSON.stringify({
      type: 'review',
      id: `significant-change/${id}/${policy}`,
      by: system,
      at,
      reason: kind,
      note,
      occasion: id,
    }),
    try_at: null,
  }));
  if (rows.length > 0) await trx.insertInto('process_message').values(rows).execute();
}

export async function projectSignificantChange(
  trx: DatabaseTransaction,
  id: string,
  events: readonly SignificantChangeEvent[],
): Promise<void> {
  const rows = events.map(({ kind, note, by, at, policies }) => ({
    id,
    kind,
    note,
    declared_by: by,
    declared_at: at,
    policies,
  }));
  await trx.insertInto('significant_change').values(rows).execute();
}

/** Newest first. */
export function listSignificantChanges(
  db: Database,
  limit: number,
  after?: Pick<DeclaredChange, 'at' | 'id'>,
): Promise<DeclaredChange[]> {
  return select(db)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(declared_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('declared_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

function select(db: Database | DatabaseTransaction) {
  return db.selectFrom('significant_change').select(columns);
}
