import { system } from '../domain/identity.ts';
import {
  defaultOversightPolicy,
  type OversightPolicy,
  type OversightPolicyEvent,
} from '../domain/oversight-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { type Publication, type RulesVersion, RulesVersions } from './rules-version.ts';

export type OversightPolicyVersion = RulesVersion<OversightPolicy>;

const versions = new RulesVersions<OversightPolicy>('oversight_policy', 'OversightPolicyPublished');

/** The version that a case opened now copies; a case that is open keeps the one that it has. */
export function oversightPolicyInForce(db: Database | DatabaseTransaction): Promise<OversightPolicyVersion> {
  return versions.inForce(db);
}

/** All versions, newest first. */
export function oversightPolicyHistory(db: Database): Promise<OversightPolicyVersion[]> {
  return versions.history(db);
}

export function oversightPolicyVersion(
  db: Database,
  version: number,
): Promise<OversightPolicyVersion | undefined> {
  return versions.version(db, version);
}

/** Publishes the next version, unless another came between: then `undefined`, and the publisher looks again. */
export function publishOversightPolicy(
  db: Database,
  publication: Publication<OversightPolicy>,
): Promise<OversightPolicyVersion | undefined> {
  return versions.publish(db, publication);
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstOversightPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishOversightPolicy(db, { rules: defaultOversightPolicy, note, by: system, at, replaces: 0 });
}

export function projectOversightPolicy(
  trx: DatabaseTransaction,
  events: readonly OversightPolicyEvent[],
): Promise<void> {
  return versions.project(trx, events);
}
