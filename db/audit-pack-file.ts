import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { chunksOf, type Progress } from './audit-pack-writer.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';
import { putStreamsDown, type PackScope } from './audit-pack-scope.ts';

/** What is settled when the making of a pack begins, so that whoever goes on makes the same. */
export interface PackPlan {
  /** When it began: what is read as it is now, such as how controls stand, is of this instant at the earliest. */
  at: Instant;
  /** Events up to this position are in it. */
  cut: number;
  /** How many events are in it. */
  events: number;
  /** The first checkpoint that covers them all. */
  lastCheckpoint: number;
}

export interface PackFile {
  number: number;
  path: string;
  /** Bytes. */
  size: number;
  /** Records or events in it. */
  items: number;
  sha256: string | null;
}

/** Settles what is made, once; whoever comes later gets what was settled. `settle` is asked for it in the transaction. */
export async function beginMaking(
  db: Database,
  scope: PackScope,
  settle: (trx: DatabaseTransaction) => Promise<PackPlan>,
): Promise<PackPlan> {
  const known = await planOf(db, scope.pack);
  if (known !== undefined) return known;
  await inTransaction(db, async (trx) => {
    await putStreamsDown(trx, scope);
    const plan = JSON.stringify(await settle(trx));
    await trx
      .insertInto('audit_pack_making')
      .values({ pack_id: scope.pack, plan, step: 0, part: 0, cursor: null, records: 0, events: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  const settled = await planOf(db, scope.pack);
  if (settled === undefined) throw new Error(`nothing is settled for ${scope.pack}`);
  return settled;
}

async function planOf(db: Database, pack: string): Promise<PackPlan | undefined> {
  const row = await db
    .selectFrom('audit_pack_making')
    .select('plan')
    .where('pack_id', '=', pack)
    .executeTakeFirst();
  return row && (row.plan as PackPlan);
}

/** How far the making has come, of how many events; undefined where it has not begun, or its files are gone. */
export async function progressOf(
  db: Database,
  pack: string,
): Promise<(Progress & { ofEvents: number; files: number; bytes: number }) | undefined> {
  const { rows } = await sql<Progress & { ofEvents: number; files: number; bytes: number }>`
    select m.part, m.records, m.events, (m.plan->>'events')::integer as "ofEvents",
           count(f.number)::integer as files, coalesce(sum(f.size), 0)::float8 as bytes
    from audit_pack_making m left join audit_pack_file f on f.pack_id = m.pack_id
    where m.pack_id = ${pack} group by m.pack_id`.execute(db);
  return rows[0];
}

/** The files that are whole, after number `after`, in the order in which they were written. */
export function filesOf(db: Database, pack: string, limit: number, after = 0): Promise<PackFile[]> {
  return db
    .selectFrom('audit_pack_file')
    .select(['number', 'path', 'size', 'items', 'sha256'])
    .where('pack_id', '=', pack)
    .where('sha256', 'is not', null)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export function fileAt(db: Database, pack: string, path: string): Promise<PackFile | undefined> {
  return db
    .selectFrom('audit_pack_file')
    .select(['number', 'path', 'size', 'items', 'sha256'])
    .where('pack_id', '=', pack)
    .where('path', '=', path)
    .executeTakeFirst();
}

/** A file that is small, whole. */
export async function readPackFile(db: Database, pack: string, path: string): Promise<string> {
  const file = await fileAt(db, pack, path);
  if (file === undefined) throw new Error(`${pack} has no ${path} yet`);
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(db, pack, file.number)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** The lines of a file, some at a time. */
export async function* linesOf(db: Database, pack: string, path: string): AsyncGenerator<string[]> {
  const file = await fileAt(db, pack, path);
  if (file === undefined) return;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(db, pack, file.number)) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a);
    rest = bytes.subarray(end + 1);
    if (end > 0) yield bytes.subarray(0, end).toString().split('\n');
  }
}

/** A mark for each of the packs that is another one after every chunk, and after whatever happens to it. */
export async function packMarks(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; mark: string }>`
    select p.id, p.seq || '.' || coalesce(m.step, 0) as mark
    from audit_pack p left join audit_pack_making m on m.pack_id = p.id
    where p.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

/** Throws away the files of packs that are kept no more, pack by pack. Returns of how many. */
export async function prunePackFiles(db: Database): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select p.id from audit_pack p join audit_pack_making m on m.pack_id = p.id
    where p.state in ('expired', 'cancelled')`.execute(db);
  for (const { id } of rows) {
    await inTransaction(db, async (trx) => {
      for (const table of [
        'audit_pack_making',
        'audit_pack_chunk',
        'audit_pack_file',
        'audit_pack_stream',
      ] as const)
        await trx.deleteFrom(table).where('pack_id', '=', id).execute();
    });
  }
  return rows.length;
}
