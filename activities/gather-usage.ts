import type { Database } from '../db/database.ts';
import { gatherUsageFor } from '../db/usage-audit-input.ts';
import type { GatheredUse } from '../domain/usage-audit-state.ts';
import { inTurn } from './in-turn.ts';

export interface GatherUsageActivities {
  /** What the registers give for a usage audit, with its fingerprint and whom its system concerns. */
  gatherUsage(audit: string): Promise<GatheredUse>;
}

export function gatherUsageActivities(db: Database): GatherUsageActivities {
  // One after the other: reading much must not take from decisions the connections that they need.
  const gather = inTurn((audit: string) => gatherUsageFor(db, audit, new Date().toISOString()));
  return { gatherUsage: gather };
}
