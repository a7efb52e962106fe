import type { Logger } from 'pino';
import { prunePackFiles } from '../db/audit-pack-file.ts';
import type { Database } from '../db/database.ts';
import { goRounds } from './rounds.ts';

interface Dependencies {
  db: Database;
  log: Pick<Logger, 'info' | 'warn'>;
}

const everyMs = 3_600_000;

/** Throws away the files of audit packs that are kept no more, until `signal` says stop; their records stay. */
export function runAuditPackRetention({ db, log }: Dependencies, signal: AbortSignal): Promise<void> {
  return goRounds(
    everyMs,
    signal,
    async () => {
      const packs = await prunePackFiles(db);
      if (packs > 0) log.info({ packs }, 'files of audit packs were thrown away');
    },
    (error) =>
      log.warn({ err: error }, 'old audit packs could not be thrown away just now; it is tried again'),
  );
}
