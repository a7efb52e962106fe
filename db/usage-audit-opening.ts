import type { SignOffTier } from '../domain/approval-policy.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { UsageAuditReason } from '../domain/usage-audit-state.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { usageAuditStream } from './usage-audit.ts';
import { uuidOf } from './uuid.ts';

interface Round {
  by: PersonId;
  reason: UsageAuditReason;
  note: string;
  until: Instant;
  /** The firing that it is. */
  round: string;
}

/**
 * An audit of each system of these tiers that was in use before `until` and still is. A system has one in a round, however
 * often it is opened. What is to be looked at is gathered by each for itself: a round is thousands of short messages.
 */
export async function usageAuditOpenings(
  trx: DatabaseTransaction,
  tiers: readonly SignOffTier[],
  { by, ...round }: Round,
): Promise<Consequence[]> {
  const systems = await trx
    .selectFrom('ai_system')
    .select(['id', 'name', 'tier'])
    .where('state', 'in', ['live', 'suspended'])
    .where('tier', 'in', tiers)
    .where((eb) => eb(eb.fn.coalesce('live_since', 'opened_at'), '<', round.until))
    .orderBy('id')
    .execute();
  return systems.map(({ id: system, name, tier }) => ({
    stream: usageAuditStream(uuidOf([system, round.round])),
    command: { type: 'open', by, system, name, tier, ...round },
  }));
}
