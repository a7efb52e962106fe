import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
} from '../domain/oversight-case-state.ts';
import { awaitedSeat, nextDeadline, openDuties } from '../domain/oversight-case-time.ts';
import { oversightCase as decider } from '../domain/oversight-case.ts';
import { legible, waitingUntil } from './legible.ts';
import { oversightCaseAttributesOf, oversightCaseSignal, waitedFor } from './oversight-case-messages.ts';
import { type Carried, runProcess } from './process.ts';

export interface OversightCaseInput {
  id: string;
  /** The opening; absent where a breach opens it, or it is taken up again from the register. */
  open?: OversightCaseCommand;
  /** What an earlier run of the same case handed on. */
  carried?: Carried<OversightCase, OversightCaseCommand>;
}

/** An oversight case, from its opening up the levels until somebody has decided, and to its closing. */
export async function oversightCase({ id, open, carried }: OversightCaseInput): Promise<void> {
  const unfinished = await runProcess<OversightCase, OversightCaseCommand, OversightCaseEvent>(
    {
      stream: `oversight-case/${id}`,
      decider,
      signals: Object.values(oversightCaseSignal),
      whenCancelled: (at, runId) => ({
        type: 'callOff',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Called off by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: oversightCaseAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: open === undefined ? [] : [open] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof oversightCase>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom it waits for, then where it stands. */
function detailsOf(current: OversightCase): string {
  const { matter, state, gap, openedAt } = current;
  const seat = awaitedSeat(current);
  return [
    ...(seat === null
      ? []
      : [
          seat.acknowledgedAt === null
            ? `Waiting for the **${seat.place} reviewer** (level ${seat.level}) to be at it by ${legible(seat.acknowledgeBy)}`
            : `The **${seat.place} reviewer** (level ${seat.level}) decides by ${legible(seat.decideBy)}`,
        ]),
    ...openDuties(current).map(
      ({ audience, duty }) => `The **${audience}** is to be told by ${legible(duty.dueAt)}`,
    ),
    ...(gap === null ? [] : [`Gap: ${gap.kind.replaceAll('_', ' ')} at level ${gap.level}`]),
    `${state.replace('_', ' ')} · ${matter.severity} ${matter.kind} · opened ${legible(openedAt)}`,
  ].join('\n\n');
}

function waitingLine(current: OversightCase): string {
  return waitingUntil(waitedFor(current).join(', ') || current.state, nextDeadline(current));
}
