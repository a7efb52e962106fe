import type { AccessBarred, AccessGrantCommand } from '../domain/access-grant-state.ts';
import { accessGrant as decider } from '../domain/access-grant.ts';
import { settle } from '../domain/decider.ts';
import { accessGrantStream, findAccessGrant } from './access-grant.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';

/**
 * Bars a grant, so that nothing opens by it any more, and puts down in the same transaction what its workflow is told:
 * neither a worker nor Temporal has to be there. Waits for copies that are being let through. False, and nothing is put
 * down, where the grant as it is on record cannot be taken back so.
 */
export async function barAccess(db: Database, id: string, revoke: AccessGrantCommand): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const stream = `access-bar/${id}`;
    await lockStream(trx, stream);
    if (!(await wouldBeTakenBack(trx, id, revoke))) return false;
    if ((await accessBarredAt(trx, id)) === null) {
      const { at, by } = revoke;
      await recordFacts<AccessBarred>(trx, stream, [{ type: 'AccessBarred', at, by }], (_trx, events) =>
        projectAccessBar(trx, id, events),
      );
    }
    await trx
      .insertInto('process_message')
      .values({ stream: accessGrantStream(id), command: JSON.stringify(revoke), try_at: null })
      .execute();
    return true;
  });
}

/** By the same rules as its workflow decides by, on what is on record. */
async function wouldBeTakenBack(
  trx: DatabaseTransaction,
  id: string,
  revoke: AccessGrantCommand,
): Promise<boolean> {
  const recorded = await findAccessGrant(trx, id);
  if (recorded === undefined) return false;
  const { outcomes } = settle(decider, recorded, [revoke], revoke.at);
  return outcomes.every(({ status }) => status === 'accepted');
}

/** The grant's row stays locked until the transaction ends, so that a copy is let through before, or not at all. */
export async function projectAccessBar(
  trx: DatabaseTransaction,
  id: string,
  events: readonly AccessBarred[],
): Promise<void> {
  for (const { at } of events) {
    await trx.updateTable('access_grant').set({ barred_at: at }).where('id', '=', id).execute();
  }
}

/** Since when nothing opens by the grant; null where it is not barred. */
export async function accessBarredAt(db: Database | DatabaseTransaction, id: string): Promise<string | null> {
  const row = await db.selectFrom('access_grant').select('barred_at').where('id', '=', id).executeTakeFirst();
  return row?.barred_at ?? null;
}
