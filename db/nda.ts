import type { Instant, PersonId } from '../domain/decider.ts';
import { ndaStream, type NdaEvent } from '../domain/nda.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

export interface NdaVersion {
  version: number;
  /** SHA-256 of the text's canonical JSON, in hexadecimal digits. */
  hash: string;
  publishedBy: PersonId;
  publishedAt: Instant;
}

export type Nda = NdaVersion & { markdown: string };

/** The version that whoever asks now has to accept; undefined before the first. */
export async function ndaInForce(db: Database | DatabaseTransaction): Promise<Nda | undefined> {
  return selectNdas(db).orderBy('version', 'desc').limit(1).executeTakeFirst();
}

export async function findNda(db: Database, version: number): Promise<Nda | undefined> {
  return selectNdas(db).where('version', '=', version).executeTakeFirst();
}

/** Newest first. */
export async function listNdas(db: Database): Promise<NdaVersion[]> {
  const rows = await selectNdas(db).orderBy('version', 'desc').limit(200).execute();
  return rows.map(({ version, hash, publishedBy, publishedAt }) => ({
    version,
    hash,
    publishedBy,
    publishedAt,
  }));
}

/** Puts the next version in force; undefined where that in force says the same. */
export async function publishNda(
  trx: DatabaseTransaction,
  markdown: string,
  { by, at }: { by: PersonId; at: Instant },
): Promise<Nda | undefined> {
  await lockStream(trx, ndaStream);
  const former = await ndaInForce(trx);
  if (former?.markdown === markdown) return undefined;
  const [version, hash] = [(former?.version ?? 0) + 1, hashOf({ markdown })];
  await trx
    .insertInto('nda_text')
    .values({ hash, markdown, stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await recordFacts<NdaEvent>(trx, ndaStream, [{ type: 'NdaPublished', at, by, version, hash }], projectNda);
  return ndaInForce(trx);
}

export async function projectNda(trx: DatabaseTransaction, events: readonly NdaEvent[]): Promise<void> {
  for (const { version, hash, by, at } of events) {
    await trx
      .insertInto('nda_version')
      .values({ version, hash, published_by: by, published_at: at })
      .execute();
  }
}

function selectNdas(db: Database | DatabaseTransaction) {
  return db
    .selectFrom('nda_version')
    .innerJoin('nda_text', 'nda_text.hash', 'nda_version.hash')
    .select([
      'version',
      'nda_version.hash',
      'published_by as publishedBy',
      'published_at as publishedAt',
      'markdown',
    ]);
}
