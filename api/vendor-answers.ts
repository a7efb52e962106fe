import { policyInForce } from '../db/approval-policy.ts';
import type { Database } from '../db/database.ts';
import { attachedHashes } from '../db/evidence.ts';
import { vendorStream } from '../db/vendor.ts';
import {
  findDraftAnswers,
  keepSubmittedAnswers,
  saveDraftAnswers,
  type VendorAnswers,
} from '../db/vendor-answers.ts';
import type { Command, Instant, PersonId } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import {
  type Answers,
  certificatesIn,
  missingAnswers,
  questionsOf,
  scoreAnswers,
} from '../domain/questionnaire.ts';
import type { Assessment, Vendor, VendorCommand } from '../domain/vendor-state.ts';
import { planVendorReview } from '../domain/vendor-plan.ts';
import { endOfLocalDate } from '../domain/working-time.ts';
import { type FieldFault, Problem } from './problem.ts';
import type { Services } from './services.ts';
import { questionnaireOf } from './vendor-assessment.ts';

/** Whose hand writes answers: somebody here, or the vendor by its link. */
export interface Author {
  by: PersonId;
  at: Instant;
}

/** Who answers for a vendor here: whoever owns the relation, and compliance managers. */
export function answersFor({ person, roles }: Actor, { details }: Vendor): boolean {
  return person === details.owner || roles.includes('compliance_manager');
}

/** Throws a Problem for whoever does not answer for the vendor, and where nobody does any more. */
export function refuseWhoDoesNotAnswer(actor: Actor, vendor: Vendor): void {
  if (vendor.state === 'off_boarded')
    throw new Problem('closed', 'This vendor is off-boarded; that is final.');
  if (answersFor(actor, vendor)) return;
  throw new Problem('wrong_role', 'Its owner and compliance managers answer for a vendor.');
}

/** What is being written for the assessment that waits for answers. Throws a Problem where it is not this one. */
export async function draftOf(
  { db }: Services,
  vendorId: string,
  vendor: Vendor,
  number: number,
): Promise<Pick<VendorAnswers, 'answers' | 'version'>> {
  assessmentInProgress(vendor, number);
  return (await findDraftAnswers(db, vendorId, number)) ?? { answers: {}, version: 0 };
}

/** Saves the draft over version `seen`. Throws a Problem where it has moved on, or nobody asks these questions. */
export async function saveDraft(
  { db }: Services,
  { id, state: vendor }: { id: string; state: Vendor },
  number: number,
  answers: Answers,
  { by, at, seen }: Author & { seen: number },
): Promise<VendorAnswers> {
  const assessment = waitingForAnswers(vendor, number);
  refuse('These answers cannot be kept.', [
    ...unknownQuestions(assessment, answers),
    ...(await missingFiles(db, id, answers)),
  ]);
  const saved = await saveDraftAnswers(db, { vendor: id, assessment: number }, answers, { by, at, seen });
  if (saved === undefined)
    throw new Problem('stale_revision', 'Somebody else has saved answers meanwhile: read them again.');
  return saved;
}

/**
 * The command that hands in the draft at version `seen`, its answers kept for good. Throws a Problem where something is
 * missing.
 */
export async function prepareSubmission(
  services: Services,
  { id, state: vendor }: { id: string; state: Vendor },
  number: number,
  { by, at, seen }: Author & { seen: number },
  identity: Pick<Command, 'id' | 'requestHash'>,
): Promise<VendorCommand> {
  const { db } = services;
  const assessment = waitingForAnswers(vendor, number);
  const questionnaire = questionnaireOf(assessment);
  const draft = await findDraftAnswers(db, id, number);
  if ((draft?.version ?? 0) !== seen)
    throw new Problem('stale_revision', 'Somebody else has saved answers meanwhile: read them again.');
  const answers = draft?.answers ?? {};
  const missing = missingAnswers(questionnaire, answers);
  refuse(
    'Some answers are missing.',
    missing.map(({ question, detail }) => ({ pointer: `/answers/${question}`, detail })),
  );
  const { calendar } = (await policyInForce(db)).rules;
  const certificates = certificatesIn(questionnaire, answers).map(({ name, expiresOn }) => ({
    name,
    expiresAt: endOfLocalDate(expiresOn, calendar.timeZone),
  }));
  const ended = certificates.filter(({ expiresAt }) => expiresAt <= at);
  refuse(
    'A certificate has ended already.',
    ended.map(({ name }) => ({ pointer: '/answers/certificates', detail: `${name} has ended already.` })),
  );
  // Without a draft, something would have been missing.
  if (draft !== undefined)
    await keepSubmittedAnswers(db, { vendor: id, assessment: number }, draft, { by, at });
  return {
    ...identity,
    type: 'answer',
    by,
    at,
    assessment: number,
    score: scoreAnswers(questionnaire, answers),
    answersHash: draft?.hash ?? '',
    certificates,
    plan: planVendorReview(vendor.policy.rules, vendor.details.criticality, calendar, at),
  };
}

/** The assessment of this number, which waits for answers. Throws a Problem where it does not. */
export function waitingForAnswers(vendor: Vendor, number: number): Assessment {
  const assessment = assessmentInProgress(vendor, number);
  if (assessment.phase !== 'answering')
    throw new Problem('already_decided', 'The answers have been handed in already.');
  return assessment;
}

/** The assessment in progress of this number. Throws a Problem where there is none. */
export function assessmentInProgress({ assessment, assessments }: Vendor, number: number): Assessment {
  if (number > assessments) throw new Problem('not_found', 'This vendor has had no such assessment.');
  if (assessment?.number !== number) throw new Problem('closed', 'This assessment is over.');
  return assessment;
}

function unknownQuestions(assessment: Assessment, answers: Answers): FieldFault[] {
  const known = new Set(questionsOf(questionnaireOf(assessment)).map(({ id }) => id));
  return Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((id) => ({ pointer: `/answers/${id}`, detail: 'There is no such question.' }));
}

/** Files that an answer names and nobody has put to the vendor. */
async function missingFiles(db: Database, vendor: string, answers: Answers): Promise<FieldFault[]> {
  const named = Object.entries(answers).flatMap(([question, { evidence }]) =>
    evidence.map((hash, index) => ({ hash, pointer: `/answers/${question}/evidence/${index}` })),
  );
  const hashes = [...new Set(named.map(({ hash }) => hash))];
  const attached = await attachedHashes(db, vendorStream(vendor), hashes);
  return named
    .filter(({ hash }) => !attached.has(hash))
    .map(({ pointer }) => ({ pointer, detail: 'This file is not attached to the vendor.' }));
}

function refuse(detail: string, errors: FieldFault[]): void {
  if (errors.length > 0) throw new Problem('invalid', detail, { errors });
}
