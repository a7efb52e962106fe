import { sql } from 'kysely';
import type { AssignmentKind } from '../domain/assignment.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** Somebody who is asked and has not done it. */
export interface Outstanding {
  person: PersonId;
  userName: string;
  name: string;
  team: string | null;
  /** Their manager's name. */
  manager: string | null;
  version: number;
  since: Instant;
  dueAt: Instant;
  /** When they are reminded next. */
  remindAt: Instant;
  escalatedAt: Instant | null;
}

export type OutstandingPosition = Pick<Outstanding, 'dueAt' | 'person'>;

/** Who has not done yet what a campaign asks for, soonest due first; `manager`: only the people of this one, or of nobody who is here. */
export async function outstandingOf(
  db: Database,
  campaign: string,
  limit: number,
  { after, manager }: { after?: OutstandingPosition | undefined; manager?: PersonId | null | undefined } = {},
): Promise<Outstanding[]> {
  const { rows } = await sql<Outstanding>`
    select p.id as person, p.user_name as "userName", p.name, p.team, m.name as manager, a.version, a.since,
           a.due_at as "dueAt", a.remind_at as "remindAt", a.escalated_at as "escalatedAt"
    from assignment a
    join person p on p.id = a.person_id
    left join person m on m.id = p.manager_id
    where a.campaign_id = ${campaign} and a.fulfilled_at is null
      and ${isManagedBy(manager)}
      and ${
        after === undefined
          ? sql`true`
          : sql`(a.due_at, a.person_id) > (${after.dueAt}::timestamptz, ${after.person})`
      }
    order by a.due_at, a.person_id
    limit ${limit}`.execute(db);
  return rows;
}

function isManagedBy(manager: PersonId | null | undefined) {
  if (manager === undefined) return sql`true`;
  return manager === null ? sql`m.active is not true` : sql`p.manager_id = ${manager}`;
}

/** How a campaign stands. */
export interface CampaignCount {
  asked: number;
  done: number;
  /** Of whom it is on record that they are late. */
  overdue: number;
}

export async function countCampaign(
  db: Database | DatabaseTransaction,
  campaign: string,
): Promise<CampaignCount> {
  const { rows } = await sql<CampaignCount>`
    select coalesce(sum(asked), 0)::integer as asked, coalesce(sum(done), 0)::integer as done,
           coalesce(sum(overdue), 0)::integer as overdue
    from assignment_count where campaign_id = ${campaign}`.execute(db);
  return rows[0] ?? { asked: 0, done: 0, overdue: 0 };
}

/** What a person is asked for. */
export interface AskedFor {
  campaign: string;
  kind: AssignmentKind;
  version: number;
  since: Instant;
  dueAt: Instant;
}

/** What a person is asked for and has not done, soonest due first; nobody is asked for so much that it needs pages. */
export async function askedOf(db: Database, person: PersonId): Promise<AskedFor[]> {
  return db
    .selectFrom('assignment as a')
    .innerJoin('campaign as c', 'c.id', 'a.campaign_id')
    .select(['a.campaign_id as campaign', 'c.kind', 'a.version', 'a.since', 'a.due_at as dueAt'])
    .where('a.person_id', '=', person)
    .where('a.fulfilled_at', 'is', null)
    .orderBy('a.due_at')
    .orderBy('a.campaign_id')
    .limit(1_000)
    .execute();
}

/** What a person is asked for in one campaign; undefined where they are not, or have done it. */
export async function askedIn(
  db: Database,
  campaign: string,
  person: PersonId,
): Promise<AskedFor | undefined> {
  return (await askedOf(db, person)).find((asked) => asked.campaign === campaign);
}
