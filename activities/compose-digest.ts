import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { digestItem } from './compose-ask.ts';
import { subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { whyNotSend } from './send-check.ts';

/** All reminders of a day in one message, as far as they are still true; undefined when none is. */
export async function digest(
  db: Database,
  publicUrl: string,
  reminders: readonly Delivery[],
): Promise<Message | undefined> {
  const items = new Map<string, Message['items'][number]>();
  for (const reminder of reminders) {
    if ((await whyNotSend(db, reminder)) !== undefined) continue;
    const subject = await subjectOf(db, publicUrl, reminder);
    items.set(`${subject.id} ${reminder.about ?? ''}`, digestItem(subject));
  }
  if (items.size === 0) return undefined;
  const count = items.size === 1 ? 'One sign-off waits' : `${items.size} sign-offs wait`;
  return {
    subject: `${count} for you`,
    lead: `${count} for you:`,
    facts: [],
    items: [...items.values()],
    action: { label: 'Open your inbox', url: `${publicUrl}/inbox` },
    because: 'You get this once a day, on working days, while something waits for you.',
  };
}
