import type { PersonId } from '../domain/decider.ts';
import { defaultChoice, type NotificationChoice } from '../domain/notification-kind.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** How a person wants to hear of things; where Slack is among the ways, with their own incoming webhook. */
export type PersonalChoice = NotificationChoice & { slackUrl: string | null };

export async function choiceOf(
  db: Database | DatabaseTransaction,
  person: PersonId,
): Promise<PersonalChoice> {
  const row = await db
    .selectFrom('notification_choice')
    .select([
      'asks',
      'reminders',
      'outcomes',
      'comments',
      'reminders_as as remindersAs',
      'slack_url as slackUrl',
    ])
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row ?? { ...defaultChoice, slackUrl: null };
}

export async function choose(db: Database, person: PersonId, choice: PersonalChoice): Promise<void> {
  const { remindersAs, slackUrl, ...ways } = choice;
  const row = { ...ways, reminders_as: remindersAs, slack_url: slackUrl };
  await db
    .insertInto('notification_choice')
    .values({ person_id: person, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}
