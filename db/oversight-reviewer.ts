import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { ReviewerFound, ReviewerPlace } from '../domain/oversight-case-state.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { takeTurn } from './notification-turn.ts';
import { isTrainedFor } from './training.ts';

/** What a reviewer must be trained for (AI Act, Articles 4 and 26(2); ISO/IEC 42001, 7.2). */
export const oversightCompetence = 'oversight';

/**
 * Of a role's members who are trained for oversight now, and not barred, the one with the fewest cases; among equals
 * whoever has waited longest for their turn. One case after the other is given away, so that all count.
 */
export async function chooseReviewer(
  trx: DatabaseTransaction,
  { caseId, place, role, barred }: { caseId: string; place: ReviewerPlace; role: Role; barred: PersonId[] },
  at: Instant,
): Promise<ReviewerFound> {
  await lockStream(trx, `turn/${role}`);
  const { rows } = await sql<{ id: PersonId; free: boolean }>`
    select p.id, p.id <> all (${barred}::text[]) as free
    from person_role r
    join person p on p.id = r.person_id and p.active
    left join role_turn t on t.role = r.role and t.person_id = p.id
    where r.role = ${role} and ${isTrainedFor(sql`p.id`, oversightCompetence, at)}
    order by free desc, (select count(*) from oversight_assignment a where a.reviewer_id = p.id),
      t.asked_at nulls first, p.id
    limit 1`.execute(trx);
  const [first] = rows;
  if (first === undefined) return { gap: 'nobody_trained' };
  if (!first.free) return { gap: 'nobody_free' };
  await takeTurn(trx, role, first.id, at);
  await putDownAssignment(trx, caseId, place, first.id);
  return { reviewer: first.id };
}

export async function putDownAssignment(
  trx: DatabaseTransaction,
  caseId: string,
  place: ReviewerPlace,
  reviewer: PersonId,
): Promise<void> {
  await trx
    .insertInto('oversight_assignment')
    .values({ case_id: caseId, place, reviewer_id: reviewer })
    .onConflict((conflict) => conflict.columns(['case_id', 'place']).doUpdateSet({ reviewer_id: reviewer }))
    .execute();
}
