import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { namesOf } from '../db/directory.ts';
import {
  type Attachment,
  attachEvidence,
  evidenceBroughtBy,
  listEvidence,
  readEvidence,
  storeEvidence,
} from '../db/evidence.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { inTransaction, lockStream } from '../db/facts.ts';
import { isVendor, vendorStateFor } from '../db/vendor.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';

/** What somebody may bring at most, to one vendor. */
export interface EvidenceQuota {
  files: number;
  bytes: number;
}

/**
 * Puts a file to a vendor, whoever brings it; `by` is whom the list names for it. Throws a Problem: 404 for a vendor that
 * is none, 409 for one that has been off-boarded, 413, 415 and 422 for a file that is not taken, 413 too for more than
 * the `quota` of whoever brings it.
 */
export async function addVendorEvidence(
  { db }: Pick<Services, 'db'>,
  {
    vendor,
    file,
    by,
    at,
    quota,
  }: { vendor: string; file: UploadedFile; by: PersonId; at: Instant; quota?: EvidenceQuota },
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
    const attached = await attachEvidence(trx, { stream: streamOf(vendor), hash, name, by, at });
    if (quota !== undefined && attached.added) await refuseBeyond(quota, trx, vendor, by);
    return attached;
  });
}

/** The files of a vendor, in the order in which they came. Throws a Problem: 404 for a vendor that is none. */
export async function vendorEvidence({ db }: Pick<Services, 'db'>, vendor: string): Promise<Attachment[]> {
  if (!(await isVendor(db, vendor))) throw noSuchVendor();
  return listEvidence(db, streamOf(vendor));
}

/**
 * A file of a vendor, to be saved and never shown; of those that `addedBy` has brought, where it says. Throws a Problem:
 * 404 where the vendor has no such file.
 */
export async function downloadVendorEvidence(
  { db }: Pick<Services, 'db'>,
  vendor: string,
  hash: string,
  addedBy?: PersonId,
): Promise<Reply> {
  const found = await readEvidence(db, streamOf(vendor), hash);
  if (found === undefined || (addedBy !== undefined && found.attachment.addedBy !== addedBy))
    throw new Problem('not_found', 'This vendor has no such file.');
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}

/** A file of a stream, to be saved; the caller has seen to it that it may be. Throws a Problem: 404 where there is none. */
export async function downloadEvidence(
  { db }: Pick<Services, 'db'>,
  stream: string,
  hash: string,
): Promise<Reply> {
  const found = await readEvidence(db, stream, hash);
  if (found === undefined) throw new Problem('not_found', 'There is no such file.');
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}

/** Whatever a file holds, no browser runs it as ours: it is saved, taken for what we say, and without any right. */
export function downloadHeaders({ name, size, mediaType }: Attachment): Record<string, string> {
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

/** Counted one after the other: of two files that come at once and fit alone, the second is refused. */
async function refuseBeyond(
  quota: EvidenceQuota,
  trx: DatabaseTransaction,
  vendor: string,
  by: PersonId,
): Promise<void> {
  await lockStream(trx, `vendor-evidence/${vendor}`);
  const { files, bytes } = await evidenceBroughtBy(trx, streamOf(vendor), by);
  if (files <= quota.files && bytes <= quota.bytes) return;
  const megabytes = Math.floor(quota.bytes / 1_000_000);
  throw new Problem(
    'too_large',
    `No more files are taken here: ${quota.files} files of ${megabytes} MB altogether are the most.`,
  );
}

function streamOf(vendor: string): string {
  return `vendor/${vendor}`;
}

function noSuchVendor(): Problem {
  return new Problem('not_found', 'There is no such vendor.');
}
