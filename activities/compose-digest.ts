import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { digestItem } from './compose-ask.ts';
import { requestSubject } from './compose-request.ts';
import { compose } from './compose.ts';
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
    const item = await itemOf(db, publicUrl, reminder);
    if (item !== undefined) items.set(`${item.url ?? ''} ${item.title}`, item);
  }
  if (items.size === 0) return undefined;
  const count = items.size === 1 ? 'One thing waits' : `${items.size} things wait`;
  return {
    subject: `${count} for you`,
    lead: `${count} for you:`,
    facts: [],
    items: [...items.values()],
    action: { label: 'Open your inbox', url: `${publicUrl}/inbox` },
    because: 'You get this once a day, on working days, while something waits for you.',
  };
}

async function itemOf(
  db: Database,
  publicUrl: string,
  reminder: Delivery,
): Promise<Message['items'][number] | undefined> {
  if (reminder.kind === 'sign_off_reminder') return digestItem(await requestSubject(db, publicUrl, reminder));
  const message = await compose(db, publicUrl, reminder);
  return message && { title: message.subject, detail: message.lead, url: message.action.url };
}
