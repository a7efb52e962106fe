import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { namesOf } from '../db/directory.ts';
import {
  type Attachment,
  attachEvidence,
  listEvidence,
  readEvidence,
  storeEvidence,
} from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import { isVendor, vendorStateFor } from '../db/vendor.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';

/**
 * Puts a file to a vendor, whoever brings it; `by` is whom the list names for it. Throws a Problem: 404 for a vendor that
 * is none, 409 for one that has been off-boarded, 413, 415 and 422 for a file that is not taken.
 */
export async function addVendorEvidence(
  { db }: Pick<Services, 'db'>,
  { vendor, file, by, at }: { vendor: string; file: UploadedFile; by: PersonId; at: Instant },
): Promise<{ attachment: Attachment; added: boolean }> {
  const name = fileName(file.name);
  const mediaType = await mediaTypeOf({ name, content: file.content });
  return inTransaction(db, async (trx) => {
    const state = await vendorStateFor(trx, vendor);
    if (state === undefined) throw noSuchVendor();
    if (state === 'off_boarded') {
      throw new Problem('closed', 'The vendor has been off-boarded; nothing is added to it any more.');
    }
    const hash = await storeEvidence(trx, { content: file.content, mediaType, at });
    return attachEvidence(trx, { stream: streamOf(vendor), hash, name, by, at });
  });
}

/** The files of a vendor, in the order in which they came. Throws a Problem: 404 for a vendor that is none. */
export async function vendorEvidence({ db }: Pick<Services, 'db'>, vendor: string): Promise<Attachment[]> {
  if (!(await isVendor(db, vendor))) throw noSuchVendor();
  return listEvidence(db, streamOf(vendor));
}

/** A file of a vendor, to be saved and never shown. Throws a Problem: 404 where the vendor has no such file. */
export async function downloadVendorEvidence(
  { db }: Pick<Services, 'db'>,
  vendor: string,
  hash: string,
): Promise<Reply> {
  const found = await readEvidence(db, streamOf(vendor), hash);
  if (found === undefined) throw new Problem('not_found', 'This vendor has no such file.');
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}

/** Whatever a file holds, no browser runs it as ours: it is saved, taken for what we say, and without any right. */
function downloadHeaders({ name, size, mediaType }: Attachment): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Length': String(size),
    'Content-Disposition': contentDisposition(name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private',
  };
}

/** An attachment as the API shows it. */
export async function representAttachments(
  { db }: Pick<Services, 'db'>,
  attachments: readonly Attachment[],
): Promise<object[]> {
  const nameOf = await namesOf(
    db,
    attachments.map(({ addedBy }) => addedBy),
  );
  return attachments.map((attachment) => ({ ...attachment, addedBy: nameOf(attachment.addedBy) }));
}

function streamOf(vendor: string): string {
  return `vendor/${vendor}`;
}

function noSuchVendor(): Problem {
  return new Problem('not_found', 'There is no such vendor.');
}
