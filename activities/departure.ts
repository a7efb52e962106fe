import { requestsWaitingForOwner } from '../db/adoption-request.ts';
import type { Database } from '../db/database.ts';
import type { PersonId } from '../domain/decider.ts';

export interface DepartureActivities {
  /** Ids of requests that wait for the person as business owner and for nobody else in their place, after `after`. */
  requestsWaitingForOwner(owner: PersonId, limit: number, after?: string): Promise<string[]>;
}

export function departureActivities(db: Database): DepartureActivities {
  return {
    requestsWaitingForOwner: (owner, limit, after) => requestsWaitingForOwner(db, owner, limit, after),
  };
}
