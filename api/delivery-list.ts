import { type DeliveryFilter, type DeliverySummary, listDeliveries } from '../db/delivery-list.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { deliveryPosition } from './schemas/delivery.ts';
import type { Services } from './services.ts';

/** One page of deliveries, newest first. */
export async function deliveryPageOf(
  { db }: Services,
  filter: DeliveryFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: DeliverySummary[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(deliveryPosition, cursor);
  const deliveries = await listDeliveries(db, filter, limit + 1, after);
  const { page, next } = pageOf(deliveries, limit, ({ createdAt, id }) => ({ createdAt, id }));
  return { items: page, next };
}
