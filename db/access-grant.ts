import { sql } from 'kysely';
import { type AccessGrant, type AccessGrantState, openAccessStates } from '../domain/access-grant-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function accessGrantStream(id: string): string {
  return `access-grant/${id}`;
}

export async function findAccessGrant(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<AccessGrant> | undefined> {
  const row = await db
    .selectFrom('access_grant')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface AccessGrantFilter {
  state?: AccessGrantState | undefined;
  owner?: PersonId | undefined;
  document?: string | undefined;
}

/** A grant as it is listed; who asked is null once forgotten. */
export interface AccessGrantSummary {
  id: string;
  state: AccessGrantState;
  owner: PersonId;
  askedAt: Instant;
  endsAt: Instant | null;
  barredAt: Instant | null;
  stakeholder: string;
  documents: { id: string; title: string }[];
  name: string | null;
  company: string | null;
  email: string | null;
}

export type AccessGrantPosition = Pick<AccessGrantSummary, 'askedAt' | 'id'>;

/** One page of grants after `position`, newest first. */
export async function listAccessGrants(
  db: Database,
  { state, owner, document }: AccessGrantFilter,
  limit: number,
  position?: AccessGrantPosition,
): Promise<AccessGrantSummary[]> {
  return selectGrants(
    db,
    sql`${state === undefined ? sql`true` : sql`g.state = ${state}`}
      and ${owner === undefined ? sql`true` : sql`g.owner_id = ${owner}`}
      and ${document === undefined ? sql`true` : sql`${document}::uuid = any (g.documents)`}
      and ${
        position === undefined
          ? sql`true`
          : sql`(g.asked_at, g.id) < (${position.askedAt}::timestamptz, ${position.id}::uuid)`
      }`,
    limit,
  );
}

/** The latest 50 grants of a stakeholder that were at least verified, newest first. */
export async function grantsOfStakeholder(db: Database, stakeholder: string): Promise<AccessGrantSummary[]> {
  const verified = sql`g.stakeholder_id = ${stakeholder}::uuid and g.detail ->> 'verifiedAt' is not null`;
  return selectGrants(db, verified, 50);
}

async function selectGrants(
  db: Database,
  which: ReturnType<typeof sql>,
  limit: number,
): Promise<AccessGrantSummary[]> {
  const { rows } = await sql<AccessGrantSummary>`
    select g.id, g.state, g.owner_id as owner, g.asked_at as "askedAt", g.ends_at as "endsAt",
           g.barred_at as "barredAt",
           g.stakeholder_id as stakeholder, a.name, a.company, s.email,
           (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title) order by d.title, d.id), '[]')
            from trust_document d where d.id = any (g.documents)) as documents
    from access_grant g
    left join access_asking a on a.grant_id = g.id
    left join stakeholder s on s.id = g.stakeholder_id
    where ${which}
    order by g.asked_at desc, g.id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** What the stakeholder said of themselves and of their purpose; undefined once forgotten. */
export async function askingOf(
  db: Database | DatabaseTransaction,
  grant: string,
): Promise<{ name: string; company: string; purpose: string; email: string | null } | undefined> {
  return db
    .selectFrom('access_asking')
    .innerJoin('stakeholder', 'stakeholder.id', 'access_asking.stakeholder_id')
    .select(['name', 'company', 'purpose', 'email'])
    .where('grant_id', '=', grant)
    .executeTakeFirst();
}

/** Ids of grants that a workflow must be running for, in batches by keyset. */
export async function openAccessGrantIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('access_grant')
    .select('id')
    .where('state', 'in', openAccessStates)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
