import { system } from '../domain/identity.ts';
import { defaultRiskPolicy, type RiskPolicy, type RiskPolicyEvent } from '../domain/risk-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { haveAdopted } from './policy-adoption.ts';
import { type RulesVersion, RulesVersions, type Publication } from './rules-version.ts';

export const riskPolicyStream = 'risk-policy/organisation';

export type RiskPolicyVersion = RulesVersion<RiskPolicy>;

const versions = new RulesVersions<RiskPolicy>('risk_policy', 'RiskPolicyPublished');

/** The version that a risk identified now would copy. */
export function riskPolicyInForce(db: Database | DatabaseTransaction): Promise<RiskPolicyVersion> {
  return versions.inForce(db);
}

/** All versions, newest first. */
export function riskPolicyHistory(db: Database): Promise<RiskPolicyVersion[]> {
  return versions.history(db);
}

export function riskPolicyVersion(db: Database, version: number): Promise<RiskPolicyVersion | undefined> {
  return versions.version(db, version);
}

/**
 * Publishes the next version, and has every risk that is not closed adopt it, unless another came between: then
 * `undefined`, and the publisher looks again.
 */
export function publishRiskPolicy(
  db: Database,
  publication: Publication<RiskPolicy>,
): Promise<RiskPolicyVersion | undefined> {
  return versions.publish(db, publication, (trx, { version, hash, rules }) =>
    haveAdopted(trx, 'risk', { version, hash, rules }, publication.at),
  );
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstRiskPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishRiskPolicy(db, { rules: defaultRiskPolicy, note, by: system, at, replaces: 0 });
}

export function projectRiskPolicy(
  trx: DatabaseTransaction,
  events: readonly RiskPolicyEvent[],
): Promise<void> {
  return versions.project(trx, events);
}
