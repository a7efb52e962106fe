import type { AiSystem, OpenChange } from '../domain/ai-system-state.ts';
import { systemEscalatesTo, waitingFor } from '../domain/ai-system-time.ts';
import { signatories } from '../domain/sign-off.ts';
import type { Task } from './task.ts';

/** What a system has wait for whom: its next review once it comes near, changes to be signed, and who wishes to join. */
export function tasksOf(current: AiSystem): Task[] {
  if (current.state === 'decommissioned') return [];
  return [
    ...reviewTasks(current),
    ...current.changes.flatMap((change) => signOffTasks(current, change)),
    ...joiningTasks(current),
  ];
}

/** It waits from its first reminder on: a year ahead it is nobody's task yet. */
function reviewTasks({
  title,
  owner,
  openedAt,
  nextReviewAt,
  reviewRemindAt,
  reviewOverdueAt,
}: AiSystem): Task[] {
  const isNear = reviewRemindAt.length < 2;
  if (!isNear) return [];
  const own: Task = {
    key: `review/${nextReviewAt}`,
    kind: 'ai_system_review',
    holder: { person: owner },
    escalated: false,
    title,
    barred: [],
    since: openedAt,
    dueAt: nextReviewAt,
  };
  return reviewOverdueAt === null
    ? [own]
    : [own, { ...own, holder: { role: systemEscalatesTo }, escalated: true }];
}

function signOffTasks({ title, owner }: AiSystem, change: OpenChange): Task[] {
  const signed = change.signOffs.flatMap(signatories);
  return waitingFor(change).flatMap(({ role, dueAt, escalatedAt, escalateTo }) => {
    const own: Task = {
      key: `change/${change.number}/${role}`,
      kind: 'ai_system_sign_off',
      holder: role === 'business_owner' ? { person: owner } : { role },
      escalated: false,
      title,
      barred: signed,
      since: change.at,
      dueAt,
    };
    return escalatedAt === null ? [own] : [own, { ...own, holder: { role: escalateTo }, escalated: true }];
  });
}

function joiningTasks({ title, owner, joinings }: AiSystem): Task[] {
  return joinings.flatMap(({ number, person, askedAt, dueAt, escalatedAt }) => {
    const own: Task = {
      key: `joining/${number}`,
      kind: 'ai_system_joining',
      holder: { person: owner },
      escalated: false,
      title,
      barred: [person],
      since: askedAt,
      dueAt,
    };
    return escalatedAt === null
      ? [own]
      : [own, { ...own, holder: { role: systemEscalatesTo }, escalated: true }];
  });
}
