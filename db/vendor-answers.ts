import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Answers } from '../domain/questionnaire.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';

/** Answers to one assessment of a vendor. */
export interface VendorAnswers {
  answers: Answers;
  hash: string;
  /** Counts how often the draft was saved; 0 where nobody has. */
  version: number;
  updatedBy: PersonId;
  updatedAt: Instant;
}

/** What is being written: one draft for everybody who answers, here and at the vendor's. */
export async function findDraftAnswers(
  db: Database | DatabaseTransaction,
  vendor: string,
  assessment: number,
): Promise<VendorAnswers | undefined> {
  return selectAnswers(db, vendor, assessment).where('submission', '=', 0).executeTakeFirst();
}

/** What was handed in under this hash. */
export async function findSubmittedAnswers(
  db: Database,
  vendor: string,
  assessment: number,
  hash: string,
): Promise<VendorAnswers | undefined> {
  return selectAnswers(db, vendor, assessment)
    .where('submission', '>', 0)
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst();
}

/** Puts the answers in place of the draft at version `seen`, 0 for none. Undefined where somebody else was faster. */
export async function saveDraftAnswers(
  db: Database,
  { vendor, assessment }: { vendor: string; assessment: number },
  answers: Answers,
  { by, at, seen }: { by: PersonId; at: Instant; seen: number },
): Promise<VendorAnswers | undefined> {
  return inTransaction(db, async (trx) => {
    await lockStream(trx, answersStream(vendor));
    const known = await findDraftAnswers(trx, vendor, assessment);
    if ((known?.version ?? 0) !== seen) return undefined;
    const said = { answers: JSON.stringify(answers), hash: hashOf(answers), updated_by: by, updated_at: at };
    const place = { vendor_id: vendor, assessment, submission: 0, version: seen + 1 };
    await trx
      .insertInto('vendor_answers')
      .values({ ...place, ...said })
      .onConflict((conflict) =>
        conflict
          .columns(['vendor_id', 'assessment', 'submission'])
          .doUpdateSet({ ...said, version: seen + 1 }),
      )
      .execute();
    return findDraftAnswers(trx, vendor, assessment);
  });
}

/**
 * Keeps the answers as they are handed in, for good, by their hash: the event names it, whichever of several who hand
 * them in at once comes first.
 */
export async function keepSubmittedAnswers(
  db: Database,
  { vendor, assessment }: { vendor: string; assessment: number },
  { answers, hash, version }: VendorAnswers,
  { by, at }: { by: PersonId; at: Instant },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockStream(trx, answersStream(vendor));
    await sql`
      insert into vendor_answers (vendor_id, assessment, submission, answers, hash, version, updated_by, updated_at)
      select ${vendor}::uuid, ${assessment}, coalesce(max(submission), 0) + 1, ${JSON.stringify(answers)}::jsonb, ${hash},
             ${version}, ${by}, ${at}::timestamptz
      from vendor_answers
      where vendor_id = ${vendor}::uuid and assessment = ${assessment}
      having not coalesce(bool_or(submission > 0 and hash = ${hash}), false)`.execute(trx);
  });
}

function answersStream(vendor: string): string {
  return `vendor-answers/${vendor}`;
}

function selectAnswers(db: Database | DatabaseTransaction, vendor: string, assessment: number) {
  return db
    .selectFrom('vendor_answers')
    .select(['answers', 'hash', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .where('vendor_id', '=', vendor)
    .where('assessment', '=', assessment);
}
