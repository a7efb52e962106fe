import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import {
  type ShadowAi,
  shadowAi as decider,
  type ShadowAiCommand,
  type ShadowAiEvent,
} from '../domain/shadow-ai.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';
import { shadowAiAttributesOf, shadowAiSignal } from './shadow-ai-messages.ts';

export interface ShadowAiInput {
  id: string;
  /** What an earlier run of the same finding handed on. */
  carried?: Carried<ShadowAi, ShadowAiCommand>;
}

/** A finding of shadow AI, from the first use that was told of until the system is registered or blocked. */
export async function shadowAi({ id, carried }: ShadowAiInput): Promise<void> {
  const unfinished = await runProcess<ShadowAi, ShadowAiCommand, ShadowAiEvent>(
    {
      stream: `shadow-ai/${id}`,
      decider,
      signals: Object.values(shadowAiSignal),
      whenCancelled: (at, runId) => ({
        type: 'dismiss',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Dismissed by an operator in Temporal.',
      }),
      // What a system is called comes from outside: it is read on its page, not here.
      show: (current) => ({
        attributes: shadowAiAttributesOf(current),
        details: `${current.state} · found ${legible(current.openedAt)} · due ${legible(current.dueAt)}`,
        waitingFor: `due ${legible(current.dueAt)}`,
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof shadowAi>({ id, carried: unfinished });
}
