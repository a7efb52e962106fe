import { sql } from 'kysely';
import type { Action, ActionState } from '../domain/action.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';
import type { Recorded } from './process.ts';

export async function findAction(db: Database, id: string): Promise<Recorded<Action> | undefined> {
  const row = await db
    .selectFrom('action')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface ActionFilter {
  /** The stream that they follow from: `adoption-request/<id>`. */
  subject?: string | undefined;
  owner?: PersonId | undefined;
  state?: ActionState | undefined;
  /** Those that nobody has done in time. */
  overdue?: true | undefined;
}

export interface ActionSummary {
  id: string;
  subject: string;
  text: string;
  owner: PersonId;
  state: ActionState;
  dueAt: Instant;
  overdue: boolean;
}

export type ActionPosition = Pick<ActionSummary, 'dueAt' | 'id'>;

/** One page of actions after `position`, soonest due first. */
export async function listActions(
  db: Database,
  { subject, owner, state, overdue }: ActionFilter,
  limit: number,
  position?: ActionPosition,
): Promise<ActionSummary[]> {
  return db
    .selectFrom('action')
    .select(['id', 'subject', 'text', 'owner_id as owner', 'state', 'due_at as dueAt', 'overdue'])
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .$if(owner !== undefined, (query) => query.where('owner_id', '=', owner ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'open'))
    .$if(overdue === true, (query) => query.where('overdue', '=', true))
    .$if(position !== undefined, (query) =>
      query.where(sql<boolean>`(due_at, id) > (${position?.dueAt}::timestamptz, ${position?.id}::uuid)`),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Ids of actions that a workflow must be running for, in batches by keyset. */
export async function openActionIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('action')
    .select('id')
    .where('state', '=', 'open')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
