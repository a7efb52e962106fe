import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Policy, PolicyState, SignificantChange } from '../domain/policy-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function policyStream(id: string): string {
  return `policy/${id}`;
}

export async function findPolicy(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<Policy> | undefined> {
  const row = await db
    .selectFrom('policy')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** Ids of policies that a workflow must be running for, in batches by keyset. */
export async function openPolicyIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policy')
    .select('id')
    .where('state', '<>', 'retired')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Policies that a change of this kind sets off a review of. */
export async function policiesReviewedOn(
  db: Database | DatabaseTransaction,
  kind: SignificantChange,
): Promise<string[]> {
  const rows = await db
    .selectFrom('policy')
    .select('id')
    .where('state', '<>', 'retired')
    .where(sql<boolean>`${kind} = any (review_on)`)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A policy that can be reviewed, and what sets that off out of turn. */
export interface ReviewablePolicy {
  id: string;
  title: string;
  reviewOn: SignificantChange[];
}

/** All that are not retired, by title. */
export function reviewablePolicies(db: Database): Promise<ReviewablePolicy[]> {
  return db
    .selectFrom('policy')
    .select(['id', 'title', 'review_on as reviewOn'])
    .where('state', '<>', 'retired')
    .orderBy(sql`lower(title)`)
    .orderBy('id')
    .execute();
}

export interface ListedPolicy {
  id: string;
  title: string;
  owner: PersonId;
  state: PolicyState;
  phase: 'none' | 'drafting' | 'review' | 'approved';
  version: number | null;
  nextDueAt: Instant | null;
  asked: number;
  acknowledged: number;
  overdue: number;
}

export interface PolicyFilter {
  state?: PolicyState | undefined;
  owner?: PersonId | undefined;
  /** Part of the title. */
  q?: string | undefined;
}

export type PolicyPosition = Pick<ListedPolicy, 'title' | 'id'>;

/** Policies by title, each with how many of those who are asked have acknowledged it. */
export async function listPolicies(
  db: Database,
  { state, owner, q }: PolicyFilter,
  limit: number,
  after?: PolicyPosition,
): Promise<ListedPolicy[]> {
  const { rows } = await sql<ListedPolicy>`
    select p.id, p.title, p.owner_id as owner, p.state, p.phase, p.version, p.next_due_at as "nextDueAt",
           figures.asked, figures.acknowledged, figures.overdue
    from policy p
    cross join lateral (
      select coalesce(sum(asked), 0)::integer as asked, coalesce(sum(done), 0)::integer as acknowledged,
             coalesce(sum(overdue), 0)::integer as overdue
      from assignment_count where campaign_id = p.id) figures
    where (${state ?? null}::text is null or p.state = ${state ?? null})
      and (${owner ?? null}::text is null or p.owner_id = ${owner ?? null})
      and (${q ?? null}::text is null or strpos(lower(p.title), lower(${q ?? null})) > 0)
      and (${after?.id ?? null}::uuid is null
        or (lower(p.title), p.id) > (lower(${after?.title ?? null}), ${after?.id ?? null}::uuid))
    order by lower(p.title), p.id
    limit ${limit}`.execute(db);
  return rows;
}
