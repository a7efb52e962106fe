import type { Pool } from 'pg';

export interface BareActivities {
  /** Inserts one row, once. */
  insert(commandId: string, stream: string): Promise<void>;
}

export function bareActivities(pool: Pool): BareActivities {
  return {
    async insert(commandId, stream) {
      await pool.query(
        'insert into command_outcome (command_id, stream) values ($1, $2) on conflict do nothing',
        [commandId, stream],
      );
    },
  };
}
