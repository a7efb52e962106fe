import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { ensureUsagePartitions, monthAfter, monthOf } from '../db/usage-partition.ts';
import { pruneUsage } from '../db/usage-retention.ts';
import { goRounds } from './rounds.ts';

interface Dependencies {
  db: Database;
  log: Pick<Logger, 'info' | 'warn'>;
}

const everyMs = 3_600_000;

/** Makes room for the use to come, and throws away what is kept long enough, until `signal` says stop. */
export function runUsageRetention({ db, log }: Dependencies, signal: AbortSignal): Promise<void> {
  return goRounds(
    everyMs,
    signal,
    async () => {
      const at = new Date().toISOString();
      const month = monthOf(at);
      await ensureUsagePartitions(db, [month, monthAfter(month)]);
      const events = await pruneUsage(db, at);
      if (events > 0) log.info({ events }, 'use was thrown away that need not be kept any more');
    },
    (error) => log.warn({ err: error }, 'old use could not be thrown away just now; it is tried again'),
  );
}
