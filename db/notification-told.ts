import { sql } from 'kysely';
import type { PersonId } from '../domain/decider.ts';
import type { NotificationKind } from '../domain/notification-kind.ts';
import { partsOf, type Topic } from '../domain/topic.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';

/** The risks that a request brings are one message to whoever owns them, which names them all. */
export async function isToldAlready(
  trx: DatabaseTransaction,
  { kind, topic }: { kind: NotificationKind; topic: Topic | null },
  person: PersonId,
): Promise<boolean> {
  if (kind !== 'risks_proposed' || topic === null) return false;
  await lockStream(trx, `${kind}/${person}`);
  const { rows } = await sql`
    select from risk_link mine
    join risk_link other on other.kind = mine.kind and other.target = mine.target
    join delivery d on d.topic = 'risk/' || other.risk_id and d.kind = ${kind} and d.person_id = ${person}
    where mine.risk_id = ${partsOf(topic).id} and mine.kind = 'adoption-request'
    limit 1`.execute(trx);
  return rows.length > 0;
}
