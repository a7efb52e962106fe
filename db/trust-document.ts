import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { TrustDocumentDetails, TrustDocumentEvent } from '../domain/trust-document.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

export interface TrustDocument extends TrustDocumentDetails {
  id: string;
  key: string;
  /** SHA-256 of the file. */
  file: string;
  fileName: string;
  addedBy: PersonId;
  addedAt: Instant;
  removedAt: Instant | null;
}

export function trustDocumentStream(id: string): string {
  return `trust-document/${id}`;
}

export async function addTrustDocument(
  trx: DatabaseTransaction,
  details: TrustDocumentDetails,
  { file, fileName, by, at }: { file: string; fileName: string; by: PersonId; at: Instant },
): Promise<string> {
  const id = randomUUID();
  const key = randomBytes(12).toString('base64url');
  await recordDocument(trx, id, { type: 'TrustDocumentAdded', at, by, key, details, file, fileName });
  return id;
}

/** False where it is removed, or says so already. */
export async function changeTrustDocument(
  trx: DatabaseTransaction,
  id: string,
  details: TrustDocumentDetails,
  { by, at }: { by: PersonId; at: Instant },
): Promise<boolean> {
  if (!(await isThere(trx, id))) return false;
  await recordDocument(trx, id, { type: 'TrustDocumentChanged', at, by, details });
  return true;
}

/** From then on it opens to nobody. False where it is removed already. */
export async function removeTrustDocument(
  trx: DatabaseTransaction,
  id: string,
  { by, at, reason }: { by: PersonId; at: Instant; reason: string },
): Promise<boolean> {
  if (!(await isThere(trx, id))) return false;
  await recordDocument(trx, id, { type: 'TrustDocumentRemoved', at, by, reason });
  return true;
}

async function isThere(trx: DatabaseTransaction, id: string): Promise<boolean> {
  await lockStream(trx, trustDocumentStream(id));
  const found = await selectDocuments(trx)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

async function recordDocument(
  trx: DatabaseTransaction,
  id: string,
  event: TrustDocumentEvent,
): Promise<void> {
  await recordFacts(trx, trustDocumentStream(id), [event], (inner, events) =>
    projectTrustDocument(inner, id, events),
  );
}

export async function projectTrustDocument(
  trx: DatabaseTransaction,
  id: string,
  events: readonly TrustDocumentEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === 'TrustDocumentAdded') {
      const { key, file, fileName, by, at, details } = event;
      const added = { id, key, file, file_name: fileName, added_by: by, added_at: at, removed_at: null };
      await trx
        .insertInto('trust_document')
        .values({ ...added, ...columnsOf(details) })
        .execute();
    } else {
      const changed =
        event.type === 'TrustDocumentChanged' ? columnsOf(event.details) : { removed_at: event.at };
      await trx.updateTable('trust_document').set(changed).where('id', '=', id).execute();
    }
  }
}

function columnsOf({ title, summary, owner, listed, needsNda }: TrustDocumentDetails) {
  return { title, summary, owner_id: owner, listed, needs_nda: needsNda };
}

export async function findTrustDocument(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<TrustDocument | undefined> {
  return selectDocuments(db).where('id', '=', id).executeTakeFirst();
}

/** Those that can be asked for, by their keys. */
export async function documentsByKeys(
  db: Database | DatabaseTransaction,
  keys: readonly string[],
): Promise<TrustDocument[]> {
  if (keys.length === 0) return [];
  return selectDocuments(db)
    .where('key', 'in', [...keys])
    .where('removed_at', 'is', null)
    .orderBy('title')
    .orderBy('id')
    .execute();
}

/** Those of these ids that are there. */
export async function documentsByIds(db: Database, ids: readonly string[]): Promise<TrustDocument[]> {
  if (ids.length === 0) return [];
  return selectDocuments(db)
    .where('id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .orderBy('title')
    .orderBy('id')
    .execute();
}

/** Those that the public page names. */
export async function listedDocuments(db: Database): Promise<TrustDocument[]> {
  return selectDocuments(db)
    .where('listed', '=', true)
    .where('removed_at', 'is', null)
    .orderBy('title')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** All of them by title, and those that were removed last. */
export async function allTrustDocuments(db: Database): Promise<TrustDocument[]> {
  return selectDocuments(db)
    .orderBy('removed_at', (order) => order.asc().nullsFirst())
    .orderBy('title')
    .orderBy('id')
    .limit(500)
    .execute();
}

function selectDocuments(db: Database | DatabaseTransaction) {
  return db
    .selectFrom('trust_document')
    .select([
      'id',
      'key',
      'title',
      'summary',
      'owner_id as owner',
      'listed',
      'needs_nda as needsNda',
      'file',
      'file_name as fileName',
      'added_by as addedBy',
      'added_at as addedAt',
      'removed_at as removedAt',
    ]);
}
