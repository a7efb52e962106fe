import type { CampaignEvent, CampaignOpening } from '../domain/campaign.ts';
import type { AssignmentKind } from '../domain/assignment.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Topic } from '../domain/topic.ts';
import { projectCampaign } from './campaign-projection.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { recordFacts } from './facts.ts';
import { haveAligned, wakeCampaign } from './campaign-wake.ts';

export interface Campaign extends CampaignOpening {
  id: string;
  openedAt: Instant;
  /** For those who were asked when this version was. */
  dueAt: Instant;
  endedAt: Instant | null;
}

const columns = [
  'id',
  'kind',
  'version',
  'audience',
  'terms',
  'opened_at as openedAt',
  'due_at as dueAt',
  'ended_at as endedAt',
] as const;

export function campaignStream(id: string): string {
  return `campaign/${id}`;
}

/** What a campaign's messages lead to. */
export function campaignTopic(kind: AssignmentKind, id: string): Topic {
  return kind === 'acknowledgement' ? `policy/${id}` : `course/${id}`;
}

export function findCampaign(db: Database | DatabaseTransaction, id: string): Promise<Campaign | undefined> {
  return db.selectFrom('campaign').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Those in which somebody may be asked for something. */
export function openCampaigns(db: Database | DatabaseTransaction): Promise<Campaign[]> {
  return db.selectFrom('campaign').select(columns).where('ended_at', 'is', null).orderBy('id').execute();
}

/** Ids of campaigns that a workflow must be running for, in batches by keyset. */
export async function openCampaignIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaign')
    .select('id')
    .where('ended_at', 'is', null)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Opens a campaign, or has it ask for another version or other people; its workflow assigns them soon after. */
export async function openCampaign(
  trx: DatabaseTransaction,
  id: string,
  opening: CampaignOpening,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await recordCampaign(trx, id, [{ type: 'CampaignOpened', at, by, ...opening }]);
  await haveAligned(trx, id);
  await wakeCampaign(trx, id, at);
}

/** Nobody is asked any more, unless it is opened again. */
export async function endCampaign(
  trx: DatabaseTransaction,
  id: string,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const campaign = await findCampaign(trx, id);
  if (campaign === undefined || campaign.endedAt !== null) return;
  await recordCampaign(trx, id, [{ type: 'CampaignEnded', at, by }]);
  await haveAligned(trx, id);
  await wakeCampaign(trx, id, at);
}

/** Puts down what happens in a campaign with its read model. */
export function recordCampaign(
  trx: DatabaseTransaction,
  id: string,
  events: readonly CampaignEvent[],
): Promise<void> {
  return recordFacts(trx, campaignStream(id), events, (inside, recorded) =>
    projectCampaign(inside, id, recorded),
  );
}
