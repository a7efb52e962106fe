import type { ManagementReview } from '../domain/management-review-state.ts';
import { preparationEscalatesTo, signingEscalatesTo, waitingFor } from '../domain/management-review-time.ts';
import { signatories } from '../domain/sign-off.ts';
import type { Task } from './task.ts';

/** What a management review has wait for whom: whoever prepares it, then whoever of management signs it. */
export function tasksOf(review: ManagementReview): Task[] {
  return review.state === 'preparing' ? preparationTasks(review) : signOffTasks(review);
}

const title = 'Management review';

function preparationTasks({ openedAt, dueAt, escalatedAt }: ManagementReview): Task[] {
  const own: Task = {
    key: 'minutes',
    kind: 'management_review',
    holder: { role: 'compliance_manager' },
    escalated: false,
    title,
    barred: [],
    since: openedAt,
    dueAt,
  };
  return escalatedAt === null
    ? [own]
    : [own, { ...own, holder: { role: preparationEscalatesTo }, escalated: true }];
}

function signOffTasks(review: ManagementReview): Task[] {
  const { preparers, openedBy, submission, openedAt } = review;
  return waitingFor(review).flatMap((signOff) => {
    const own: Task = {
      key: `sign-off/${submission?.version ?? 0}`,
      kind: 'management_review_sign_off',
      holder: { role: 'management' },
      escalated: false,
      title,
      barred: [...new Set([...preparers, openedBy, ...signatories(signOff)])],
      since: submission?.at ?? openedAt,
      dueAt: signOff.dueAt,
    };
    if (signOff.escalatedAt === null) return [own];
    return [own, { ...own, holder: { role: signingEscalatesTo }, escalated: true, barred: [] }];
  });
}
