import { heartbeat } from '@temporalio/activity';
import { goRound } from '../db/campaign-round.ts';
import type { Database } from '../db/database.ts';
import type { Instant } from '../domain/decider.ts';

export interface CampaignActivities {
  /**
   * Asks, reminds and escalates whoever it is time for at `now`, however many they are. Returns when to look again; null
   * when there is nothing to wait for.
   */
  goRound(campaign: string, now: Instant): Promise<Instant | null>;
}

export function campaignActivities(db: Database): CampaignActivities {
  return { goRound: (campaign, now) => goRound(db, campaign, now, () => heartbeat()) };
}
