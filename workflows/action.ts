import { continueAsNew } from '@temporalio/workflow';
import { type Action, action as decider, type ActionCommand, type ActionEvent } from '../domain/action.ts';
import { operator } from '../domain/identity.ts';
import { actionAttributesOf, actionSignal } from './action-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface ActionInput {
  id: string;
  /** What an earlier run of the same action handed on. */
  carried?: Carried<Action, ActionCommand>;
}

/** A condition of an approval, from the day it is set through reminders and escalation until it is done or called off. */
export async function action({ id, carried }: ActionInput): Promise<void> {
  const unfinished = await runProcess<Action, ActionCommand, ActionEvent>(
    {
      stream: `action/${id}`,
      decider,
      signals: Object.values(actionSignal),
      whenCancelled: (at, runId) => ({
        type: 'callOff',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: actionAttributesOf(current),
        details: `${current.state} · of ${current.subject} · due ${legible(current.dueAt)}`,
        waitingFor: `due ${legible(current.dueAt)}`,
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof action>({ id, carried: unfinished });
}
