import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { DeliverActivities } from '../activities/deliver.ts';

/** Nothing but the id: names, addresses and words stay in the database. */
export interface DeliveryInput {
  id: string;
  channel: 'mail' | 'slack' | 'webhook';
}

// Mail servers are away for hours and greylist for minutes; what is not taken in four days is not news any more.
const toPeople = proxyActivities<DeliverActivities>({
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '4 days',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '1 hour' },
  summary: 'Send to a person',
});

// Standard Webhooks asks for retries over days: 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 6 h, then every 10 h.
const toPrograms = proxyActivities<DeliverActivities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 4, maximumInterval: '10 hours' },
  summary: 'Send to a program',
});

// It only writes down that there was no success: nothing but the database can be in the way, and that comes back.
const patient = proxyActivities<Pick<DeliverActivities, 'giveUp'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'Note that it could not be delivered',
});

/** One message on its way, with its own retries: whatever caused it does not wait for it. */
export async function delivery({ id, channel }: DeliveryInput): Promise<void> {
  const { deliver } = channel === 'webhook' ? toPrograms : toPeople;
  try {
    await deliver(id);
  } catch (error) {
    if (!isRefusedForGood(error)) await patient.giveUp(id);
    throw error;
  }
}

/** Then the activity has noted why itself. */
function isRefusedForGood(error: unknown): boolean {
  return (
    error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'Undeliverable'
  );
}
