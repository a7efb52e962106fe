import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { oversightCaseNotifications } from '../domain/oversight-case-notification.ts';
import {
  type OversightCase,
  type OversightCaseEvent,
  reviewerPlaces,
} from '../domain/oversight-case-state.ts';
import { isAwaited, isHeld, nextDeadline } from '../domain/oversight-case-time.ts';
import { oversightCase as decider } from '../domain/oversight-case.ts';
import { settleBreach } from './boundary-breach.ts';
import type { DatabaseTransaction } from './database.ts';
import { oversightCaseStream } from './oversight-case.ts';
import { tasksOf } from './oversight-case-task.ts';
import { putDownAssignment } from './oversight-reviewer.ts';
import { replaceTasks } from './task.ts';

/** Folds the events into the register of cases, and into what waits for whom. Returns who must be told of them. */
export async function projectOversightCase(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly OversightCaseEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('oversight_case').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('oversight_case')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await projectAssignments(trx, id, current);
  const endedAt = current.closing?.at ?? current.calledOff?.at;
  if (current.matter.kind === 'breach' && endedAt !== undefined) await settleBreach(trx, id, endedAt);
  await replaceTasks(trx, oversightCaseStream(id), tasksOf(current));
  return oversightCaseNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: OversightCase, seq: number) {
  const { matter, first, second, decision, closing, calledOff } = current;
  return {
    kind: matter.kind,
    severity: matter.severity,
    state: current.state,
    system_id: matter.system ?? null,
    boundary: matter.boundary ?? null,
    summary: matter.summary,
    reviewer_id: first?.reviewer ?? null,
    second_reviewer_id: second?.reviewer ?? null,
    held: isHeld(current),
    overdue: current.overdue,
    gap: current.gap?.kind ?? null,
    decision: decision?.decision ?? null,
    decided_by: decision?.by ?? null,
    confirmed_by: decision?.confirmedBy ?? null,
    opened_at: current.openedAt,
    next_due_at: nextDeadline(current) ?? null,
    ended_at: closing?.at ?? calledOff?.at ?? null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Who has it; nobody, once it waits for nobody. What is on its way to somebody is left as it is. */
async function projectAssignments(trx: DatabaseTransaction, id: string, current: OversightCase) {
  if (!isAwaited(current)) {
    await trx.deleteFrom('oversight_assignment').where('case_id', '=', id).execute();
    return;
  }
  for (const place of reviewerPlaces) {
    const reviewer = current[place]?.reviewer;
    if (reviewer) await putDownAssignment(trx, id, place, reviewer);
  }
}
