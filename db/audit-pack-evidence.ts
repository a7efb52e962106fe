import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { isInPack, type PackScope } from './audit-pack-scope.ts';
import type { PackPart } from './audit-pack-writer.ts';
import type { Database } from './database.ts';

interface EvidenceFile {
  hash: string;
  name: string;
  size: number;
}

/** A file, and how many bytes of it are written. */
interface Cursor extends EvidenceFile {
  bytes: number;
}

const sliceSize = 1024 * 1024;

/** The files of evidence in the scope, each once, by its hash; from before the period too. */
export function evidencePart(db: Database, scope: PackScope, until: Instant): PackPart {
  return async function* (cursor) {
    for (let at = cursor as Cursor | undefined; ;) {
      const isWhole = at === undefined || at.bytes >= at.size;
      const file = isWhole ? await fileAfter(db, scope, until, at?.hash ?? '') : at;
      if (file === undefined) return;
      const written = isWhole ? 0 : (at?.bytes ?? 0);
      const content = await sliceOf(db, file.hash, written);
      const { hash, name, size } = file;
      at = { hash, name, size, bytes: written + content.length };
      yield { path: `evidence/${hash}/${pathName(name)}`, content, cursor: at };
    }
  };
}

/** The next file by its hash, under the first of its names. */
async function fileAfter(
  db: Database,
  scope: PackScope,
  until: Instant,
  hash: string,
): Promise<EvidenceFile | undefined> {
  const { rows } = await sql<EvidenceFile>`
    select e.hash, e.size, (
      select min(a.name collate "C") from evidence_attachment a
      where a.hash = e.hash and a.added_at <= ${until} and ${isInPack(scope, sql`a.stream`)}) as name
    from evidence e
    where e.hash > ${hash} and exists (
      select from evidence_attachment a
      where a.hash = e.hash and a.added_at <= ${until} and ${isInPack(scope, sql`a.stream`)})
    order by e.hash limit 1`.execute(db);
  return rows[0];
}

async function sliceOf(db: Database, hash: string, start: number): Promise<Buffer> {
  const { slice } = await db
    .selectFrom('evidence')
    .select(sql<Buffer>`substring(content from ${start + 1}::int for ${sliceSize}::int)`.as('slice'))
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return slice;
}

/** A name that every system takes for a file, and in which there is no way out of its folder. */
function pathName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_').replaceAll(/^\.+|[. ]+$/g, '_');
  return plain === '' ? 'file' : plain;
}
