import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import type { Policy, PolicyCommand, PolicyEvent } from '../domain/policy-state.ts';
import { nextDeadline, versionInForce, waitingFor } from '../domain/policy-time.ts';
import { policy as decider } from '../domain/policy.ts';
import { legible, waitingUntil } from './legible.ts';
import { policyAttributesOf, policySignal, waitedFor } from './policy-messages.ts';
import { type Carried, runProcess } from './process.ts';

export interface PolicyInput {
  id: string;
  /** The creation; absent when a process is taken up again from the register, or told what to do by another. */
  create?: PolicyCommand;
  /** What an earlier run of the same policy handed on. */
  carried?: Carried<Policy, PolicyCommand>;
}

/** A policy, from its first draft through one review after the other until it is retired. */
export async function policy({ id, create, carried }: PolicyInput): Promise<void> {
  const unfinished = await runProcess<Policy, PolicyCommand, PolicyEvent>(
    {
      stream: `policy/${id}`,
      decider,
      signals: Object.values(policySignal),
      whenCancelled: (at, runId) => ({
        type: 'retire',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Retired by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: policyAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: create === undefined ? [] : [create] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof policy>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom the review waits for, then where the policy stands. */
function detailsOf(state: Policy): string {
  const { review, waiting, campaign } = state;
  const inForce = versionInForce(state);
  return [
    ...(review?.phase === 'drafting'
      ? [
          `Review ${review.number} (${review.reason.replaceAll('_', ' ')}): waiting for the **owner** until ${legible(review.dueAt)}`,
        ]
      : []),
    ...waitingFor(state).map(
      ({ role, dueAt, escalatedAt }) =>
        `Waiting for **${role}** until ${legible(dueAt)}${escalatedAt === null ? '' : ' (escalated)'}`,
    ),
    ...(review?.phase === 'approved' && review.submission !== null
      ? [`Comes into force ${legible(review.submission.effectiveAt)}`]
      : []),
    ...(waiting.length === 0 ? [] : [`${waiting.length} more reviews to follow`]),
    ...(campaign === null
      ? []
      : [`Version ${campaign.version} is to be acknowledged by ${legible(campaign.dueAt)}`]),
    inForce === undefined ? state.state : `Version ${inForce.version} is in force`,
  ].join('\n\n');
}

function waitingLine(state: Policy): string {
  return waitingUntil(waitedFor(state).join(', ') || state.state, nextDeadline(state));
}
