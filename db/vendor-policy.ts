import { system } from '../domain/identity.ts';
import { defaultVendorPolicy, type VendorPolicy, type VendorPolicyEvent } from '../domain/vendor-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { haveAdopted } from './policy-adoption.ts';
import { type RulesVersion, RulesVersions, type Publication } from './rules-version.ts';

export const vendorPolicyStream = 'vendor-policy/organisation';

export type VendorPolicyVersion = RulesVersion<VendorPolicy>;

const versions = new RulesVersions<VendorPolicy>('vendor_policy', 'VendorPolicyPublished');

/** The version that a vendor registered now would copy. */
export function vendorPolicyInForce(db: Database | DatabaseTransaction): Promise<VendorPolicyVersion> {
  return versions.inForce(db);
}

/** All versions, newest first. */
export function vendorPolicyHistory(db: Database): Promise<VendorPolicyVersion[]> {
  return versions.history(db);
}

export function vendorPolicyVersion(db: Database, version: number): Promise<VendorPolicyVersion | undefined> {
  return versions.version(db, version);
}

/**
 * Publishes the next version, and has every vendor that is not off-boarded adopt it, unless another came between: then
 * `undefined`, and the publisher looks again.
 */
export function publishVendorPolicy(
  db: Database,
  publication: Publication<VendorPolicy>,
): Promise<VendorPolicyVersion | undefined> {
  return versions.publish(db, publication, (trx, { version, hash, rules }) =>
    haveAdopted(trx, 'vendor', { version, hash, rules }, publication.at),
  );
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstVendorPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishVendorPolicy(db, { rules: defaultVendorPolicy, note, by: system, at, replaces: 0 });
}

export function projectVendorPolicy(
  trx: DatabaseTransaction,
  events: readonly VendorPolicyEvent[],
): Promise<void> {
  return versions.project(trx, events);
}
