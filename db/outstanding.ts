import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** Somebody who has not done yet what a campaign asks for. */
export interface Outstanding {
  person: PersonId;
  userName: string;
  name: string;
  team: string | null;
  manager: PersonId | null;
  version: number;
  since: Instant;
  dueAt: Instant;
}

export type OutstandingPosition = Pick<Outstanding, 'dueAt' | 'person'>;

/** One page of those who have not done yet what a campaign asks for, the latest first; of those only who were due by `dueBy`. */
export async function listOutstanding(
  db: Database,
  campaign: string,
  { dueBy, managedBy }: { dueBy?: Instant | undefined; managedBy?: PersonId | null | undefined },
  limit: number,
  position?: OutstandingPosition,
): Promise<Outstanding[]> {
  const { rows } = await sql<Outstanding>`
    select a.person_id as person, p.user_name as "userName", p.name, p.team, p.manager_id as manager,
      a.version, a.since, a.due_at as "dueAt"
    from assignment a join person p on p.id = a.person_id
    where a.campaign_id = ${campaign} and a.fulfilled_at is null
      ${dueBy === undefined ? sql`` : sql`and a.due_at <= ${dueBy}::timestamptz`}
      ${managedBy === undefined ? sql`` : isManagedBy(managedBy)}
      ${position === undefined ? sql`` : sql`and (a.due_at, a.person_id) > (${position.dueAt}::timestamptz, ${position.person})`}
    order by a.due_at, a.person_id limit ${limit}`.execute(db);
  return rows;
}

/** Null finds those for whom no manager answers who is here. */
function isManagedBy(manager: PersonId | null) {
  return manager === null
    ? sql`and not exists (select from person m where m.id = p.manager_id and m.active)`
    : sql`and p.manager_id = ${manager}`;
}

/** How many people a campaign asks, how many of them have not done it, and how many of those are late. */
export interface CampaignCount {
  asked: number;
  outstanding: number;
  overdue: number;
}

export async function countOutstanding(
  db: Database,
  campaigns: readonly string[],
  at: Instant,
): Promise<(campaign: string) => CampaignCount> {
  const { rows } = await sql<CampaignCount & { campaign: string }>`
    select campaign_id as campaign, count(*)::integer as asked,
      (count(*) filter (where fulfilled_at is null))::integer as outstanding,
      (count(*) filter (where fulfilled_at is null and due_at <= ${at}::timestamptz))::integer as overdue
    from assignment where campaign_id = any (${campaigns}::uuid[]) group by campaign_id`.execute(db);
  const known = new Map(rows.map(({ campaign, ...count }) => [campaign, count]));
  return (campaign) => known.get(campaign) ?? { asked: 0, outstanding: 0, overdue: 0 };
}
