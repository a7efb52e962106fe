import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { Problem } from './problem.ts';

/** No honest document comes near: text packs to a tenth, rarely to a fiftieth. */
const most = {
  entries: 10_000,
  unpackedBytes: 300 * 1024 * 1024,
  timesItsSize: 100,
  contentTypesBytes: 1024 * 1024,
};

/** Zip files begin with the header of their first entry. */
export function isZip(content: Buffer): boolean {
  return content.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
}

/**
 * The content types of an Office Open XML document's parts (ECMA-376 part 2, 7.2.3), in small letters; none for another
 * zip file. Every part is unpacked to see that it is what the file says, and kept nowhere. Throws a Problem for a file
 * that unpacks to much more than it is, is damaged or locked, or holds macros.
 */
export async function partTypesOf(content: Buffer): Promise<Set<string>> {
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true, autoClose: false });
    const entries = await entriesOf(zip);
    refuseBomb(entries, content.length);
    refuseMacros(entries);
    return await readParts(zip, entries);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('unsupported_media_type', 'The file is damaged: it cannot be unpacked.', {
      cause: error,
    });
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > most.entries) throw bomb();
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

/** What the parts say of themselves is enough: the library breaks off a part of which more comes out than it said. */
function refuseBomb(entries: readonly Entry[], packedBytes: number): void {
  const unpackedBytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpackedBytes > Math.min(most.unpackedBytes, packedBytes * most.timesItsSize)) throw bomb();
}

function refuseMacros(entries: readonly Entry[]): void {
  if (entries.some(({ fileName }) => /(^|\/)vba[^/]*\.bin$/i.test(fileName))) throw macros();
}

async function readParts(zip: ZipFile, entries: readonly Entry[]): Promise<Set<string>> {
  let contentTypes = '';
  for (const entry of entries) {
    if (entry.isEncrypted()) {
      throw new Problem('unsupported_media_type', 'The file is locked with a password; send it unlocked.');
    }
    const part: Readable = await zip.openReadStreamPromise(entry);
    const namesTypes = entry.fileName.toLowerCase() === '[content_types].xml';
    if (namesTypes && entry.uncompressedSize <= most.contentTypesBytes) contentTypes = await text(part);
    else await finished(part.resume());
  }
  const types = [...contentTypes.matchAll(/\bContentType\s*=\s*["']([^"']+)["']/g)];
  const partTypes = new Set(types.map(([, type = '']) => type.toLowerCase()));
  if ([...partTypes].some((type) => /macroenabled|vbaproject/.test(type))) throw macros();
  return partTypes;
}

function bomb(): Problem {
  return new Problem('too_large', 'Unpacked, the file would be many times as large as what is taken here.');
}

function macros(): Problem {
  return new Problem('unsupported_media_type', 'The file holds macros; save it without them and send that.');
}
