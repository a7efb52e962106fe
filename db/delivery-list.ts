import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { Channel } from '../domain/notification-kind.ts';
import type { Topic } from '../domain/topic.ts';
import type { Database } from './database.ts';
import type { deliveryStates, DeliveryKind } from './tables/notification.ts';

export type DeliveryState = (typeof deliveryStates)[number];

/** What became of a message, as operators see it: what it said is between it and its recipient. */
export interface DeliverySummary {
  id: string;
  kind: DeliveryKind;
  channel: Channel;
  state: DeliveryState;
  /** The process that it is about; null for a digest and the like. */
  topic: Topic | null;
  person: PersonId | null;
  role: Role | null;
  endpoint: string | null;
  createdAt: Instant;
  settledAt: Instant | null;
  attempts: number;
  fault: string | null;
}

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  endpoint?: string | undefined;
}

/** Where a page ends: the order is newest first, then by id. */
export interface DeliveryPosition {
  createdAt: Instant;
  id: string;
}

export async function listDeliveries(
  db: Database,
  { state, endpoint }: DeliveryFilter,
  limit: number,
  position?: DeliveryPosition,
): Promise<DeliverySummary[]> {
  return selectSummaries(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'failed'))
    .$if(endpoint !== undefined, (query) => query.where('endpoint_id', '=', endpoint ?? ''))
    .$if(position !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(position?.createdAt ?? '', position?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function findDelivery(db: Database, id: string): Promise<DeliverySummary | undefined> {
  return selectSummaries(db).where('id', '=', id).executeTakeFirst();
}

/** Has a failed delivery tried again, a digest with all it had to say; false when there is nothing to try. */
export async function retryDelivery(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ state: 'pending', settled_at: null, started_at: null, fault: null })
    .where((eb) => eb.or([eb('id', '=', id), eb('digest_id', '=', id)]))
    .where('state', '=', 'failed')
    .where((eb) =>
      eb.or([eb('person_id', 'is not', null), eb('role', 'is not', null), eb('endpoint_id', 'is not', null)]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function selectSummaries(db: Database) {
  return db
    .selectFrom('delivery')
    .select([
      'id',
      'kind',
      'channel',
      'state',
      'topic',
      'person_id as person',
      'role',
      'endpoint_id as endpoint',
      'created_at as createdAt',
      'settled_at as settledAt',
      'attempts',
      'fault',
    ]);
}
