import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
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
    if (isCancellation(error) || isBeyondMending(error)) throw error;
    return patient.record(request);
  }
}

/**
 * Whether the activity itself gave up (`RegisterBehindError`); every other failure only says that the few local retries
 * ran out. A local activity's failure comes without the ActivityFailure around it that a regular one has.
 */
function isBeyondMending(error: unknown): boolean {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof ApplicationFailure && failure.type === 'RegisterBehindError';
}
