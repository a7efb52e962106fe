import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { KeyObject } from 'node:crypto';
import { writeCheckpoint } from '../db/checkpoint.ts';
import type { Database } from '../db/database.ts';

export interface CheckpointActivities {
  /** Signs the events since the last checkpoint; returns how many there were. */
  checkpoint(): Promise<{ events: number }>;
}

/** `file` takes a line of JSON per checkpoint, outside the database that it vouches for. */
export function checkpointActivities(db: Database, key: KeyObject, file: string): CheckpointActivities {
  return {
    async checkpoint() {
      const written = await writeCheckpoint(db, key, new Date().toISOString());
      if (written === undefined) return { events: 0 };
      await mkdir(path.dirname(file), { recursive: true });
      await appendFile(file, `${JSON.stringify(written)}\n`);
      return { events: written.eventCount };
    },
  };
}
