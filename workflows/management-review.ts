import { continueAsNew } from '@temporalio/workflow';
import type { Instant } from '../domain/decider.ts';
import { operator } from '../domain/identity.ts';
import type {
  ManagementReview,
  ManagementReviewCommand,
  ManagementReviewEvent,
} from '../domain/management-review-state.ts';
import { nextDeadline, waitingFor } from '../domain/management-review-time.ts';
import { managementReview as decider } from '../domain/management-review.ts';
import { legible, waitingUntil } from './legible.ts';
import {
  managementReviewAttributesOf,
  managementReviewSignal,
  waitedFor,
} from './management-review-messages.ts';
import { type Carried, runProcess } from './process.ts';

export interface ManagementReviewInput {
  id: string;
  /** The opening; absent where a duty opens it, or it is taken up again from the register. */
  open?: ManagementReviewCommand;
  /** What an earlier run of the same review handed on. */
  carried?: Carried<ManagementReview, ManagementReviewCommand>;
}

/** A management review, from its opening through minutes, reminders and escalations until management has signed it. */
export async function managementReview({ id, open, carried }: ManagementReviewInput): Promise<void> {
  const unfinished = await runProcess<ManagementReview, ManagementReviewCommand, ManagementReviewEvent>(
    {
      stream: `management-review/${id}`,
      decider,
      signals: Object.values(managementReviewSignal),
      whenCancelled: (at, runId) => ({
        type: 'callOff',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Called off by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: managementReviewAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: open === undefined ? [] : [open] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof managementReview>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom it waits for, then where it stands. */
function detailsOf(state: ManagementReview): string {
  return [
    ...(state.state === 'preparing'
      ? [`Waiting for the **minutes** until ${legible(state.dueAt)}${late(state.escalatedAt)}`]
      : []),
    ...waitingFor(state).map(
      ({ role, dueAt, escalatedAt }) => `Waiting for **${role}** until ${legible(dueAt)}${late(escalatedAt)}`,
    ),
    `${state.state.replace('_', ' ')} · opened ${legible(state.openedAt)} (${state.reason.replaceAll('_', ' ')})`,
  ].join('\n\n');
}

function late(escalatedAt: Instant | null): string {
  return escalatedAt === null ? '' : ' (escalated)';
}

function waitingLine(state: ManagementReview): string {
  return waitingUntil(waitedFor(state).join(', ') || state.state, nextDeadline(state));
}
