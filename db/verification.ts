import type { KeyObject } from 'node:crypto';
import type { Selectable } from 'kysely';
import { sha256 } from './canonical.ts';
import { isSignedBy, treeOf } from './checkpoint.ts';
import type { Database } from './database.ts';
import { genesisHash, linkHash } from './event-store.ts';
import type { Schema } from './schema.ts';

/** The first thing found that does not hold. */
export interface BrokenLink {
  stream: string;
  seq: number;
  position: number | null;
  fault: string;
}

export interface VerificationResult {
  ok: boolean;
  streams: number;
  events: number;
  checkpoints: number;
  broken: BrokenLink | null;
}

/** A checkpoint as it was kept outside the database. */
export interface KeptCheckpoint {
  canonical: string;
  signature: string;
}

const batch = 5_000;

/**
 * Walks every stream from its first event, recomputing each link from the bytes kept, and holds every checkpoint against
 * its events. `kept` are the checkpoints outside the database: one that the database lacks means it was cut back.
 */
export async function verifyRegister(
  db: Database,
  publicKey?: KeyObject,
  kept: readonly KeptCheckpoint[] = [],
): Promise<VerificationResult> {
  const result: VerificationResult = { ok: true, streams: 0, events: 0, checkpoints: 0, broken: null };
  result.broken =
    (await verifyChains(db, result)) ?? (await verifyCheckpoints(db, result, publicKey, kept)) ?? null;
  result.ok = result.broken === null;
  return result;
}

async function verifyChains(db: Database, result: VerificationResult): Promise<BrokenLink | undefined> {
  let stream = '';
  let seq = 0;
  let hash: Buffer = genesisHash;
  for await (const rows of eventsInChains(db)) {
    for (const row of rows) {
      if (row.stream !== stream) {
        [stream, seq, hash] = [row.stream, 0, genesisHash];
        result.streams += 1;
      }
      const fault = faultOf(row, seq, hash);
      if (fault !== undefined) return { stream, seq: row.seq, position: row.position, fault };
      [seq, hash] = [row.seq, row.hash];
      result.events += 1;
    }
  }
  return undefined;
}

/** All events, stream by stream, in batches: each is read while the one before it is looked at. */
async function* eventsInChains(db: Database): AsyncGenerator<Selectable<Schema['event']>[]> {
  const read = (stream: string, seq: number) =>
    db
      .selectFrom('event')
      .selectAll()
      .where((eb) => eb(eb.refTuple('stream', 'seq'), '>', eb.tuple(stream, seq)))
      .orderBy('stream')
      .orderBy('seq')
      .limit(batch)
      .execute();
  for (let next: ReturnType<typeof read> | undefined = read('', 0); next !== undefined;) {
    const rows: Awaited<typeof next> = await next;
    const last = rows.at(-1);
    next = last === undefined || rows.length < batch ? undefined : read(last.stream, last.seq);
    // Whoever has found a fault does not wait for it any more.
    next?.catch(() => undefined);
    yield rows;
  }
}

function faultOf(
  row: {
    stream: string;
    seq: number;
    type: string;
    at: string;
    actor: string;
    command_id: string | null;
    canonical: string;
    prev_hash: Buffer;
    hash: Buffer;
  },
  seqBefore: number,
  hashBefore: Buffer,
): string | undefined {
  if (row.seq !== seqBefore + 1) return `event ${seqBefore + 1} is missing`;
  if (!row.prev_hash.equals(hashBefore)) return 'it does not follow the event before it';
  if (!row.hash.equals(linkHash(row.prev_hash, row.canonical))) return 'its bytes do not have its hash';
  const kept = JSON.parse(row.canonical) as {
    stream: string;
    seq: number;
    commandId: string | null;
    event: { type: string; at: string; by: string };
  };
  const agrees =
    kept.stream === row.stream &&
    kept.seq === row.seq &&
    kept.commandId === row.command_id &&
    kept.event.type === row.type &&
    kept.event.at === row.at &&
    kept.event.by === row.actor;
  return agrees ? undefined : 'its columns do not agree with its bytes';
}

interface Statement {
  at: string;
  fromPosition: number;
  toPosition: number;
  eventCount: number;
  root: string;
  prevHash: string;
}

/** The next checkpoint starts from the columns, so they have to say what was signed. */
function columnsAgree(row: Selectable<Schema['checkpoint']>, statement: Statement): boolean {
  return (
    row.at === statement.at &&
    row.from_position === statement.fromPosition &&
    row.to_position === statement.toPosition &&
    row.event_count === statement.eventCount &&
    row.root.toString('hex') === statement.root &&
    row.prev_hash.toString('hex') === statement.prevHash
  );
}

async function verifyCheckpoints(
  db: Database,
  result: VerificationResult,
  publicKey: KeyObject | undefined,
  kept: readonly KeptCheckpoint[],
): Promise<BrokenLink | undefined> {
  const rows = await db.selectFrom('checkpoint').selectAll().orderBy('id').execute();
  let [prevHash, reached] = [genesisHash.toString('hex'), 0];
  for (const row of rows) {
    const name = { stream: `checkpoint/${row.id}`, seq: row.id, position: row.to_position };
    if (publicKey && !isSignedBy(publicKey, row.canonical, row.signature))
      return { ...name, fault: 'its signature is not ours' };
    if (!row.hash.equals(sha256(row.canonical))) return { ...name, fault: 'its bytes do not have its hash' };
    const statement = JSON.parse(row.canonical) as Statement;
    if (!columnsAgree(row, statement)) return { ...name, fault: 'its columns do not agree with its bytes' };
    if (statement.prevHash !== prevHash || statement.fromPosition !== reached) {
      return { ...name, fault: 'it does not follow the checkpoint before it' };
    }
    const tree = await treeOf(db, statement.fromPosition, statement.toPosition);
    if (tree.leaves !== statement.eventCount) {
      return { ...name, fault: `it vouches for ${statement.eventCount} events, ${tree.leaves} are there` };
    }
    if (tree.root().toString('hex') !== statement.root)
      return { ...name, fault: 'its events have another Merkle root' };
    [prevHash, reached] = [row.hash.toString('hex'), statement.toPosition];
    result.checkpoints += 1;
  }
  const held = new Set(rows.map(({ canonical }) => canonical));
  const lost = kept.findIndex(({ canonical }) => !held.has(canonical));
  if (lost === -1) return undefined;
  return {
    stream: `checkpoint/${lost + 1}`,
    seq: lost + 1,
    position: null,
    fault: 'it was kept outside the database and is not in it any more',
  };
}
