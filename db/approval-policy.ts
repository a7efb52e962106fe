import type { ApprovalPolicy, ApprovalPolicyEvent, PolicyInForce } from '../domain/approval-policy.ts';
import { defaultApprovalPolicy } from '../domain/approval-policy.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

const stream = 'approval-policy/organisation';

export interface PolicyVersion extends PolicyInForce {
  note: string;
  publishedBy: PersonId;
  publishedAt: Instant;
}

/** The version that a request submitted now would copy. */
export async function policyInForce(db: Database | DatabaseTransaction): Promise<PolicyVersion> {
  const row = await db
    .selectFrom('approval_policy')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new Error('no approval policy has been published');
  return toVersion(row);
}

/** All versions, newest first. */
export async function policyHistory(db: Database): Promise<PolicyVersion[]> {
  const rows = await db.selectFrom('approval_policy').selectAll().orderBy('version', 'desc').execute();
  return rows.map(toVersion);
}

export async function policyVersion(db: Database, version: number): Promise<PolicyVersion | undefined> {
  const row = await db
    .selectFrom('approval_policy')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
  return row && toVersion(row);
}

/** Publishes the next version, unless another came between: then `undefined`, and the publisher looks again. */
export async function publishPolicy(
  db: Database,
  publication: { rules: ApprovalPolicy; note: string; by: PersonId; at: Instant; replaces: number },
): Promise<PolicyVersion | undefined> {
  return db.transaction().execute(async (trx) => {
    await lockStream(trx, stream);
    const { max } = await trx
      .selectFrom('approval_policy')
      .select((eb) => eb.fn.max('version').as('max'))
      .executeTakeFirstOrThrow();
    const current = (max as number | null) ?? 0;
    if (current !== publication.replaces) return undefined;
    const { rules, note, by, at } = publication;
    const version = current + 1;
    const hash = hashOf(rules);
    const published: ApprovalPolicyEvent = {
      type: 'ApprovalPolicyPublished',
      at,
      by,
      version,
      hash,
      note,
      rules,
    };
    await recordFacts(trx, stream, [published], projectApprovalPolicy);
    return { version, hash, rules, note, publishedBy: by, publishedAt: at };
  });
}

/** An organisation starts with the default policy, on record like any other. */
export async function ensureFirstPolicy(db: Database): Promise<void> {
  const note = 'The policy that Countersign starts with.';
  const at = new Date().toISOString();
  await publishPolicy(db, { rules: defaultApprovalPolicy, note, by: system, at, replaces: 0 });
}

export async function projectApprovalPolicy(
  trx: DatabaseTransaction,
  events: readonly ApprovalPolicyEvent[],
): Promise<void> {
  const rows = events.map(({ version, hash, rules, note, by, at }) => ({
    version,
    hash,
    rules: JSON.stringify(rules),
    note,
    published_by: by,
    published_at: at,
  }));
  await trx.insertInto('approval_policy').values(rows).execute();
}

interface PolicyRow {
  version: number;
  hash: string;
  rules: ApprovalPolicy;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

function toVersion(row: PolicyRow): PolicyVersion {
  const { version, hash, rules, note } = row;
  return { version, hash, rules, note, publishedBy: row.published_by, publishedAt: row.published_at };
}
