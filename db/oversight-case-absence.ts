import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import { uuidOf } from './uuid.ts';

/** The cases of somebody who leaves look for somebody else, in the transaction in which they leave. */
export async function releaseCasesOf(trx: DatabaseTransaction, person: PersonId, at: Instant): Promise<void> {
  const theirs = await trx
    .selectFrom('oversight_assignment')
    .select(['case_id', 'place'])
    .where('reviewer_id', '=', person)
    .execute();
  if (theirs.length === 0) return;
  const rows = theirs.map(({ case_id, place }) => ({
    stream: `oversight-case/${case_id}`,
    command: JSON.stringify({
      type: 'reassign',
      id: uuidOf(['left', person, at, case_id, place]),
      by: system,
      at,
      place,
      reviewer: person,
      note: 'Its reviewer has left.',
    }),
    try_at: null,
  }));
  await trx.insertInto('process_message').values(rows).execute();
}
