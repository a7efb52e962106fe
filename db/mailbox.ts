import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { Topic } from '../domain/topic.ts';
import type { Database } from './database.ts';
import type { Rendered } from './delivery.ts';
import type { DeliveryKind } from './tables/notification.ts';

/** A mail that was kept instead of sent. */
export interface KeptMail {
  id: string;
  kind: DeliveryKind;
  subject: string;
  at: Instant;
  topic: Topic | null;
  person: PersonId | null;
  /** The role whose shared address it would have gone to. */
  role: Role | null;
}

/** Kept mails (or those to one person), newest first, after `position`. */
export async function listMailbox(
  db: Database,
  person: PersonId | undefined,
  limit: number,
  position?: { at: Instant; id: string },
): Promise<KeptMail[]> {
  return selectKept(db)
    .$if(person !== undefined, (query) => query.where('person_id', '=', person ?? ''))
    .$if(position !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(position?.at ?? '', position?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function readMail(db: Database, id: string): Promise<(KeptMail & Rendered) | undefined> {
  return selectKept(db)
    .select((eb) => [eb.ref('text').$notNull().as('text'), eb.ref('html').$notNull().as('html')])
    .where('id', '=', id)
    .executeTakeFirst();
}

function selectKept(db: Database) {
  return db
    .selectFrom('delivery')
    .select((eb) => [
      'id',
      'kind',
      eb.ref('subject').$notNull().as('subject'),
      'created_at as at',
      'topic',
      'person_id as person',
      'role',
    ])
    .where('state', '=', 'kept');
}
