import type { DomainEvent } from '../domain/decider.ts';
import type { Database } from './database.ts';
import { inTransaction, recordFacts } from './facts.ts';

/** Somebody has brought the log of a proxy or of single sign-on. Its rows are not kept, but for the uses of AI. */
export type UsageImportedEvent = DomainEvent & {
  type: 'UsageImported';
  rows: number;
  accepted: number;
  duplicate: number;
  refused: number;
};

/** Puts on record who has brought a log, by the SHA-256 of its text in hexadecimal. */
export async function recordUsageImport(
  db: Database,
  hash: string,
  event: UsageImportedEvent,
): Promise<void> {
  await inTransaction(db, (trx) =>
    recordFacts(trx, `usage-import/${hash}`, [event], () => Promise.resolve()),
  );
}
