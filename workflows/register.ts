import { ActivityFailure, isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RecordActivities, RecordRequest, RecordResult } from '../activities/record.ts';

// A local activity costs one event instead of three. It may only try for a few seconds: while it does, each
// workflow task heartbeat adds to the history.
const local = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '8 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 3 },
  summary: 'Record events and outcomes',
});

// The same function behind it retries for ever: the database being away is no reason to lose what people have said.
const patient = proxyActivities<RecordActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  summary: 'Record events and outcomes (the database was away)',
});

/** Puts events and outcomes on record, however long the database is away. */
export async function recordInRegister(request: RecordRequest): Promise<RecordResult> {
  try {
    return await local.record(request);
  } catch (error) {
    const mendable =
      error instanceof ActivityFailure &&
      !isCancellation(error) &&
      error.retryState !== 'NON_RETRYABLE_FAILURE';
    if (!mendable) throw error;
    return patient.record(request);
  }
}
