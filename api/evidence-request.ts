import { policyInForce } from '../db/approval-policy.ts';
import { peopleToAsk } from '../db/audit-engagement-scope.ts';
import { type Attachment, attachEvidence, attachedHashes, storeEvidence } from '../db/evidence.ts';
import { evidenceRequestStream } from '../db/evidence-request.ts';
import { inTransaction } from '../db/facts.ts';
import type { Recorded } from '../db/process.ts';
import type { AuditEngagement } from '../domain/audit-engagement.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { type EvidenceRequest, isToReply } from '../domain/evidence-request.ts';
import { addWorkingDays, endOfLocalDate } from '../domain/working-time.ts';
import { faultAt, maySee } from './audit-engagement.ts';
import { mediaTypeOf } from './evidence-kind.ts';
import { evidenceRequestProcess } from './evidence-request-process.ts';
import { fileName } from './file-name.ts';
import { Problem } from './problem.ts';
import { unknown } from './process.ts';
import { recordedProcess } from './process-answer.ts';
import { actorOf, type Caller } from './route.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './upload.ts';

/** A request, for whoever may look at it: of its engagement, or asked to reply. To everybody else there is none. */
export async function requestSeenBy(
  services: Services,
  caller: Caller,
  id: string,
): Promise<Recorded<EvidenceRequest>> {
  const recorded = await recordedProcess(services, evidenceRequestProcess, id);
  if (maySee(caller, recorded.state.engagement) || isAsked(caller, recorded.state)) return recorded;
  throw unknown(evidenceRequestProcess);
}

/** Whoever is asked, or has replied once. */
function isAsked(caller: Caller, { to, rounds }: EvidenceRequest): boolean {
  if (caller.kind !== 'person' || caller.external !== undefined) return false;
  const { id } = caller.person;
  return id === to || rounds.some(({ reply }) => reply?.by === id);
}

interface Due {
  dueOn?: string | undefined;
  workingDays?: number | undefined;
}

/** When it is due, within the engagement. Throws a Problem that names what is wrong. */
export async function dueAtOf(
  { db }: Services,
  { endsAt, endsOn }: AuditEngagement,
  { dueOn, workingDays }: Due,
  at: Instant,
): Promise<Instant> {
  const { calendar } = (await policyInForce(db)).rules;
  const dueAt =
    dueOn === undefined
      ? addWorkingDays(calendar, at, workingDays ?? 0)
      : endOfLocalDate(dueOn, calendar.timeZone);
  if (dueAt <= endsAt) return dueAt;
  const pointer = dueOn === undefined ? '/workingDays' : '/dueOn';
  throw faultAt(pointer, `The engagement ends on ${endsOn}: it must be due by then.`);
}

/** The person whom an auditor asks; null is every compliance manager. Throws a Problem for whom they cannot ask. */
export async function personAsked(
  { db }: Services,
  engagement: AuditEngagement,
  reference: string | undefined,
): Promise<PersonId | null> {
  if (reference === undefined) return null;
  const people = await peopleToAsk(db, engagement);
  const asked = people.find(
    ({ id, userName }) => id === reference || userName.toLowerCase() === reference.toLowerCase(),
  );
  if (asked !== undefined) return asked.id;
  throw faultAt('/to', 'Compliance managers and owners of AI systems in the scope can be asked.');
}

/** Throws a Problem that names the first file that was not put to the request. */
export async function requireFiles({ db }: Services, id: string, files: readonly string[]): Promise<void> {
  const known = await attachedHashes(db, evidenceRequestStream(id), files);
  const missing = files.findIndex((hash) => !known.has(hash));
  if (missing >= 0) throw faultAt(`/files/${missing}`, 'No file with this hash was put to this request.');
}

/** Puts a file to a request that waits for a reply, by whoever may reply. Throws a Problem where it does not, or they may not. */
export async function addRequestEvidence(
  services: Services,
  caller: Caller,
  { id, file, at }: { id: string; file: UploadedFile; at: Instant },
): Promise<{ attachment: Attachment; added: boolean }> {
  const { state } = await requestSeenBy(services, caller, id);
  const actor = actorOf(caller);
  if (!isToReply(state, actor)) {
    throw new Problem('wrong_role', 'Whoever is asked replies, and compliance managers do.');
  }
  if (state.state !== 'asked') throw new Problem('closed', 'This request does not wait for a reply.');
  const name = fileName(file.name);
  const mediaType = await mediaTypeOf({ name, content: file.content });
  return inTransaction(services.db, async (trx) => {
    const hash = await storeEvidence(trx, { content: file.content, mediaType, at });
    const stream = evidenceRequestStream(id);
    return attachEvidence(trx, { stream, hash, name, by: actor.person, at });
  });
}

/** Whether a file is for this caller to see: an auditor sees what a reply names, and no draft of one. */
export function seesFile(caller: Caller, { rounds }: EvidenceRequest, hash: string): boolean {
  if (caller.kind !== 'person' || caller.external === undefined) return true;
  return rounds.some(({ reply }) => reply?.files.includes(hash) === true);
}
