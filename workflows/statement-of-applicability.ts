import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
  StatementOfApplicabilityEvent,
} from '../domain/statement-of-applicability-state.ts';
import { statementOfApplicability as decider } from '../domain/statement-of-applicability.ts';
import { type Carried, runProcess } from './process.ts';
import {
  applicabilityAttributesOf,
  applicabilitySignal,
  stateOf,
} from './statement-of-applicability-messages.ts';

export interface StatementOfApplicabilityInput {
  id: string;
  /** What an earlier run handed on. */
  carried?: Carried<StatementOfApplicability, StatementOfApplicabilityCommand>;
}

/** The statement of applicability, for as long as the organisation has one: versions are put forward and signed. */
export async function statementOfApplicability({
  id,
  carried,
}: StatementOfApplicabilityInput): Promise<void> {
  const unfinished = await runProcess<
    StatementOfApplicability,
    StatementOfApplicabilityCommand,
    StatementOfApplicabilityEvent
  >(
    {
      stream: `statement-of-applicability/${id}`,
      decider,
      signals: Object.values(applicabilitySignal),
      // It has no end that an operator could bring about: this is refused, on record, and it goes on.
      whenCancelled: (at, runId) => ({
        type: 'takeBack',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        version: 0,
        reason: 'Taken back by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: applicabilityAttributesOf(current),
        details: `${stateOf(current)} · version ${current.inForce?.version ?? 0} in force, ${current.version} put forward`,
        waitingFor: 'waiting for a signature',
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) {
    await continueAsNew<typeof statementOfApplicability>({ id, carried: unfinished });
  }
}
