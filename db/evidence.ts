import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** A file as it was put to what it supports. The same content has the same hash, wherever and under whatever name it is. */
export interface Attachment {
  /** SHA-256 of the content, in hexadecimal digits. */
  hash: string;
  name: string;
  /** Bytes. */
  size: number;
  mediaType: string;
  addedBy: PersonId;
  addedAt: Instant;
}

/** Keeps the content, once however often it comes. Returns its hash. */
export async function storeEvidence(
  db: Database | DatabaseTransaction,
  { content, mediaType, at }: { content: Buffer; mediaType: string; at: Instant },
): Promise<string> {
  const hash = sha256(content).toString('hex');
  await db
    .insertInto('evidence')
    .values({ hash, size: content.length, media_type: mediaType, content, stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** Attaches what is stored to a stream. What is attached there already stays as it was first: `added` is false. */
export async function attachEvidence(
  trx: DatabaseTransaction,
  { stream, hash, name, by, at }: { stream: string; hash: string; name: string; by: PersonId; at: Instant },
): Promise<{ attachment: Attachment; added: boolean }> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('evidence_attachment')
    .values({ stream, hash, name, added_by: by, added_at: at })
    .onConflict((conflict) => conflict.columns(['stream', 'hash']).doNothing())
    .executeTakeFirstOrThrow();
  const attachment = await selectAttachments(trx, stream)
    .where('evidence_attachment.hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { attachment, added: numInsertedOrUpdatedRows === 1n };
}

/** The first 1,000 files of a stream, in the order in which they came. */
export async function listEvidence(db: Database, stream: string): Promise<Attachment[]> {
  return selectAttachments(db, stream).orderBy('added_at').orderBy('hash').limit(1_000).execute();
}

/** How much somebody has brought to a stream. */
export async function evidenceBroughtBy(
  trx: DatabaseTransaction,
  stream: string,
  by: PersonId,
): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::integer as files, coalesce(sum(size), 0)::double precision as bytes
    from evidence_attachment join evidence using (hash)
    where stream = ${stream} and added_by = ${by}`.execute(trx);
  return rows[0] ?? { files: 0, bytes: 0 };
}

/** Which of the hashes stand for files that are attached to the stream. */
export async function attachedHashes(
  db: Database | DatabaseTransaction,
  stream: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('evidence_attachment')
    .select('hash')
    .where('stream', '=', stream)
    .where('hash', 'in', hashes)
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}

/** A file by what it is attached to, for its hash alone opens nothing; undefined where it is not attached. */
export async function readEvidence(
  db: Database,
  stream: string,
  hash: string,
): Promise<{ attachment: Attachment; content: AsyncGenerator<Buffer> } | undefined> {
  const attachment = await selectAttachments(db, stream)
    .where('evidence_attachment.hash', '=', hash)
    .executeTakeFirst();
  return attachment && { attachment, content: contentOf(db, attachment) };
}

const sliceSize = 1024 * 1024;

/** Piece by piece: a content never changes, so it needs no transaction to be read whole. */
async function* contentOf(db: Database, { hash, size }: Attachment): AsyncGenerator<Buffer> {
  for (let start = 0; start < size; start += sliceSize) {
    const { slice } = await db
      .selectFrom('evidence')
      .select(sql<Buffer>`substring(content from ${start + 1}::int for ${sliceSize}::int)`.as('slice'))
      .where('hash', '=', hash)
      .executeTakeFirstOrThrow();
    yield slice;
  }
}

function selectAttachments(db: Database | DatabaseTransaction, stream: string) {
  return db
    .selectFrom('evidence_attachment')
    .innerJoin('evidence', 'evidence.hash', 'evidence_attachment.hash')
    .select([
      'evidence_attachment.hash',
      'name',
      'size',
      'media_type as mediaType',
      'added_by as addedBy',
      'added_at as addedAt',
    ])
    .where('stream', '=', stream);
}
