import { sql } from 'kysely';
import type { AssignmentKind, AssignmentTerms } from '../domain/assignment.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { DatabaseTransaction } from './database.ts';

interface Campaign {
  id: string;
  kind: AssignmentKind;
  terms: AssignmentTerms;
}

/** Whoever did what they are asked for before they were asked has done it. */
export async function fulfilByWhatWasDone(
  trx: DatabaseTransaction,
  campaign: Campaign,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  if (campaign.kind === 'acknowledgement') return fulfilByAcknowledgements(trx, campaign.id, people, at);
  return fulfilByCompletions(trx, campaign.id, campaign.terms, people, at);
}

async function fulfilByAcknowledgements(
  trx: DatabaseTransaction,
  policy: string,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  await sql`
    update assignment a set fulfilled_at = done.at, next_at = null
    from (
      select a.person_id, min(k.at) as at
      from assignment a join acknowledgement k
        on k.policy_id = a.campaign_id and k.person_id = a.person_id and k.version >= a.version
      where a.campaign_id = ${policy} and a.person_id = any (${people}::text[]) and k.at <= ${at}
      group by a.person_id) done
    where a.campaign_id = ${policy} and a.person_id = done.person_id and a.fulfilled_at is null`.execute(trx);
}

/** Of several that count, the one that holds the longest. */
async function fulfilByCompletions(
  trx: DatabaseTransaction,
  course: string,
  { leadDays }: AssignmentTerms,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  await sql`
    update assignment a set fulfilled_at = done.at, fulfilled_until = done.until,
      next_at = done.until - make_interval(secs => ${leadDays * 86_400})
    from (
      select distinct on (a.person_id) a.person_id, c.completed_at as at, c.valid_until as until
      from assignment a join training_completion c
        on c.course_id = a.campaign_id and c.person_id = a.person_id and c.version >= a.version
      where a.campaign_id = ${course} and a.person_id = any (${people}::text[])
        and c.revoked_at is null and c.completed_at <= ${at} and c.valid_until > ${at}
      order by a.person_id, c.valid_until desc, c.id) done
    where a.campaign_id = ${course} and a.person_id = done.person_id and a.fulfilled_at is null`.execute(trx);
}
