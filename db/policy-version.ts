import type { Policy, PolicyVersion } from '../domain/policy-state.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { policyVersionStates } from './tables/policy.ts';

/** A version as it is listed, from being handed in on. */
export interface ListedPolicyVersion {
  version: number;
  state: (typeof policyVersionStates)[number];
  hash: string;
  major: boolean;
  note: string;
  author: PersonId;
  submittedAt: string;
  effectiveAt: string;
  approvedAt: string | null;
  publishedAt: string | null;
  supersededAt: string | null;
}

const columns = [
  'version',
  'state',
  'hash',
  'major',
  'note',
  'author_id as author',
  'submitted_at as submittedAt',
  'effective_at as effectiveAt',
  'approved_at as approvedAt',
  'published_at as publishedAt',
  'superseded_at as supersededAt',
] as const;

/** Newest first. */
export function policyVersions(db: Database, policy: string): Promise<ListedPolicyVersion[]> {
  return db
    .selectFrom('policy_version')
    .select(columns)
    .where('policy_id', '=', policy)
    .orderBy('version', 'desc')
    .execute();
}

/** A version that is locked until the transaction ends: it stays in force, or out of it, for as long. */
export function holdPolicyVersion(
  trx: DatabaseTransaction,
  policy: string,
  version: number,
): Promise<ListedPolicyVersion | undefined> {
  return trx
    .selectFrom('policy_version')
    .select(columns)
    .where('policy_id', '=', policy)
    .where('version', '=', version)
    .forShare()
    .executeTakeFirst();
}

/** Has the versions of a policy be what its state says; a version that is called off or handed in anew is not one. */
export async function projectPolicyVersions(
  trx: DatabaseTransaction,
  id: string,
  policy: Policy,
): Promise<void> {
  const rows = [...policy.versions.map(rowOf), ...handedIn(policy)];
  const numbers = rows.map(({ version }) => version);
  await trx
    .deleteFrom('policy_version')
    .where('policy_id', '=', id)
    .$if(numbers.length > 0, (query) => query.where('version', 'not in', numbers))
    .execute();
  for (const row of rows) {
    await trx
      .insertInto('policy_version')
      .values({ policy_id: id, ...row })
      .onConflict((conflict) => conflict.columns(['policy_id', 'version']).doUpdateSet(row))
      .execute();
  }
}

function rowOf(version: PolicyVersion) {
  const { publishedAt, supersededAt } = version;
  return {
    version: version.version,
    state:
      supersededAt !== null
        ? ('superseded' as const)
        : publishedAt !== null
          ? ('published' as const)
          : ('approved' as const),
    hash: version.hash,
    major: version.major,
    note: version.note,
    author_id: version.author,
    submitted_at: version.submittedAt,
    effective_at: version.effectiveAt,
    approved_at: version.approvedAt,
    published_at: publishedAt,
    superseded_at: supersededAt,
  };
}

function handedIn({ review }: Policy) {
  const submission = review?.submission ?? null;
  if (review?.phase !== 'review' || submission === null || submission.unchanged) return [];
  const { version, hash, major, note, author, at, effectiveAt } = submission;
  return [
    {
      version,
      state: 'in_review' as const,
      hash,
      major,
      note,
      author_id: author,
      submitted_at: at,
      effective_at: effectiveAt,
      approved_at: null,
      published_at: null,
      superseded_at: null,
    },
  ];
}
