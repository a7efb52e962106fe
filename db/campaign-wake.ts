import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';

/** Has the campaign's workflow look at once, or start where none runs. */
export async function wakeCampaign(trx: DatabaseTransaction, id: string, at: Instant): Promise<void> {
  const command = JSON.stringify({ type: 'wake', id: randomUUID(), by: system, at });
  await trx
    .insertInto('process_message')
    .values({ stream: `campaign/${id}`, command, try_at: null })
    .execute();
}

/**
 * Has it look by `by` at the latest; one that looks earlier anyway is left alone, however many people join. Behind the
 * change that this is for: whoever works out the next look waits for it, and so does not pass it over.
 */
export async function wakeCampaignBy(
  trx: DatabaseTransaction,
  id: string,
  by: Instant,
  at: Instant,
): Promise<void> {
  const row = await trx
    .selectFrom('campaign_wake')
    .select('wake_at')
    .where('campaign_id', '=', id)
    .forShare()
    .executeTakeFirst();
  const wakeAt = row?.wake_at ?? null;
  if (wakeAt === null || wakeAt > by) await wakeCampaign(trx, id, at);
}

/** Has everybody's part be looked at in the next round. */
export async function haveAligned(trx: DatabaseTransaction, id: string): Promise<void> {
  await trx
    .insertInto('campaign_wake')
    .values({ campaign_id: id, wake_at: null, to_align: true })
    .onConflict((conflict) => conflict.column('campaign_id').doUpdateSet({ to_align: true }))
    .execute();
}
