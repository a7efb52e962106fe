import type { Instant, PersonId } from '../domain/decider.ts';
import { type TrustPage, type TrustPageEvent, trustPageStream } from '../domain/trust-page.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

/** What the next version is to say, while it is being written. */
export interface TrustPageDraft {
  content: TrustPage;
  /** How often it has been saved: who saves over what they have not seen is told. */
  version: number;
  updatedBy: PersonId;
  updatedAt: Instant;
}

export interface TrustPageVersion {
  version: number;
  /** SHA-256 of what it says, in hexadecimal digits. */
  hash: string;
  publishedBy: PersonId;
  publishedAt: Instant;
  withdrawn: { by: PersonId; at: Instant; reason: string } | null;
}

export async function findTrustPageDraft(
  db: Database | DatabaseTransaction,
): Promise<TrustPageDraft | undefined> {
  return db
    .selectFrom('trust_page_draft')
    .select(['content', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .executeTakeFirst();
}

/** Saves the draft unless somebody else has since `seen` (0 where there was none): then false. */
export async function saveTrustPageDraft(
  db: Database,
  content: TrustPage,
  { seen, by, at }: { seen: number; by: PersonId; at: Instant },
): Promise<boolean> {
  const row = { content: JSON.stringify(content), version: seen + 1, updated_by: by, updated_at: at };
  const saved = await db
    .insertInto('trust_page_draft')
    .values({ one: true, ...row })
    .onConflict((conflict) =>
      conflict.column('one').doUpdateSet(row).where('trust_page_draft.version', '=', seen),
    )
    .returning('version')
    .executeTakeFirst();
  return saved?.version === seen + 1;
}

/** Publishes what the draft says; undefined where the page says it already. */
export async function publishTrustPage(
  trx: DatabaseTransaction,
  content: TrustPage,
  { by, at }: { by: PersonId; at: Instant },
): Promise<TrustPageVersion | undefined> {
  await lockStream(trx, trustPageStream);
  const last = await lastVersion(trx);
  const hash = hashOf(content);
  if (last?.hash === hash && last.withdrawn === null) return undefined;
  await trx
    .insertInto('trust_page_text')
    .values({ hash, content: JSON.stringify(content), stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  const version = (last?.version ?? 0) + 1;
  await recordPage(trx, { type: 'TrustPagePublished', at, by, version, hash });
  return lastVersion(trx);
}

/** Takes the page down at once; undefined where none is up. */
export async function withdrawTrustPage(
  trx: DatabaseTransaction,
  reason: string,
  { by, at }: { by: PersonId; at: Instant },
): Promise<TrustPageVersion | undefined> {
  await lockStream(trx, trustPageStream);
  const last = await lastVersion(trx);
  if (last === undefined || last.withdrawn !== null) return undefined;
  await recordPage(trx, { type: 'TrustPageWithdrawn', at, by, version: last.version, reason });
  return lastVersion(trx);
}

async function recordPage(trx: DatabaseTransaction, event: TrustPageEvent): Promise<void> {
  await recordFacts(trx, trustPageStream, [event], projectTrustPage);
}

export async function projectTrustPage(
  trx: DatabaseTransaction,
  events: readonly TrustPageEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === 'TrustPagePublished') {
      const { version, hash, by, at } = event;
      await trx
        .insertInto('trust_page_version')
        .values({ version, hash, published_by: by, published_at: at })
        .execute();
    } else {
      const { version, by, at, reason } = event;
      await trx
        .updateTable('trust_page_version')
        .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
        .where('version', '=', version)
        .execute();
    }
  }
}

/** What the world sees; undefined where nothing is published, or what was is withdrawn. */
export async function publishedTrustPage(
  db: Database,
): Promise<{ content: TrustPage; version: TrustPageVersion } | undefined> {
  const version = await lastVersion(db);
  if (version === undefined || version.withdrawn !== null) return undefined;
  return { content: await trustPageText(db, version.hash), version };
}

async function trustPageText(db: Database, hash: string): Promise<TrustPage> {
  const { content } = await db
    .selectFrom('trust_page_text')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return content;
}

/** The latest 200, newest first. */
export async function trustPageVersions(
  db: Database | DatabaseTransaction,
  limit = 200,
): Promise<TrustPageVersion[]> {
  const rows = await db
    .selectFrom('trust_page_version')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ version, hash, published_by, published_at, ...row }) => ({
    version,
    hash,
    publishedBy: published_by,
    publishedAt: published_at,
    withdrawn:
      row.withdrawn_by === null || row.withdrawn_at === null
        ? null
        : { by: row.withdrawn_by, at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' },
  }));
}

async function lastVersion(db: Database | DatabaseTransaction): Promise<TrustPageVersion | undefined> {
  return (await trustPageVersions(db, 1))[0];
}
