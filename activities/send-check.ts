import type { Database } from '../db/database.ts';
import { type Delivery, isBarred, isStillAsked } from '../db/delivery.ts';
import { askAgain } from '../db/notification.ts';
import { asks } from '../domain/notification-kind.ts';

/**
 * Why a message is better not sent as things are now; undefined when it is. Whoever was to be asked and cannot sign any
 * more is not asked in vain: somebody else is.
 */
export async function whyNotSend(db: Database, delivery: Delivery): Promise<string | undefined> {
  const isAsk = asks.some((kind) => kind === delivery.kind);
  if (isAsk && !(await isStillAsked(db, delivery))) return 'The sign-off is no longer waited for.';
  if (delivery.person?.active === false) return sendElse(db, delivery, isAsk, 'They have left.');
  if (isAsk && (await isBarred(db, delivery))) {
    return sendElse(db, delivery, isAsk, 'They have signed for another role of this request.');
  }
  return undefined;
}

async function sendElse(db: Database, delivery: Delivery, isAsk: boolean, reason: string): Promise<string> {
  if (!isAsk || delivery.notificationId === null) return reason;
  await askAgain(db, delivery.notificationId);
  return `${reason} Somebody else is asked.`;
}
