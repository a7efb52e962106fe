import { Readable } from 'node:stream';
import { namesOf } from '../db/directory.ts';
import { attachEvidence, readEvidence, storeEvidence } from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import {
  addTrustDocument,
  findTrustDocument,
  type TrustDocument,
  trustDocumentStream,
} from '../db/trust-document.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { askingPath } from '../domain/trust-address.ts';
import type { TrustDocumentDetails } from '../domain/trust-document.ts';
import { downloadHeaders } from './evidence.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';
import { refuseUnmarkable } from './watermark.ts';

/** Adds a document, if it is a PDF that can be marked. Throws a Problem: 413, 415 or 422 for a file that is not taken. */
export async function addDocument(
  { db }: Services,
  details: TrustDocumentDetails,
  file: UploadedFile,
  { by, at }: { by: PersonId; at: Instant },
): Promise<TrustDocument> {
  const name = fileName(file.name);
  const mediaType = await mediaTypeOf({ name, content: file.content });
  if (mediaType !== 'application/pdf') {
    throw new Problem(
      'unsupported_media_type',
      'Documents of the trust center are PDF: each page of a copy is marked.',
    );
  }
  await refuseUnmarkable(file.content);
  return inTransaction(db, async (trx) => {
    const hash = await storeEvidence(trx, { content: file.content, mediaType, at });
    const id = await addTrustDocument(trx, details, { file: hash, fileName: name, by, at });
    await attachEvidence(trx, { stream: trustDocumentStream(id), hash, name, by, at });
    return there(await findTrustDocument(trx, id));
  });
}

/** The document as it came, for people of the house. */
export async function documentFile(services: Services, id: string): Promise<Reply> {
  const document = there(await findTrustDocument(services.db, id));
  const found = await readEvidence(services.db, trustDocumentStream(id), document.file);
  if (found === undefined) throw noSuchDocument();
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}

/** All of a document's file. */
export async function documentContent({ db }: Services, { id, file }: TrustDocument): Promise<Buffer> {
  const found = await readEvidence(db, trustDocumentStream(id), file);
  if (found === undefined) throw noSuchDocument();
  const pieces: Buffer[] = [];
  for await (const piece of found.content) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function there(document: TrustDocument | undefined): TrustDocument {
  if (document === undefined) throw noSuchDocument();
  return document;
}

function noSuchDocument(): Problem {
  return new Problem('not_found', 'There is no such document.');
}

/** Documents as the API shows them to people of the house, with where each can be asked for. */
export async function representDocuments(
  { db, publicUrl }: Services,
  documents: readonly TrustDocument[],
): Promise<object[]> {
  const nameOf = await namesOf(
    db,
    documents.flatMap(({ owner, addedBy }) => [owner, addedBy]),
  );
  return documents.map(({ key, owner, addedBy, ...document }) => ({
    ...document,
    owner: nameOf(owner),
    addedBy: nameOf(addedBy),
    askAt: `${publicUrl}${askingPath}?document=${key}`,
  }));
}
