import { system } from '../domain/identity.ts';
import { defaultUsagePolicy, type UsagePolicy, type UsagePolicyEvent } from '../domain/usage-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { type Publication, type RulesVersion, RulesVersions } from './rules-version.ts';

export type UsagePolicyVersion = RulesVersion<UsagePolicy>;

const versions = new RulesVersions<UsagePolicy>('usage_policy', 'UsagePolicyPublished');

/** The version by which use is kept now. */
export function usagePolicyInForce(db: Database | DatabaseTransaction): Promise<UsagePolicyVersion> {
  return versions.inForce(db);
}

/** All versions, newest first. */
export function usagePolicyHistory(db: Database): Promise<UsagePolicyVersion[]> {
  return versions.history(db);
}

export function usagePolicyVersion(db: Database, version: number): Promise<UsagePolicyVersion | undefined> {
  return versions.version(db, version);
}

/** Publishes the next version, unless another came between: then `undefined`, and the publisher looks again. */
export function publishUsagePolicy(
  db: Database,
  publication: Publication<UsagePolicy>,
): Promise<UsagePolicyVersion | undefined> {
  return versions.publish(db, publication);
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstUsagePolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishUsagePolicy(db, { rules: defaultUsagePolicy, note, by: system, at, replaces: 0 });
}

export function projectUsagePolicy(
  trx: DatabaseTransaction,
  events: readonly UsagePolicyEvent[],
): Promise<void> {
  return versions.project(trx, events);
}
