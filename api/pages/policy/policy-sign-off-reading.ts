import type { Database } from '../../../db/database.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { findPolicy } from '../../../db/policy.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import {
  type Policy,
  type PolicyReview,
  type PolicySignOffDecision,
  policySignOffDecisions,
  type Submission,
} from '../../../domain/policy-state.ts';
import { peopleOf } from '../../policy-representation.ts';
import { Problem } from '../../problem.ts';
import type { Form } from '../page.ts';

/** A policy of which something was handed in that is to be signed. */
export interface SubmissionReading {
  id: string;
  policy: Policy;
  review: PolicyReview;
  submission: Submission;
  nameOf: (id: PersonId) => PersonName;
}

/** Undefined where nothing of the policy waits for sign-offs. Throws a Problem where there is no such policy. */
export async function readSubmission(db: Database, id: string): Promise<SubmissionReading | undefined> {
  const recorded = await findPolicy(db, id);
  if (recorded === undefined) throw new Problem('not_found', 'There is no such policy.');
  const { state: policy } = recorded;
  const { review } = policy;
  const submission = review?.submission ?? null;
  if (review?.phase !== 'review' || submission === null) return undefined;
  return { id, policy, review, submission, nameOf: await namesOf(db, peopleOf(policy)) };
}

/** What a person is about to sign. */
export interface PolicyIntent {
  role: SignOffRole;
  decision: PolicySignOffDecision;
  /** What the person has read. */
  submission: number;
  comment: string;
  /** Names the attempt, so that pressing twice signs once. */
  key: string;
}

/** Undefined where nothing was decided yet: the first step was sent without a choice. */
export function policyIntentIn(form: Form, reading: SubmissionReading | undefined): PolicyIntent | undefined {
  const role = signOffRoles.find((name) => name === form.text('role'));
  const decision = policySignOffDecisions.find((name) => name === form.text('decision'));
  if (role === undefined || decision === undefined) return undefined;
  return {
    role,
    decision,
    submission: Number(form.text('submission')) || (reading?.submission.number ?? 0),
    comment: form.text('/comment'),
    key: form.text('key') === '' ? crypto.randomUUID() : form.text('key'),
  };
}
