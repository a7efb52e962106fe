import type { AccessGrantEvent } from '../domain/access-grant-state.ts';
import type { Refusal } from '../domain/decider.ts';
import { ndaStream } from '../domain/nda.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { ndaInForce } from './nda.ts';
import { isForgotten } from './stakeholder.ts';

/** Nobody publishes an NDA while one is being accepted. */
export async function lockForAcceptance(
  trx: DatabaseTransaction,
  events: readonly AccessGrantEvent[],
): Promise<void> {
  if (events.some(({ type }) => type === 'AccessVerified')) await lockStream(trx, ndaStream, 'shared');
}

/** Accepted is the NDA in force and no other; granted is what is there, to somebody who is still known, and nothing that is being
 * taken back. */
export async function accessGrantGuard(
  trx: DatabaseTransaction,
  id: string,
  event: AccessGrantEvent,
): Promise<Refusal | undefined> {
  if (event.type === 'AccessVerified' && event.nda !== null) {
    const inForce = await ndaInForce(trx);
    if (inForce?.hash === event.nda.hash) return undefined;
    return { code: 'stale_revision', detail: 'Another version of the NDA is in force now. Read it first.' };
  }
  return event.type === 'AccessGranted' ? refuseOfNothing(trx, id) : undefined;
}

async function refuseOfNothing(trx: DatabaseTransaction, id: string): Promise<Refusal | undefined> {
  const {
    documents,
    stakeholder_id: stakeholder,
    barred_at: barredAt,
  } = await trx
    .selectFrom('access_grant')
    .select(['documents', 'stakeholder_id', 'barred_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (barredAt !== null) return { code: 'guard_failed', detail: 'This is being taken back.' };
  if (await isForgotten(trx, stakeholder)) {
    return { code: 'guard_failed', detail: 'Whoever asked has been forgotten.' };
  }
  const there = await trx
    .selectFrom('trust_document')
    .select('id')
    .where('id', 'in', documents)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (there !== undefined) return undefined;
  return { code: 'guard_failed', detail: 'None of the documents is there any more.' };
}
