import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { countCampaign } from './assignment-list.ts';
import { isAnybodyOutstanding } from './assignment.ts';
import type { Campaign } from './campaign.ts';
import type { DatabaseTransaction } from './database.ts';

/**
 * Tells a policy how its campaign for the version went: once everybody has acknowledged it, or its time has passed.
 * Returns when that time is, while it is still to be told.
 */
export async function reportCampaign(
  trx: DatabaseTransaction,
  { id, kind, version, dueAt, endedAt }: Campaign,
  reportedVersion: number,
  now: Instant,
): Promise<Instant | null> {
  if (kind !== 'acknowledgement' || endedAt !== null || reportedVersion >= version) return null;
  if (now < dueAt && (await isAnybodyOutstanding(trx, id))) return dueAt;
  const { asked, done: acknowledged } = await countCampaign(trx, id);
  const command = JSON.stringify({
    type: 'closeCampaign',
    id: `campaign/${id}/${version}`,
    by: system,
    at: now,
    version,
    asked,
    acknowledged,
  });
  await trx
    .insertInto('process_message')
    .values({ stream: `policy/${id}`, command, try_at: null })
    .execute();
  await trx
    .updateTable('campaign_wake')
    .set({ reported_version: version })
    .where('campaign_id', '=', id)
    .execute();
  return null;
}
