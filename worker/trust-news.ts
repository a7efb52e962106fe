import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { lookForNews } from '../db/trust-news.ts';
import { goRounds } from './rounds.ts';

/** Once an hour: whoever subscribes hears of an hour's changes in one mail. */
const everyMs = 3_600_000;

/** Has subscribers of the trust center told of changes until `signal` says stop. As many as one likes run side by side. */
export function runTrustNews(
  { db, publicUrl, log }: { db: Database; publicUrl: string; log: Pick<Logger, 'warn'> },
  signal: AbortSignal,
): Promise<void> {
  return goRounds(
    everyMs,
    signal,
    () => lookForNews(db, publicUrl, new Date().toISOString()),
    (error) => {
      log.warn({ err: error }, 'subscribers could not be told just now; it is tried again');
    },
  );
}
