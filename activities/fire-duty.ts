import type { Database } from '../db/database.ts';
import { fireDuty } from '../db/duty-command.ts';
import type { Instant } from '../domain/decider.ts';

export interface FireDutyActivities {
  /** Puts on record that a duty has fired for an instant, and what follows; returns whether it counts. */
  fireDuty(duty: string, scheduledAt: Instant): Promise<'accepted' | 'refused'>;
}

export function fireDutyActivities(db: Database): FireDutyActivities {
  return {
    async fireDuty(duty, scheduledAt) {
      return (await fireDuty(db, duty, scheduledAt, new Date().toISOString())).status;
    },
  };
}
