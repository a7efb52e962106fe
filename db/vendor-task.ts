import { signatories } from '../domain/sign-off.ts';
import type { Assessment, Vendor } from '../domain/vendor-state.ts';
import { waitingFor } from '../domain/vendor-time.ts';
import type { Task } from './task.ts';

/** What a vendor has wait for whom: its owner while it is to answer, then those who sign its review. */
export function tasksOf(vendor: Vendor): Task[] {
  const { assessment } = vendor;
  if (assessment === null) return [];
  return assessment.phase === 'answering'
    ? [answersTask(vendor, assessment)]
    : signOffTasks(vendor, assessment);
}

function answersTask({ details }: Vendor, assessment: Assessment): Task {
  return {
    key: `answers/${assessment.number}`,
    kind: 'vendor_answers',
    holder: { person: details.owner },
    escalated: assessment.escalatedAt !== null,
    title: details.name,
    barred: [],
    since: assessment.startedAt,
    dueAt: assessment.answerDueAt,
  };
}

function signOffTasks(vendor: Vendor, { number, signOffs, startedAt }: Assessment): Task[] {
  const barred = [vendor.details.owner, ...signOffs.flatMap(signatories)];
  return waitingFor(vendor).flatMap(({ role, dueAt, escalatedAt, escalateTo }) => {
    const own: Task = {
      key: `sign-off/${number}/${role}`,
      kind: 'vendor_sign_off',
      holder: { role },
      escalated: false,
      title: vendor.details.name,
      barred: [...new Set(barred)],
      since: startedAt,
      dueAt,
    };
    if (escalatedAt === null) return [own];
    const escalated: Task = { ...own, holder: { role: escalateTo }, escalated: true };
    return escalateTo === role ? [escalated] : [own, escalated];
  });
}
