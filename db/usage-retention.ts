import { type RawBuilder, sql } from 'kysely';
import { longestWindowMinutes } from '../domain/boundary-breach.ts';
import { signOffTiers } from '../domain/approval-policy.ts';
import { daysAfter } from '../domain/days.ts';
import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { longestKeptDays, type UsagePrunedEvent } from '../domain/usage-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';
import { dropUsagePartition, usagePartitionsBefore } from './usage-partition.ts';
import { usagePolicyInForce, type UsagePolicyVersion } from './usage-policy.ts';

const stream = 'usage-retention/organisation';
const tiers = [...signOffTiers, 'unknown'] as const;

type Cutoffs = UsagePrunedEvent['before'];
type Gone = Pick<UsagePrunedEvent, 'events' | 'checks'>;

/**
 * Throws away what is older than the policy keeps it: months that nothing keeps any more whole, and then row by row what
 * its tier does not keep, of the answers to usage checks too. That is on record, in the transaction that does it. Returns how
 * many events are gone.
 */
export async function pruneUsage(db: Database, at: Instant): Promise<number> {
  const policy = await usagePolicyInForce(db);
  const before = cutoffsOf(policy, at);
  const months = await onRecord(db, policy, before, at, async (trx) => ({
    events: await dropMonths(trx, daysBefore(at, longestKeptDays(policy.rules))),
    checks: 0,
  }));
  const rows = await onRecord(db, policy, before, at, (trx) => deleteRows(trx, before, at));
  return months + rows;
}

function cutoffsOf({ rules }: UsagePolicyVersion, at: Instant): Cutoffs {
  const { low, medium, high, critical } = rules.keptDays;
  return {
    low: daysBefore(at, low),
    medium: daysBefore(at, medium),
    high: daysBefore(at, high),
    critical: daysBefore(at, critical),
    unknown: daysBefore(at, rules.unknownKeptDays),
  };
}

async function onRecord(
  db: Database,
  { version }: UsagePolicyVersion,
  before: Cutoffs,
  at: Instant,
  prune: (trx: DatabaseTransaction) => Promise<Gone>,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    await lockStream(trx, stream);
    const gone = await prune(trx);
    const event: UsagePrunedEvent = { type: 'UsagePruned', at, by: system, policy: version, before, ...gone };
    if (gone.events + gone.checks > 0) await recordFacts(trx, stream, [event], () => Promise.resolve());
    return gone.events;
  });
}

async function dropMonths(trx: DatabaseTransaction, before: Instant): Promise<number> {
  let events = 0;
  for (const month of await usagePartitionsBefore(trx, before))
    events += await dropUsagePartition(trx, month);
  return events;
}

async function deleteRows(trx: DatabaseTransaction, before: Cutoffs, at: Instant): Promise<Gone> {
  const gone: Gone = { events: 0, checks: 0 };
  for (const tier of tiers) {
    const isOfTier =
      tier === 'unknown'
        ? sql`system_id is null`
        : sql`system_id in (select id from ai_system where tier = ${tier})`;
    const deleted = async (what: RawBuilder<unknown>) =>
      Number((await sql`delete from ${what} < ${before[tier]} and ${isOfTier}`.execute(trx)).numAffectedRows);
    gone.events += await deleted(sql`usage_event where used_at`);
    gone.checks += await deleted(sql`usage_check where at`);
    await sql`delete from usage_bucket where start < ${before[tier]} and ${isOfTier}`.execute(trx);
  }
  await sql`
    delete from usage_audit_unknown_user n using usage_audit a, ai_system s
    where a.id = n.audit_id and s.id = a.system_id and n.last_used_at < case s.tier
      when 'low' then ${before.low}::timestamptz when 'medium' then ${before.medium}::timestamptz
      when 'high' then ${before.high}::timestamptz else ${before.critical}::timestamptz end`.execute(trx);
  await sql`delete from unknown_system where last_seen < ${before.unknown}`.execute(trx);
  // The windows of the oldest event that is looked at reach back as far again; charts have the hours.
  const minutesBefore = daysBefore(at, (2 * longestWindowMinutes) / 1_440);
  await sql`delete from usage_bucket where minutes = 1 and start < ${minutesBefore}`.execute(trx);
  return gone;
}

function daysBefore(at: Instant, days: number): Instant {
  return daysAfter(at, -days);
}
