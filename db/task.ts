import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import type { TaskKind } from './tables/task.ts';

/** Something that waits for somebody: one person, or whoever of a role is not barred from it. */
export interface Task {
  /** Names it within its stream, and stays for as long as it is the same task. */
  key: string;
  kind: TaskKind;
  holder: { person: PersonId } | { role: Role };
  /** Whether it has come to this holder because another let the time pass. */
  escalated: boolean;
  title: string;
  /** Whom segregation of duties keeps from it. */
  barred: PersonId[];
  since: Instant;
  dueAt: Instant;
}

/** Has exactly these wait for somebody on account of the stream. */
export async function replaceTasks(
  trx: DatabaseTransaction,
  stream: string,
  tasks: readonly Task[],
): Promise<void> {
  const rows = tasks.map(({ key, kind, holder, escalated, title, barred, since, dueAt }) => ({
    stream,
    key,
    kind,
    holder: holderText(holder),
    escalated,
    title,
    barred_ids: barred,
    since,
    due_at: dueAt,
  }));
  const kept = rows.map(({ key, holder }) => `${key} ${holder}`);
  await trx
    .deleteFrom('task')
    .where('stream', '=', stream)
    .where(sql<boolean>`key || ' ' || holder <> all (${kept}::text[])`)
    .execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('task')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['stream', 'key', 'holder']).doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        escalated: eb.ref('excluded.escalated'),
        title: eb.ref('excluded.title'),
        barred_ids: eb.ref('excluded.barred_ids'),
        since: eb.ref('excluded.since'),
        due_at: eb.ref('excluded.due_at'),
      })),
    )
    .execute();
}

export function holderText(holder: Task['holder']): string {
  return 'person' in holder ? `person/${holder.person}` : `role/${holder.role}`;
}
