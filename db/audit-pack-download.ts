import { randomUUID } from 'node:crypto';
import type { AuditPackDownloaded } from '../domain/audit-pack.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, recordFacts } from './facts.ts';

/** Puts on record that somebody takes the files of a pack with them. */
export async function recordDownload(db: Database, pack: string, by: PersonId, at: Instant): Promise<void> {
  const event: AuditPackDownloaded = { type: 'AuditPackDownloaded', at, by, download: randomUUID(), pack };
  await inTransaction(db, (trx) =>
    recordFacts(trx, `audit-pack-download/${pack}`, [event], projectPackDownload),
  );
}

export async function projectPackDownload(
  trx: DatabaseTransaction,
  events: readonly AuditPackDownloaded[],
): Promise<void> {
  for (const { download, pack, by, at } of events) {
    await trx
      .insertInto('audit_pack_download')
      .values({ id: download, pack_id: pack, person_id: by, at })
      .execute();
  }
}

/** Who has taken a pack with them, newest first; the last 100 times. */
export async function downloadsOf(db: Database, pack: string): Promise<{ by: PersonId; at: Instant }[]> {
  return db
    .selectFrom('audit_pack_download')
    .select(['person_id as by', 'at'])
    .where('pack_id', '=', pack)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}
