import { continueAsNew } from '@temporalio/workflow';
import {
  type EvidenceRequest,
  evidenceRequest as decider,
  type EvidenceRequestCommand,
  type EvidenceRequestEvent,
} from '../domain/evidence-request.ts';
import { operator } from '../domain/identity.ts';
import { evidenceRequestAttributesOf, evidenceRequestSignal } from './evidence-request-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface EvidenceRequestInput {
  id: string;
  /** The question; absent where it is taken up again from the register. */
  ask?: EvidenceRequestCommand;
  /** What an earlier run of the same request handed on. */
  carried?: Carried<EvidenceRequest, EvidenceRequestCommand>;
}

/** A request for evidence, from the question over each reply until the auditor takes one, or the engagement is over. */
export async function evidenceRequest({ id, ask, carried }: EvidenceRequestInput): Promise<void> {
  const unfinished = await runProcess<EvidenceRequest, EvidenceRequestCommand, EvidenceRequestEvent>(
    {
      stream: `evidence-request/${id}`,
      decider,
      signals: Object.values(evidenceRequestSignal),
      whenCancelled: (at, runId) => ({
        type: 'callOff',
        id: `cancel-${runId}`,
        by: operator,
        at,
        reason: 'Called off by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: evidenceRequestAttributesOf(current),
        details: `${current.state} · of audit-engagement/${current.engagement} · ${waitingLine(current)}`,
        waitingFor: waitingLine(current),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: ask === undefined ? [] : [ask] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof evidenceRequest>({ id, carried: unfinished });
}

function waitingLine({ state, dueAt }: EvidenceRequest): string {
  return state === 'asked' ? `due ${legible(dueAt)}` : 'the auditor’s turn';
}
