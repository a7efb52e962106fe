import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { isZip, partTypesOf } from './office-file.ts';
import { Problem } from './problem.ts';
import type { UploadedFile } from './upload.ts';

interface EvidenceKind {
  name: string;
  mediaType: string;
  extensions: string[];
}

const office = (name: string, extension: string, word: string): EvidenceKind => ({
  name,
  mediaType: `application/vnd.openxmlformats-officedocument.${word}`,
  extensions: [extension],
});

/** A table is text too: what a content is called must not depend on who sent it first. */
const plainText: EvidenceKind = {
  name: 'plain text in UTF-8',
  mediaType: 'text/plain',
  extensions: ['txt', 'csv'],
};

/** What is taken: documents and pictures that carry no program, or none that anything of ours would run. */
const kinds: EvidenceKind[] = [
  { name: 'a PDF file', mediaType: 'application/pdf', extensions: ['pdf'] },
  { name: 'a PNG picture', mediaType: 'image/png', extensions: ['png'] },
  { name: 'a JPEG picture', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  plainText,
  office('a Word document', 'docx', 'wordprocessingml.document'),
  office('an Excel workbook', 'xlsx', 'spreadsheetml.sheet'),
  office('a PowerPoint presentation', 'pptx', 'presentationml.presentation'),
];

/** For people, and for `accept` of a field where a file is chosen. */
export const takenExtensions = kinds.flatMap(({ extensions }) =>
  extensions.map((extension) => `.${extension}`),
);

/**
 * The media type of a file, by its content, where its name says the same. Throws a Problem: 415 for a kind that is not
 * taken or whose name says something else, 413 for what unpacks to too much, 422 for a file without content.
 */
export async function mediaTypeOf({ name, content }: UploadedFile): Promise<string> {
  if (content.length === 0) {
    throw new Problem('invalid', 'The file is empty.', {
      errors: [{ pointer: '/file', detail: 'must not be empty' }],
    });
  }
  const extension = /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = kinds.find(({ extensions }) => extensions.includes(extension));
  if (named === undefined) throw notTaken(`A file named “${name}” is not taken`);
  const found = await recognise(content);
  if (found.mediaType !== named.mediaType) {
    throw notTaken(`“${name}” is named like ${named.name}, but its content is ${found.name}`);
  }
  return named.mediaType;
}

async function recognise(content: Buffer): Promise<{ name: string; mediaType?: string }> {
  if (isZip(content)) return recogniseOffice(await partTypesOf(content));
  // The beginning is enough for every kind here, and looking for more would unpack what others have packed.
  const found = await fileTypeFromBuffer(content.subarray(0, 4_100));
  const byBeginning = kinds.find(({ mediaType }) => mediaType === found?.mime);
  if (byBeginning !== undefined) return byBeginning;
  if (isUtf8(content) && !content.includes(0)) return plainText;
  return { name: found === undefined ? 'something else' : `of the type ${found.ext.toUpperCase()}` };
}

function recogniseOffice(partTypes: ReadonlySet<string>): { name: string; mediaType?: string } {
  const main = kinds.filter(({ mediaType }) => partTypes.has(`${mediaType}.main+xml`));
  return main.length === 1 && main[0] !== undefined ? main[0] : { name: 'some other ZIP file' };
}

function notTaken(why: string): Problem {
  const list = takenExtensions.map((extension) => extension.slice(1).toUpperCase()).join(', ');
  return new Problem('unsupported_media_type', `${why}. Taken are ${list}.`);
}
