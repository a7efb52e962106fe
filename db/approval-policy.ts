import {
  type ApprovalPolicy,
  type ApprovalPolicyEvent,
  defaultApprovalPolicy,
} from '../domain/approval-policy.ts';
import { system } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { type RulesVersion as VersionOf, RulesVersions, type Publication } from './rules-version.ts';

export type RulesVersion = VersionOf<ApprovalPolicy>;

const versions = new RulesVersions<ApprovalPolicy>('approval_policy', 'ApprovalPolicyPublished');

/** The version that a request submitted now would copy. */
export function policyInForce(db: Database | DatabaseTransaction): Promise<RulesVersion> {
  return versions.inForce(db);
}

/** All versions, newest first. */
export function policyHistory(db: Database): Promise<RulesVersion[]> {
  return versions.history(db);
}

export function policyVersion(db: Database, version: number): Promise<RulesVersion | undefined> {
  return versions.version(db, version);
}

/** Publishes the next version, unless another came between: then `undefined`, and the publisher looks again. */
export function publishPolicy(
  db: Database,
  publication: Publication<ApprovalPolicy>,
): Promise<RulesVersion | undefined> {
  return versions.publish(db, publication);
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishPolicy(db, { rules: defaultApprovalPolicy, note, by: system, at, replaces: 0 });
}

export function projectApprovalPolicy(
  trx: DatabaseTransaction,
  events: readonly ApprovalPolicyEvent[],
): Promise<void> {
  return versions.project(trx, events);
}
