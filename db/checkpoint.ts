import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { genesisHash } from './event-store.ts';
import { MerkleTree } from './merkle.ts';

/** A statement of what the register held, signed so that a truncated tail or a dropped stream shows. */
export interface Checkpoint {
  id: number;
  at: Instant;
  fromPosition: number;
  toPosition: number;
  eventCount: number;
  root: string;
  prevHash: string;
  hash: string;
  canonical: string;
  signature: string;
  /** First 16 hex digits of the SHA-256 of the public key's DER form. */
  keyId: string;
}

/** Signs a Merkle root over the events since the last checkpoint; undefined where there are none. */
export async function writeCheckpoint(
  db: Database,
  key: KeyObject,
  at: Instant,
): Promise<Checkpoint | undefined> {
  return db.transaction().execute(async (trx) => {
    // One checkpoint at a time; and with SHARE the table has no half-written events below its highest position.
    await sql`lock table checkpoint in exclusive mode`.execute(trx);
    await sql`set local lock_timeout = '5s'`.execute(trx);
    const last = await trx
      .selectFrom('checkpoint')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const fromPosition = last?.to_position ?? 0;
    const toPosition = await settledPosition(trx);
    if (toPosition <= fromPosition) return undefined;

    const tree = await treeOf(trx, fromPosition, toPosition);
    const prevHash = last?.hash ?? genesisHash;
    const statement = {
      at,
      fromPosition,
      toPosition,
      eventCount: tree.leaves,
      root: tree.root().toString('hex'),
      prevHash: prevHash.toString('hex'),
      keyId: keyIdOf(key),
    };
    const canonical = canonicalJson(statement);
    const hash = sha256(canonical);
    const signature = sign(null, Buffer.from(canonical), key);
    const { id } = await trx
      .insertInto('checkpoint')
      .values({
        at,
        from_position: fromPosition,
        to_position: toPosition,
        event_count: tree.leaves,
        root: tree.root(),
        prev_hash: prevHash,
        canonical,
        hash,
        signature,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return {
      id,
      ...statement,
      canonical,
      hash: hash.toString('hex'),
      signature: signature.toString('base64'),
    };
  });
}

/** The highest position below which no event can still appear: the lock waits for writers that hold a lower one. */
async function settledPosition(trx: DatabaseTransaction): Promise<number> {
  await sql`savepoint before_lock`.execute(trx);
  await sql`lock table event in share mode`.execute(trx);
  const { position } = await trx
    .selectFrom('event')
    .select((eb) => eb.fn.max<number | null>('position').as('position'))
    .executeTakeFirstOrThrow();
  // Rolling back to the savepoint gives the lock up, so that the tree is computed beside the writers.
  await sql`rollback to savepoint before_lock`.execute(trx);
  return position ?? 0;
}

/** So many hashes are read at a time, as one value: a row of its own for each takes longer to read than to hash. */
const batch = 5_000;
const hashSize = 32;

/** The Merkle tree over the hashes of the events in a range of positions, read in batches. */
export async function treeOf(
  db: Database | DatabaseTransaction,
  fromPosition: number,
  toPosition: number,
): Promise<MerkleTree> {
  const tree = new MerkleTree();
  for (let after = fromPosition; ;) {
    const { rows } = await sql<{ last: number | null; hashes: Buffer }>`
      select max(position) as last, string_agg(hash, '' order by position) as hashes
      from (select position, hash from event
            where position > ${after} and position <= ${toPosition}
            order by position limit ${batch}) next`.execute(db);
    const [next] = rows;
    if (next === undefined || next.last === null) return tree;
    for (let at = 0; at < next.hashes.length; at += hashSize)
      tree.add(next.hashes.subarray(at, at + hashSize));
    after = next.last;
  }
}

export function keyIdOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return sha256(publicKey.export({ type: 'spki', format: 'der' }))
    .toString('hex')
    .slice(0, 16);
}

export function isSignedBy(publicKey: KeyObject, canonical: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(canonical), publicKey, signature);
}
