import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { TrainingEvent } from '../domain/training.ts';
import { wakeCampaignBy } from './campaign-wake.ts';
import { campaignTopic } from './campaign.ts';
import type { DatabaseTransaction } from './database.ts';
import { headOf } from './event-store.ts';
import { recordFacts } from './facts.ts';
import { projectTraining } from './training-projection.ts';
import { trainingStream } from './training.ts';

/** Puts facts of a person's training in one course on record with their read model; the course's campaign hears of it. */
export async function recordTraining(
  trx: DatabaseTransaction,
  person: PersonId,
  course: string,
  events: readonly TrainingEvent[],
): Promise<void> {
  await recordFacts(trx, trainingStream(person), events, projectTraining);
  const at = events.at(-1)?.at;
  if (at !== undefined) await wakeInTime(trx, person, course, at);
}

/** The campaign looks again when this person's part of it needs that, be it earlier than anybody else's. */
async function wakeInTime(
  trx: DatabaseTransaction,
  person: PersonId,
  course: string,
  at: Instant,
): Promise<void> {
  const part = await trx
    .selectFrom('assignment')
    .select('next_at')
    .where('campaign_id', '=', course)
    .where('person_id', '=', person)
    .executeTakeFirst();
  const next = part?.next_at ?? null;
  if (next !== null) await wakeCampaignBy(trx, course, next, at);
}

/** Tells the person that a completion was revoked, where they are asked to take the course again for that. */
export async function tellOfRevocation(
  trx: DatabaseTransaction,
  person: PersonId,
  course: string,
  at: Instant,
): Promise<void> {
  const stream = trainingStream(person);
  const { seq } = await headOf(trx, stream);
  await sql`
    insert into notification (stream, seq, kind, recipient, topic, at)
    select ${stream}, ${seq}::integer, 'training_requested', 'person/' || person_id,
      ${campaignTopic('training', course)}, ${at}::timestamptz
    from assignment where campaign_id = ${course} and person_id = ${person} and fulfilled_at is null`.execute(
    trx,
  );
}
