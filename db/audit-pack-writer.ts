import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib';
import type { Database } from './database.ts';
import { inTransaction } from './facts.ts';

const [gzip, gunzip] = [promisify(gzipCallback), promisify(gunzipCallback)];

/** Some of a file's content, and from where to go on once it is kept. */
export interface Piece {
  path: string;
  content: Buffer | string;
  records?: number;
  events?: number;
  /** JSON, by which the part goes on behind this piece. */
  cursor: object;
}

/** A part of a pack: the pieces of its files, one file after the other; from the beginning, or behind a cursor. */
export type PackPart = (cursor: object | undefined) => AsyncIterable<Piece>;

/** Somebody else makes the pack, or nobody does any more. */
export class NotMakingError extends Error {
  override readonly name = 'NotMakingError';
}

/** Bytes after which what has come is kept. */
const chunkSize = 1024 * 1024;

interface OpenFile {
  number: number;
  path: string;
  size: number;
  items: number;
  places: number;
  hash: Hash;
}

/** How far the making has come. */
export interface Progress {
  part: number;
  records: number;
  events: number;
}

/**
 * Writes the parts of a pack, in order, from wherever the last chunk was kept: chunks, and how far they reach, are kept
 * together. `kept` is told after each; what it throws ends the writing.
 * @throws {NotMakingError} when somebody else has written since, or the pack is not being made any more
 */
export async function writeParts(
  db: Database,
  pack: string,
  parts: readonly PackPart[],
  kept: (progress: Progress) => void = () => undefined,
): Promise<void> {
  const writer = await PackWriter.takeUp(db, pack, kept);
  for (let { part, cursor } = writer.standing; part < parts.length; part += 1, cursor = undefined) {
    for await (const piece of parts[part]?.(cursor) ?? []) await writer.add(piece);
    await writer.endPart();
  }
}

class PackWriter {
  readonly #db: Database;
  readonly #pack: string;
  readonly #kept: (progress: Progress) => void;
  #step: number;
  #progress: Progress;
  #cursor: object | undefined;
  #file: OpenFile | undefined;
  #files: number;
  #waiting: Buffer[] = [];
  #waitingSize = 0;

  private constructor(
    db: Database,
    pack: string,
    kept: (progress: Progress) => void,
    making: Progress & { step: number; cursor: object | null },
    files: number,
    file: OpenFile | undefined,
  ) {
    this.#db = db;
    this.#pack = pack;
    this.#kept = kept;
    this.#step = making.step;
    this.#progress = { part: making.part, records: making.records, events: making.events };
    this.#cursor = making.cursor ?? undefined;
    this.#files = files;
    this.#file = file;
  }

  static async takeUp(db: Database, pack: string, kept: (progress: Progress) => void): Promise<PackWriter> {
    const making = await db
      .selectFrom('audit_pack_making')
      .select(['step', 'part', 'cursor', 'records', 'events'])
      .where('pack_id', '=', pack)
      .executeTakeFirst();
    if (making === undefined) throw new NotMakingError(`the making of ${pack} has not begun`);
    const last = await db
      .selectFrom('audit_pack_file')
      .selectAll()
      .where('pack_id', '=', pack)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const open = last?.sha256 === null ? await taken(db, last) : undefined;
    return new PackWriter(db, pack, kept, making, last?.number ?? 0, open);
  }

  get standing(): { part: number; cursor: object | undefined } {
    return { part: this.#progress.part, cursor: this.#cursor };
  }

  async add({ path, content, records = 0, events = 0, cursor }: Piece): Promise<void> {
    if (this.#file !== undefined && this.#file.path !== path) await this.#keep({ whole: true });
    this.#file ??= { number: ++this.#files, path, size: 0, items: 0, places: 0, hash: createHash('sha256') };
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#file.hash.update(bytes);
    this.#file.size += bytes.length;
    this.#file.items += records + events;
    this.#progress.records += records;
    this.#progress.events += events;
    this.#cursor = cursor;
    this.#waiting.push(bytes);
    this.#waitingSize += bytes.length;
    if (this.#waitingSize >= chunkSize) await this.#keep({ whole: false });
  }

  async endPart(): Promise<void> {
    this.#progress.part += 1;
    this.#cursor = undefined;
    await this.#keep({ whole: true });
  }

  async #keep({ whole }: { whole: boolean }): Promise<void> {
    const content =
      this.#waitingSize === 0 ? undefined : await gzip(Buffer.concat(this.#waiting), { level: 3 });
    await inTransaction(this.#db, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('audit_pack_making')
        .set({
          step: this.#step + 1,
          ...this.#progress,
          cursor: this.#cursor === undefined ? null : JSON.stringify(this.#cursor),
        })
        .where('pack_id', '=', this.#pack)
        .where('step', '=', this.#step)
        .where((eb) =>
          eb.exists(eb.selectFrom('audit_pack').where('id', '=', this.#pack).where('state', '=', 'making')),
        )
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new NotMakingError(`${this.#pack} is not being made from here`);
      const file = this.#file;
      if (file === undefined) return;
      if (content !== undefined) {
        file.places += 1;
        await trx
          .insertInto('audit_pack_chunk')
          .values({ pack_id: this.#pack, file: file.number, place: file.places, content })
          .execute();
      }
      const { number, path, size, items } = file;
      const values = { path, size, items, sha256: whole ? file.hash.digest('hex') : null };
      await trx
        .insertInto('audit_pack_file')
        .values({ pack_id: this.#pack, number, ...values })
        .onConflict((conflict) => conflict.columns(['pack_id', 'number']).doUpdateSet(values))
        .execute();
    });
    this.#step += 1;
    this.#waiting = [];
    this.#waitingSize = 0;
    if (whole) this.#file = undefined;
    this.#kept({ ...this.#progress });
  }
}

/** A file that was being written, as the chunks that are kept leave it. */
async function taken(
  db: Database,
  {
    pack_id: pack,
    number,
    path,
    size,
    items,
  }: { pack_id: string; number: number; path: string; size: number; items: number },
): Promise<OpenFile> {
  const hash = createHash('sha256');
  let places = 0;
  for await (const bytes of chunksOf(db, pack, number)) {
    hash.update(bytes);
    places += 1;
  }
  return { number, path, size, items, places, hash };
}

/** The content of a file, chunk by chunk: what is kept never changes, so it needs no transaction to be read whole. */
export async function* chunksOf(db: Database, pack: string, file: number): AsyncGenerator<Buffer> {
  for (let place = 1; ; place += 1) {
    const chunk = await db
      .selectFrom('audit_pack_chunk')
      .select('content')
      .where('pack_id', '=', pack)
      .where('file', '=', file)
      .where('place', '=', place)
      .executeTakeFirst();
    if (chunk === undefined) return;
    yield await gunzip(chunk.content);
  }
}
