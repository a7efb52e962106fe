import { Readable } from 'node:stream';
import {
  type Attachment,
  attachEvidence,
  listEvidence,
  readEvidence,
  storeEvidence,
} from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import { trainingStream } from '../db/training.ts';
import type { PersonId } from '../domain/decider.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { downloadHeaders } from './evidence.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';

/** Puts a file to a person's training. Throws a Problem: 413, 415 and 422 for a file that is not taken. */
export async function addTrainingEvidence(
  { db }: Pick<Services, 'db'>,
  { person, file, by, at }: { person: PersonId; file: UploadedFile; by: PersonId; at: string },
): Promise<{ attachment: Attachment; added: boolean }> {
  const name = fileName(file.name);
  const mediaType = await mediaTypeOf({ name, content: file.content });
  return inTransaction(db, async (trx) => {
    const hash = await storeEvidence(trx, { content: file.content, mediaType, at });
    return attachEvidence(trx, { stream: trainingStream(person), hash, name, by, at });
  });
}

/** The files of a person's training, in the order in which they came. */
export function trainingEvidence({ db }: Pick<Services, 'db'>, person: PersonId): Promise<Attachment[]> {
  return listEvidence(db, trainingStream(person));
}

/** A file of a person's training, to be saved and never shown. Throws a Problem: 404 where there is none. */
export async function downloadTrainingEvidence(
  { db }: Pick<Services, 'db'>,
  person: PersonId,
  hash: string,
): Promise<Reply> {
  const found = await readEvidence(db, trainingStream(person), hash);
  if (found === undefined) throw new Problem('not_found', 'This person’s training has no such file.');
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}
