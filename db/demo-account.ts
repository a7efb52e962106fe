import type { Instant } from '../domain/decider.ts';
import type { Database } from './database.ts';
import { selectPeople } from './directory.ts';
import type { Person } from './identity.ts';

/** What the launcher calls the tokens of the people it makes up: whoever holds one is a demo account. */
export const demoTokenLabel = 'demo';

/** The active people whom a demo offers to be, by user name; nobody who came by another way. */
export async function listDemoAccounts(db: Database, at: Instant): Promise<Person[]> {
  return selectPeople(db)
    .where('person.active', '=', true)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('access_token')
          .whereRef('access_token.person_id', '=', 'person.id')
          .where('label', '=', demoTokenLabel)
          .where('expires_at', '>', at)
          .where('revoked_at', 'is', null),
      ),
    )
    .orderBy('person.user_name')
    .limit(100)
    .execute();
}
