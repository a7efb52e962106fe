import { hashOf } from '../db/canonical.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import { findManagementReview } from '../db/management-review.ts';
import type { Recorded } from '../db/process.ts';
import type { PersonId } from '../domain/decider.ts';
import type { ManagementReview, ManagementReviewCommand } from '../domain/management-review-state.ts';
import { managementReview } from '../domain/management-review.ts';
import { signatories } from '../domain/sign-off.ts';
import { managementReviewAttributesOf } from '../workflows/management-review-messages.ts';
import { signOffRepresentation } from './adoption-request-representation.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to management reviews. */
export const managementReviewProcess: ProcessKind<ManagementReview, ManagementReviewCommand> = {
  kind: 'management-review',
  noun: 'management review',
  workflowType: 'managementReview',
  path: '/v1/management-reviews',
  decider: managementReview,
  find: findManagementReview,
  async represent(db, recorded) {
    return { body: await representation(db, recorded), etag: `"${recorded.state.version}"` };
  },
  attributesOf: managementReviewAttributesOf,
  summaryOf: ({ reason }) => `Management review · ${reason.replaceAll('_', ' ')}`,
  isAhead: (command, { submission }) =>
    command.type === 'signOff' && command.version > (submission?.version ?? 0),
  refusalExtensions: (_db, { state, version }) => Promise.resolve({ state, version }),
};

/** The fingerprint of what management signs: what it was shown, and what it decided. */
export function fingerprintOf({ figures, minutes, version }: ManagementReview): string {
  return hashOf({ figures, minutes, version });
}

async function representation(db: Database, { id, state: review }: Recorded<ManagementReview>) {
  const { minutes, submission, signOff, ended } = review;
  const nameOf = await namesOf(db, peopleOf(review));
  return {
    id,
    state: review.state,
    reason: review.reason,
    openedAt: review.openedAt,
    dueAt: review.dueAt,
    closedAt: review.state === 'closed' ? (ended?.at ?? null) : null,
    note: review.note,
    openedBy: nameOf(review.openedBy),
    since: review.since,
    escalatedAt: review.escalatedAt,
    figures: review.figures,
    version: review.version,
    minutes: {
      ...minutes,
      actions: minutes.actions.map((action) => ({ ...action, owner: nameOf(action.owner) })),
    },
    preparers: review.preparers.map(nameOf),
    submission: submission && { ...submission, by: nameOf(submission.by) },
    signOff: signOff && signOffRepresentation(signOff, nameOf),
    ended: ended && { ...ended, by: nameOf(ended.by) },
  };
}

function peopleOf({
  openedBy,
  minutes,
  preparers,
  submission,
  signOff,
  ended,
}: ManagementReview): PersonId[] {
  return [
    openedBy,
    ...minutes.actions.map(({ owner }) => owner),
    ...preparers,
    ...(submission === null ? [] : [submission.by]),
    ...(signOff === null ? [] : signatories(signOff)),
    ...(ended === null ? [] : [ended.by]),
  ];
}
