import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { Database } from './database.ts';
import type { TaskKind } from './tables/task.ts';
import { holderText } from './task.ts';

export interface WaitingTask {
  /** What it is about: `risk/<id>`. */
  stream: string;
  key: string;
  kind: TaskKind;
  title: string;
  /** Whether it has come to me because another let the time pass. */
  escalated: boolean;
  since: Instant;
  dueAt: Instant;
}

export type TaskPosition = Pick<WaitingTask, 'dueAt' | 'stream' | 'key'>;

/**
 * What waits for a person beside sign-offs of requests, soonest due first: what is theirs, and what is open to a role of
 * theirs unless duties bar them. Each of these is one walk along one index.
 */
export async function listTasks(
  db: Database,
  { person, roles }: { person: PersonId; roles: readonly Role[] },
  limit: number,
  position?: TaskPosition,
): Promise<WaitingTask[]> {
  const holders = [{ person }, ...roles.map((role) => ({ role }))].map(holderText);
  const after =
    position === undefined
      ? sql`true`
      : sql`(due_at, stream, key) > (${position.dueAt}::timestamptz, ${position.stream}, ${position.key})`;
  const branches = holders.map(
    (holder) => sql`(
      select stream, key, kind, title, escalated, since, due_at from task
      where holder = ${holder} and ${person} <> all (barred_ids) and ${after}
      order by due_at, stream, key limit ${limit})`,
  );
  // What is mine and my role's too is shown as mine.
  const { rows } = await sql<WaitingTask>`
    select distinct on (due_at, stream, key) stream, key, kind, title, escalated, since, due_at as "dueAt"
    from (${sql.join(branches, sql` union all `)}) as waiting
    order by due_at, stream, key, escalated
    limit ${limit}`.execute(db);
  return rows;
}
