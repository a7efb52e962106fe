import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import { bandOf } from '../domain/risk-policy.ts';
import { risk as decider } from '../domain/risk.ts';
import type { Risk, RiskCommand, RiskEvent } from '../domain/risk-state.ts';
import { acceptanceInForce, nextDeadline, openActions, waitingFor } from '../domain/risk-time.ts';
import { legible, waitingUntil } from './legible.ts';
import { type Carried, runProcess } from './process.ts';
import { riskAttributesOf, riskSignal } from './risk-messages.ts';

export interface RiskInput {
  id: string;
  /** The identification; absent when a process is taken up again from the register, or told what to do by another. */
  identify?: RiskCommand;
  /** What an earlier run of the same risk handed on. */
  carried?: Carried<Risk, RiskCommand>;
}

/** A risk, from its identification through treatment, acceptance and the clocks of both until it is closed. */
export async function risk({ id, identify, carried }: RiskInput): Promise<void> {
  const unfinished = await runProcess<Risk, RiskCommand, RiskEvent>(
    {
      stream: `risk/${id}`,
      decider,
      signals: Object.values(riskSignal),
      whenCancelled: (at, runId) => ({
        type: 'close',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: riskAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: identify === undefined ? [] : [identify] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof risk>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: what is waited for until when, then where the risk stands. */
function detailsOf(state: Risk): string {
  const { residual, policy, dealWithBy, escalatedAt, staleSince, description } = state;
  const [waiting] = waitingFor(state);
  const accepted = acceptanceInForce(state);
  const due = openActions(state).map(({ dueAt }) => dueAt);
  return [
    ...(waiting !== undefined && dealWithBy !== null
      ? [
          `Waiting for **${waiting}** until ${legible(dealWithBy)}${escalatedAt === null ? '' : ' (escalated)'}`,
        ]
      : []),
    ...(staleSince === null ? [] : [`To be signed again: ${staleSince.because.replace('_', ' ')}`]),
    ...(accepted === undefined ? [] : [`Accepted until ${legible(accepted.until)}`]),
    ...(due.length === 0
      ? []
      : [`${due.length} open actions, the first due ${legible(due.sort()[0] ?? '')}`]),
    `${state.state} · ${description.category} · residual ${bandOf(policy.rules, residual)}`,
  ].join('\n\n');
}

function waitingLine(state: Risk): string {
  const [waiting = state.state] = waitingFor(state);
  return waitingUntil(waiting, nextDeadline(state));
}
