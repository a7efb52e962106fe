import type { Instant } from '../domain/decider.ts';
import type { PolicyText } from '../domain/policy-text.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** Keeps a text under the hash of its canonical JSON, once; returns the hash. */
export async function keepPolicyText(
  db: Database | DatabaseTransaction,
  text: PolicyText,
  at: Instant,
): Promise<string> {
  const hash = hashOf(text);
  await db
    .insertInto('policy_text')
    .values({ hash, content: JSON.stringify(text), stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** Throws where there is none: what is approved names only texts that are kept. */
export async function policyTextOf(db: Database | DatabaseTransaction, hash: string): Promise<PolicyText> {
  const { content } = await db
    .selectFrom('policy_text')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return content;
}
