import type { Instant, PersonId } from '../domain/decider.ts';
import { type Draft, maxDrafts } from '../domain/draft.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';

/** The person's own drafts, the latest changed first. */
export async function listDrafts(db: Database, person: PersonId): Promise<Draft[]> {
  return selectDrafts(db)
    .where('person_id', '=', person)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(maxDrafts)
    .execute();
}

/** Undefined for a draft of somebody else too: nobody learns that there is one. */
export async function findDraft(
  db: Database | DatabaseTransaction,
  id: string,
  person: PersonId,
): Promise<Draft | undefined> {
  return selectDrafts(db).where('id', '=', id).where('person_id', '=', person).executeTakeFirst();
}

/** Keeps a new draft; one that is there under this id already is returned as it is. Undefined where there are too many. */
export async function createDraft(
  db: Database,
  draft: Omit<Draft, 'version' | 'updatedAt'>,
  at: Instant,
): Promise<Draft | undefined> {
  return inTransaction(db, async (trx) => {
    const { id, person, content, step } = draft;
    await lockStream(trx, `draft/${person}`);
    const known = await findDraft(trx, id, person);
    if (known !== undefined) return known;
    const { count } = await trx
      .selectFrom('draft')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('person_id', '=', person)
      .executeTakeFirstOrThrow();
    if (count >= maxDrafts) return undefined;
    const row = { id, person_id: person, content: JSON.stringify(content), step, version: 1, updated_at: at };
    await trx.insertInto('draft').values(row).execute();
    return findDraft(trx, id, person);
  });
}

/** Puts the content in place of what was there. Undefined where the draft is gone, or no longer at version `seen`. */
export async function saveDraft(
  db: Database,
  { id, person, content, step }: Pick<Draft, 'id' | 'person' | 'content' | 'step'>,
  at: Instant,
  seen?: number,
): Promise<Draft | undefined> {
  const changed = await db
    .updateTable('draft')
    .set((eb) => ({
      content: JSON.stringify(content),
      step,
      version: eb('version', '+', 1),
      updated_at: at,
    }))
    .where('id', '=', id)
    .where('person_id', '=', person)
    .$if(seen !== undefined, (query) => query.where('version', '=', seen ?? 0))
    .returning(columns)
    .executeTakeFirst();
  return changed;
}

/** Whether there was such a draft of this person's. */
export async function deleteDraft(db: Database, id: string, person: PersonId): Promise<boolean> {
  const deleted = await db
    .deleteFrom('draft')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

const columns = [
  'id',
  'person_id as person',
  'content',
  'step',
  'version',
  'updated_at as updatedAt',
] as const;

function selectDrafts(db: Database | DatabaseTransaction) {
  return db.selectFrom('draft').select(columns);
}
