import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ControlEvaluationActivities } from '../activities/control-evaluation.ts';

// An evaluation that cannot be made now is made by the next run of the schedule: no need to insist for ever.
const { evaluateControls } = proxyActivities<ControlEvaluationActivities>({
  startToCloseTimeout: '15 minutes',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 60 },
  summary: 'Hold every statement of the controls against the records',
});

/** Fired by its schedule, or by hand: how controls stand is put down, and gaps are opened of what does not. */
export async function controlEvaluation(): Promise<void> {
  await evaluateControls(workflowInfo().runId);
}
