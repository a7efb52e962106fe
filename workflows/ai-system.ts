import { continueAsNew } from '@temporalio/workflow';
import type { AiSystem, AiSystemCommand, AiSystemEvent } from '../domain/ai-system-state.ts';
import { nextDeadline, waitingFor } from '../domain/ai-system-time.ts';
import { aiSystem as decider } from '../domain/ai-system.ts';
import { operator } from '../domain/identity.ts';
import { aiSystemAttributesOf, aiSystemSignal, waitedFor } from './ai-system-messages.ts';
import { legible, waitingUntil } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface AiSystemInput {
  id: string;
  /** What an earlier run of the same system handed on. */
  carried?: Carried<AiSystem, AiSystemCommand>;
}

/** An AI system from its approval through use, reviews, changes and suspensions until it is decommissioned, years later. */
export async function aiSystem({ id, carried }: AiSystemInput): Promise<void> {
  const unfinished = await runProcess<AiSystem, AiSystemCommand, AiSystemEvent>(
    {
      stream: `ai-system/${id}`,
      decider,
      signals: Object.values(aiSystemSignal),
      whenCancelled: (at, runId) => ({
        type: 'decommission',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: aiSystemAttributesOf(current),
        details: detailsOf(current),
        waitingFor: waitingLine(current),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof aiSystem>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom it waits for, then where it stands. */
function detailsOf(current: AiSystem): string {
  const { state, tier, changes, joinings, suspension, nextReviewAt } = current;
  return [
    ...changes.flatMap((change) =>
      waitingFor(change).map(
        ({ role, dueAt }) => `Change ${change.number} waits for **${role}** until ${legible(dueAt)}`,
      ),
    ),
    ...(joinings.length === 0 ? [] : [`${joinings.length} wait for the **owner** to let them join`]),
    `${state}${suspension === null ? '' : ` (${suspension.reason.replaceAll('_', ' ')})`} · ${tier} risk · next review ${legible(nextReviewAt)}`,
  ].join('\n\n');
}

function waitingLine(current: AiSystem): string {
  return waitingUntil(waitedFor(current).join(', ') || current.state, nextDeadline(current));
}
