import type { Instant, PersonId } from '../domain/decider.ts';
import type { PolicyText } from '../domain/policy-text.ts';
import type { Database } from './database.ts';

/** What the next version of a policy is to say, while it is being written. */
export interface PolicyDraft {
  content: PolicyText;
  /** How often it has been saved: who saves over what they have not seen is told. */
  version: number;
  updatedBy: PersonId;
  updatedAt: Instant;
}

export function findPolicyDraft(db: Database, policy: string): Promise<PolicyDraft | undefined> {
  return db
    .selectFrom('policy_draft')
    .select(['content', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .where('policy_id', '=', policy)
    .executeTakeFirst();
}

/** Saves the draft unless somebody else has since `seen` (0 where there was none): then `undefined`. */
export async function savePolicyDraft(
  db: Database,
  policy: string,
  content: PolicyText,
  { seen, by, at }: { seen: number; by: PersonId; at: Instant },
): Promise<PolicyDraft | undefined> {
  const row = {
    content: JSON.stringify(content),
    version: seen + 1,
    updated_by: by,
    updated_at: at,
  };
  const saved = await db
    .insertInto('policy_draft')
    .values({ policy_id: policy, ...row })
    .onConflict((conflict) =>
      conflict.column('policy_id').doUpdateSet(row).where('policy_draft.version', '=', seen),
    )
    .returning('version')
    .executeTakeFirst();
  return saved?.version === seen + 1
    ? { content, version: saved.version, updatedBy: by, updatedAt: at }
    : undefined;
}
