import type { Duty, DutyDefinition } from '../domain/duty-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';
import { uuidOf } from './uuid.ts';

export async function findDuty(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<Duty> | undefined> {
  const row = await db
    .selectFrom('duty')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** Those that somebody declares. */
export async function standingDuties(db: Database): Promise<Recorded<Duty>[]> {
  const rows = await db
    .selectFrom('duty')
    .select(['id', 'seq', 'detail'])
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .execute();
  return rows.map(({ id, seq, detail }) => ({ id, seq, state: detail }));
}

/** The stream of what a duty starts on an occasion. */
export function subjectOf({ id, starts }: DutyDefinition, occasion: string): string {
  switch (starts.kind) {
    case 'policy_review':
      return `policy/${starts.policy}`;
    case 'management_review':
      return `management-review/${uuidOf([id, occasion])}`;
    case 'internal_audit':
      return `action/${uuidOf([id, occasion])}`;
    case 'usage_audit':
      return `usage-audit-round/${uuidOf([id, occasion])}`;
    case 'control_evaluation':
      return `control-evaluation/${uuidOf([id, occasion])}`;
    case 'checkpoint':
      return `checkpoint/${uuidOf([id, occasion])}`;
  }
}
