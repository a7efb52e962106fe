import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import {
  defaultRiskPolicy,
  type RiskPolicy,
  type RiskPolicyEvent,
  type RiskPolicyInForce,
} from '../domain/risk-policy.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';
import { haveAdopted } from './policy-adoption.ts';

export const riskPolicyStream = 'risk-policy/organisation';

export interface RiskPolicyVersion extends RiskPolicyInForce {
  note: string;
  publishedBy: PersonId;
  publishedAt: Instant;
}

/** The version that a risk identified now would copy. */
export async function riskPolicyInForce(db: Database | DatabaseTransaction): Promise<RiskPolicyVersion> {
  const row = await db
    .selectFrom('risk_policy')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new Error('no risk policy has been published');
  return toVersion(row);
}

/** All versions, newest first. */
export async function riskPolicyHistory(db: Database): Promise<RiskPolicyVersion[]> {
  const rows = await db.selectFrom('risk_policy').selectAll().orderBy('version', 'desc').execute();
  return rows.map(toVersion);
}

export async function riskPolicyVersion(
  db: Database,
  version: number,
): Promise<RiskPolicyVersion | undefined> {
  const row = await db
    .selectFrom('risk_policy')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
  return row && toVersion(row);
}

/**
 * Publishes the next version, and has every risk that is not closed adopt it, unless another came between: then
 * `undefined`, and the publisher looks again.
 */
export async function publishRiskPolicy(
  db: Database,
  publication: { rules: RiskPolicy; note: string; by: PersonId; at: Instant; replaces: number },
): Promise<RiskPolicyVersion | undefined> {
  return db.transaction().execute(async (trx) => {
    await lockStream(trx, riskPolicyStream);
    const { max } = await trx
      .selectFrom('risk_policy')
      .select((eb) => eb.fn.max('version').as('max'))
      .executeTakeFirstOrThrow();
    const current = (max as number | null) ?? 0;
    if (current !== publication.replaces) return undefined;
    const { rules, note, by, at } = publication;
    const policy = { version: current + 1, hash: hashOf(rules), rules };
    const published: RiskPolicyEvent = { type: 'RiskPolicyPublished', at, by, note, ...policy };
    await recordFacts(trx, riskPolicyStream, [published], projectRiskPolicy);
    await haveAdopted(trx, 'risk', policy, at);
    return { ...policy, note, publishedBy: by, publishedAt: at };
  });
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstRiskPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishRiskPolicy(db, { rules: defaultRiskPolicy, note, by: system, at, replaces: 0 });
}

export async function projectRiskPolicy(
  trx: DatabaseTransaction,
  events: readonly RiskPolicyEvent[],
): Promise<void> {
  const rows = events.map(({ version, hash, rules, note, by, at }) => ({
    version,
    hash,
    rules: JSON.stringify(rules),
    note,
    published_by: by,
    published_at: at,
  }));
  await trx.insertInto('risk_policy').values(rows).execute();
}

interface PolicyRow {
  version: number;
  hash: string;
  rules: RiskPolicy;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

function toVersion(row: PolicyRow): RiskPolicyVersion {
  const { version, hash, rules, note } = row;
  return { version, hash, rules, note, publishedBy: row.published_by, publishedAt: row.published_at };
}
