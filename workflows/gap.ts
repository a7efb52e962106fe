import { continueAsNew } from '@temporalio/workflow';
import { gap as decider } from '../domain/gap.ts';
import type { Gap, GapCommand, GapEvent } from '../domain/gap-state.ts';
import { operator } from '../domain/identity.ts';
import { gapAttributesOf, gapSignal } from './gap-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface GapInput {
  id: string;
  /** What an earlier run of the same gap handed on. */
  carried?: Carried<Gap, GapCommand>;
}

/** A gap, from the day on which records deny a statement until they show again that it holds. */
export async function gap({ id, carried }: GapInput): Promise<void> {
  const unfinished = await runProcess<Gap, GapCommand, GapEvent>(
    {
      stream: `gap/${id}`,
      decider,
      signals: Object.values(gapSignal),
      // The next evaluation opens another, as long as the records say what they say.
      whenCancelled: (at, runId) => ({
        type: 'withdraw',
        id: `cancel-${runId}`,
        by: operator,
        at,
        reason: 'Withdrawn by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: gapAttributesOf(current),
        details: detailsOf(current),
        waitingFor: `due ${legible(current.dueAt)}`,
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof gap>({ id, carried: unfinished });
}

function detailsOf({ state, statement, counted, dueAt, plan, escalatedAt }: Gap): string {
  const late = escalatedAt === null ? '' : ' (escalated)';
  return [
    ...(state === 'open' ? [`Due **${legible(dueAt)}**${late}`] : []),
    `${state} · ${statement} · ${counted.failing} of ${counted.population} records fail`,
    plan === null ? 'not planned yet' : `planned ${legible(plan.at)}`,
  ].join('\n\n');
}
