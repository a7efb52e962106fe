import type { KeyObject } from 'node:crypto';
import type { Selectable } from 'kysely';
import { sha256 } from './canonical.ts';
import { isSignedBy, treeOf } from './checkpoint.ts';
import { type CopiedRow, copyOut } from './copy-out.ts';
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
  let stream: string | null = null;
  let seq = 0;
  let hash: Buffer = genesisHash;
  let broken: BrokenLink | undefined;
  await copyOut(db, eventsInChains, (row) => {
    const event = eventIn(row);
    if (event.stream !== stream) {
      [stream, seq, hash] = [event.stream, 0, genesisHash];
      result.streams += 1;
    }
    const fault = faultOf(event, seq, hash);
    if (fault !== undefined) {
      broken = { stream: event.stream ?? '', seq: event.seq, position: event.position, fault };
      return false;
    }
    // A copy: the row is gone when the next one comes.
    [seq, hash] = [event.seq, Buffer.from(event.hash)];
    result.events += 1;
    return true;
  });
  return broken;
}

/** All events, stream by stream; their instants in the words of the domain. */
const eventsInChains = `
  select position::text, stream, seq::text, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor,
         command_id, canonical, prev_hash, hash
  from event order by event.stream, event.seq`;

/** An event as `eventsInChains` has it. */
function eventIn(row: CopiedRow) {
  return {
    position: Number(row.text()),
    stream: row.text(),
    seq: Number(row.text()),
    type: row.text(),
    at: row.text(),
    actor: row.text(),
    commandId: row.text(),
    canonical: row.bytes(),
    prevHash: row.bytes(),
    hash: row.bytes(),
  };
}

function faultOf(row: ReturnType<typeof eventIn>, seqBefore: number, hashBefore: Buffer): string | undefined {
  if (row.seq !== seqBefore + 1) return `event ${seqBefore + 1} is missing`;
  if (!row.prevHash.equals(hashBefore)) return 'it does not follow the event before it';
  if (!row.hash.equals(linkHash(row.prevHash, row.canonical))) return 'its bytes do not have its hash';
  const kept = JSON.parse(row.canonical.toString()) as {
    stream: string;
    seq: number;
    commandId: string | null;
    event: { type: string; at: string; by: string };
  };
  const agrees =
    kept.stream === row.stream &&
    kept.seq === row.seq &&
    kept.commandId === row.commandId &&
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
