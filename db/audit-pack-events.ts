import { sql } from 'kysely';
import type { PackPlan } from './audit-pack-file.ts';
import { isInPack, type PackScope } from './audit-pack-scope.ts';
import type { PackPart, Piece } from './audit-pack-writer.ts';
import type { Database } from './database.ts';
import { SubtreeCover } from './merkle.ts';

/** So many events are read at a time. */
const batch = 2_000;
/** Bytes after which the next file begins. */
const largestFile = 64 * 1024 * 1024;

interface Cursor {
  /** The id of the checkpoint whose events are being written, and of these the last that is. */
  checkpoint: number;
  position: number;
  leaves: number;
  subtrees: [size: number, hash: string][];
  file: number;
  bytes: number;
}

interface Checkpoint {
  id: number;
  from: number;
  to: number;
  canonical: string;
  signature: string;
}

const beginning: Cursor = { checkpoint: 0, position: 0, leaves: 0, subtrees: [], file: 1, bytes: 0 };

/**
 * The events of a pack in the order of the register, checkpoint by checkpoint. A line is an event; or the subtrees of the
 * checkpoint's Merkle tree that stand for events between, which are not in the pack; or the checkpoint, which ends its events.
 * Whoever reads it from beginning to end can compute every root, and so knows that all of them were in the register.
 */
export function eventsPart(db: Database, scope: PackScope, plan: PackPlan): PackPart {
  return async function* (from) {
    let cursor = from === undefined ? beginning : (from as Cursor);
    const advance = (change: Partial<Cursor>, lines: string[], events = 0): Piece => {
      const content = lines.join('');
      const path = `events/${String(cursor.file).padStart(4, '0')}.jsonl`;
      const bytes = cursor.bytes + content.length;
      cursor = { ...cursor, ...change, bytes };
      if (bytes >= largestFile) cursor = { ...cursor, file: cursor.file + 1, bytes: 0 };
      return { path, content, events, cursor };
    };
    for (let at = await checkpointAfter(db, cursor.checkpoint, cursor.position); at !== undefined;) {
      if (cursor.checkpoint !== at.id)
        cursor = { ...cursor, checkpoint: at.id, position: at.from, leaves: 0, subtrees: [] };
      const cover = new SubtreeCover(
        cursor.leaves,
        cursor.subtrees.map(([size, hash]) => ({ size, hash: Buffer.from(hash, 'hex') })),
      );
      for (;;) {
        const rows = await eventsAfter(db, scope, plan, cursor.position, at.to);
        const last = rows.at(-1);
        if (last === undefined) break;
        const lines = rows.flatMap((row) => linesOf(row, cover));
        const shown = rows.filter(({ canonical }) => canonical !== null).length;
        const { leaves, subtrees } = cover.standing;
        const kept = subtrees.map(({ size, hash }): [number, string] => [size, hash.toString('hex')]);
        yield advance({ position: last.position, leaves, subtrees: kept }, lines, shown);
      }
      const { id, canonical, signature } = at;
      const checkpoint = `${JSON.stringify({ checkpoint: { id, canonical, signature } })}\n`;
      yield advance({ position: at.to, leaves: 0, subtrees: [] }, [...coverLine(cover), checkpoint]);
      at = id >= plan.lastCheckpoint ? undefined : await checkpointAfter(db, id, at.to);
    }
  };
}

interface Row {
  position: number;
  hash: Buffer;
  /** Null where the event is not in the pack. */
  canonical: string | null;
}

function linesOf({ hash, canonical }: Row, cover: SubtreeCover): string[] {
  if (canonical === null) {
    cover.cover(hash);
    return [];
  }
  const before = coverLine(cover);
  cover.show();
  // The canonical bytes are JSON themselves, in one line: they stand there as they were hashed.
  return [...before, `{"hash":"${hash.toString('hex')}","canonical":${canonical}}\n`];
}

function coverLine(cover: SubtreeCover): string[] {
  const subtrees = cover.take().map(({ size, hash }) => [size, hash.toString('hex')]);
  return subtrees.length === 0 ? [] : [`${JSON.stringify({ subtrees })}\n`];
}

async function eventsAfter(
  db: Database,
  scope: PackScope,
  { cut }: PackPlan,
  after: number,
  to: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.position, e.hash,
           case when e.position <= ${cut} and ${isInPack(scope, sql`e.stream`)} then e.canonical end as canonical
    from event e where e.position > ${after} and e.position <= ${to}
    order by e.position limit ${batch}`.execute(db);
  return rows;
}

/** The checkpoint whose events are to be written behind `position`: `id` itself, or the one that follows it. */
async function checkpointAfter(db: Database, id: number, position: number): Promise<Checkpoint | undefined> {
  const row = await db
    .selectFrom('checkpoint')
    .select(['id', 'from_position', 'to_position', 'canonical', 'signature'])
    .where('id', '>=', id)
    .where('to_position', '>', position)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      from: row.from_position,
      to: row.to_position,
      canonical: row.canonical,
      signature: row.signature.toString('base64'),
    }
  );
}
