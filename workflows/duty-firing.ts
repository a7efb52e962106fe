import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { FireDutyActivities } from '../activities/fire-duty.ts';
import { legible } from './legible.ts';

// The database being away is no reason to drop a cycle: it is asked until it answers.
const { fireDuty } = proxyActivities<FireDutyActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  summary: 'Put the firing on record, and what follows',
});

/** Set by Temporal on whatever a schedule starts: the instant for which it does, however late. */
const scheduledStartTime = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/** Started by a duty's schedule: one firing, which is on record once it has ended. */
export async function dutyFiring({ duty }: { duty: string }): Promise<'accepted' | 'refused'> {
  const scheduledAt = workflowInfo().typedSearchAttributes.get(scheduledStartTime)?.toISOString();
  if (scheduledAt === undefined) throw ApplicationFailure.nonRetryable('only a schedule starts this');
  const outcome = await fireDuty(duty, scheduledAt);
  const what = outcome === 'accepted' ? 'Fired' : 'Not fired, because it was paused or withdrawn,';
  setCurrentDetails(`${what} for ${legible(scheduledAt)}`);
  return outcome;
}
