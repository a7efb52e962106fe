import { Readable } from 'node:stream';
import {
  controlEvidenceStream,
  fileEvidence,
  type FiledEvidence,
  listControlEvidence,
} from '../db/control-evidence.ts';
import { namesOf } from '../db/directory.ts';
import {
  type Attachment,
  attachEvidence,
  listEvidence,
  readEvidence,
  storeEvidence,
} from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import { applicabilityInForce } from '../db/statement-of-applicability.ts';
import { findStatement } from '../domain/control-catalogue.ts';
import { type ControlEvidence, longestEvidenceYears } from '../domain/control-evidence.ts';
import type { Statement } from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import { addCalendarMonths } from '../domain/working-time.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { downloadHeaders } from './evidence.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';

type WithDatabase = Pick<Services, 'db'>;

/** The statement of the catalogue. Throws a Problem: 404 where there is none. */
export function knownStatement(id: string): Statement {
  const statement = findStatement(id);
  if (statement === undefined) throw new Problem('not_found', 'There is no such statement.');
  return statement;
}

/** Lets in compliance managers and whoever owns the control. Throws a Problem: 403 for everybody else. */
export async function admitToFile({ db }: WithDatabase, statement: string, actor: Actor): Promise<void> {
  if (actor.roles.includes('compliance_manager')) return;
  if ((await applicabilityInForce(db)).ownerOf(statement) === actor.person) return;
  throw new Problem('wrong_role', 'Compliance managers and the owner of the control file evidence for it.');
}

/** Puts a file to a statement. Throws a Problem: 413, 415 and 422 for a file that is not taken. */
export async function addStatementFile(
  { db }: WithDatabase,
  { statement, file, by, at }: { statement: string; file: UploadedFile; by: string; at: Instant },
): Promise<{ attachment: Attachment; added: boolean }> {
  const name = fileName(file.name);
  const mediaType = await mediaTypeOf({ name, content: file.content });
  return inTransaction(db, async (trx) => {
    const hash = await storeEvidence(trx, { content: file.content, mediaType, at });
    return attachEvidence(trx, { stream: controlEvidenceStream(statement), hash, name, by, at });
  });
}

/** A file of a statement, to be saved and never shown. Throws a Problem: 404 where there is none. */
export async function downloadStatementFile(
  { db }: WithDatabase,
  statement: string,
  hash: string,
): Promise<Reply> {
  const found = await readEvidence(db, controlEvidenceStream(statement), hash);
  if (found === undefined) throw new Problem('not_found', 'This statement has no such file.');
  const { attachment, content } = found;
  return { status: 200, stream: Readable.from(content), headers: downloadHeaders(attachment) };
}

/**
 * Files what was put to a statement as evidence of it. Throws a Problem: 422 for a file that is not there, a period that
 * ends before it begins, and an end that has passed or is too far away.
 */
export async function fileForStatement(
  { db }: WithDatabase,
  evidence: Omit<ControlEvidence, 'name'>,
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  const { calendar } = (await policyInForce(db)).rules;
  const { covers, endsAt, hash, statement } = evidence;
  if (covers.until < covers.from) throw invalid('/covers/until', 'It ends before it begins.');
  if (endsAt <= at) throw invalid('/endsOn', 'This day has passed.');
  if (endsAt > addCalendarMonths(calendar, at, 12 * longestEvidenceYears)) {
    throw invalid('/endsOn', `No document counts for more than ${longestEvidenceYears} years.`);
  }
  const files = await listEvidence(db, controlEvidenceStream(statement));
  const file = files.find((one) => one.hash === hash);
  if (file === undefined) throw invalid('/hash', 'Put the file to the statement first.');
  await fileEvidence(db, { ...evidence, name: file.name }, { by, at });
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer, detail }] });
}

/** What has been filed for a statement, as the API shows it. */
export async function evidenceOf({ db }: WithDatabase, statement: string): Promise<object[]> {
  const filed = await listControlEvidence(db, statement);
  const nameOf = await namesOf(db, filed.flatMap(peopleOf));
  return filed.map(({ id, hash, name, owner, covers, endsAt, note, filedBy, filedAt, withdrawn }) => ({
    ...{ id, hash, name, covers, endsAt, note, filedAt },
    owner: nameOf(owner),
    filedBy: nameOf(filedBy),
    withdrawn: withdrawn && { ...withdrawn, by: nameOf(withdrawn.by) },
  }));
}

function peopleOf({ owner, filedBy, withdrawn }: FiledEvidence): string[] {
  return [owner, filedBy, ...(withdrawn === null ? [] : [withdrawn.by])];
}
