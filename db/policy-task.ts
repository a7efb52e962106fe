import type { Policy, PolicyReview } from '../domain/policy-state.ts';
import { waitingFor } from '../domain/policy-time.ts';
import { signatories } from '../domain/sign-off.ts';
import type { Task } from './task.ts';

/** What a policy has wait for whom: its owner while something is to be handed in, then those who sign it. */
export function tasksOf(policy: Policy): Task[] {
  const { review } = policy;
  if (review === null) return [];
  return review.phase === 'drafting' ? ownerTasks(policy, review) : signOffTasks(policy, review);
}

function ownerTasks({ details }: Policy, review: PolicyReview): Task[] {
  const own: Task = {
    key: `review/${review.number}`,
    kind: 'policy_review',
    holder: { person: details.owner },
    escalated: false,
    title: details.title,
    barred: [],
    since: review.startedAt,
    dueAt: review.dueAt,
  };
  if (review.escalatedAt === null) return [own];
  return [own, { ...own, holder: { role: 'compliance_manager' }, escalated: true }];
}

function signOffTasks(policy: Policy, { number, signOffs, submission, startedAt }: PolicyReview): Task[] {
  const author = submission === null ? [] : [submission.author];
  const barred = [...new Set([policy.details.owner, ...author, ...signOffs.flatMap(signatories)])];
  return waitingFor(policy).flatMap(({ role, dueAt, escalatedAt, escalateTo }) => {
    const own: Task = {
      key: `sign-off/${number}/${role}`,
      kind: 'policy_sign_off',
      holder: { role },
      escalated: false,
      title: policy.details.title,
      barred,
      since: startedAt,
      dueAt,
    };
    if (escalatedAt === null) return [own];
    const escalated: Task = { ...own, holder: { role: escalateTo }, escalated: true };
    return escalateTo === role ? [escalated] : [own, escalated];
  });
}
