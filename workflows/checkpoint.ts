import { proxyActivities } from '@temporalio/workflow';
import type { CheckpointActivities } from '../activities/checkpoint.ts';

// A checkpoint that cannot be written now is written by the next run of the schedule: no need to insist.
const { checkpoint: writeCheckpoint } = proxyActivities<CheckpointActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '5 seconds', maximumAttempts: 5 },
  summary: 'Sign a Merkle root over the new events',
});

/** Fired by its schedule: vouches for the events that have come since the last time. */
export async function checkpoint(): Promise<{ events: number }> {
  return writeCheckpoint();
}
