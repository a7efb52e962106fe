import { PassThrough, Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { ZipFile } from 'yazl';
import { filesOf, type PackFile } from '../db/audit-pack-file.ts';
import { recordDownload } from '../db/audit-pack-download.ts';
import { chunksOf } from '../db/audit-pack-writer.ts';
import type { Database } from '../db/database.ts';
import type { Recorded } from '../db/process.ts';
import type { AuditPack } from '../domain/audit-pack.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';

/**
 * The files of a pack as one ZIP, made while it is sent; that somebody takes it is put on record before. Throws a Problem:
 * 409 where they are not there (any more).
 */
export async function downloadPack(
  db: Database,
  { id, state: pack }: Recorded<AuditPack>,
  by: PersonId,
  at: Instant,
): Promise<Reply> {
  const { made, state, title } = pack;
  if (state === 'making') throw new Problem('not_closed', 'This audit pack is still being made.');
  if (state === 'cancelled')
    throw new Problem('closed', 'This audit pack was called off; its files are thrown away.');
  if (state === 'expired' || made === null) {
    throw new Problem('closed', 'The files of this audit pack are kept no more; ask for another one.');
  }
  await recordDownload(db, id, by, at);
  return {
    status: 200,
    stream: await zipOf(db, id, new Date(made.at)),
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': contentDisposition(`${fileName(title).slice(0, 100) || 'audit-pack'}.zip`),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  };
}

const batch = 5_000;

/** File after file, chunk after chunk, no faster than it is taken: of each there is one in memory. */
async function zipOf(db: Database, id: string, mtime: Date): Promise<Readable> {
  const zip = new ZipFile();
  const stream = new PassThrough();
  let open: Readable | undefined;
  // Chunks that are thrown away meanwhile leave a file short, which is a fault: what has been sent is not whole.
  zip.on('error', (error: Error) => stream.destroy(error));
  stream.on('close', () => open?.destroy());
  for (let after = 0; ;) {
    const files = await filesOf(db, id, batch, after);
    for (const file of files) {
      zip.addReadStreamLazy(file.path, { mtime, size: file.size, compressionLevel: 3 }, (give) => {
        open = contentOf(db, id, file);
        give(null, open);
      });
    }
    const last = files.at(-1);
    if (last === undefined) break;
    after = last.number;
  }
  zip.end();
  zip.outputStream.pipe(stream);
  return stream;
}

function contentOf(db: Database, id: string, { number }: PackFile): Readable {
  return Readable.from(chunksOf(db, id, number), { objectMode: false });
}
