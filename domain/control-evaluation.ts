import type { CheckResult, ControlStatus } from './control.ts';
import type { DomainEvent } from './decider.ts';

/** How one statement stood when all were looked at. */
export interface StatementResult extends CheckResult {
  statement: string;
  status: ControlStatus;
}

/** All statements have been held against the records: the status of that day, for ever. */
export type ControlEvaluationEvent = DomainEvent & { type: 'ControlsEvaluated'; results: StatementResult[] };
