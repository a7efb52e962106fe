import { sleep } from '@temporalio/workflow';
import { delivery, type DeliveryInput } from './delivery.ts';

export interface ReminderDigestInput extends DeliveryInput {
  /** An absolute instant, worked out from calendar and time zone by whoever starts this. */
  sendAt: string;
}

/** One person's reminders of a day: it waits for their morning, and says what is still open then. */
export async function reminderDigest({ sendAt, ...digest }: ReminderDigestInput): Promise<void> {
  await sleep(Math.max(1, Date.parse(sendAt) - Date.now()), { summary: 'Wait for the morning' });
  await delivery(digest);
}
