import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { IdentityEvent, Role, RoleSource } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';

type Granted = Extract<IdentityEvent, { type: 'RoleGranted' }>;

/** Brings what follows from events up to date. No call may hold an event and its opposite. */
export async function projectIdentity(
  trx: DatabaseTransaction,
  events: readonly IdentityEvent[],
): Promise<void> {
  await addSources(
    trx,
    events.filter((event) => event.type === 'RoleGranted'),
  );
  for (const event of events) {
    switch (event.type) {
      case 'RoleRevoked':
        await takeSource(trx, event.person, event.role, event.source ?? 'hand');
        break;
      case 'PersonDeactivated':
        await trx
          .updateTable('person')
          .set({ active: false, updated_at: event.at, ...(event.removed && { removed_at: event.at }) })
          .where('id', '=', event.person)
          .execute();
        await endSessionsOf(trx, event.person, event.at);
        break;
      case 'PersonReactivated':
        await trx
          .updateTable('person')
          .set({ active: true, removed_at: null, updated_at: event.at })
          .where('id', '=', event.person)
          .execute();
        break;
      case 'TokenRevoked':
        await trx
          .updateTable('access_token')
          .set({ revoked_at: event.at })
          .where('id', '=', event.token)
          .execute();
        break;
      case 'LoginsUntied':
        await trx
          .deleteFrom('person_login')
          .where('person_id', '=', event.person)
          .where('created_at', '<=', event.at)
          .execute();
        await endSessionsOf(trx, event.person, event.at);
        break;
      case 'SignedOut':
        await trx.deleteFrom('session').where('id', '=', event.session).execute();
        break;
      case 'RoleGranted':
      case 'PersonAdded':
      case 'PersonChanged':
      case 'TokenIssued':
      case 'LoginTied':
      case 'SignedIn':
        // The directory, the accounts at a provider and the hashes of secrets are written beside the event: they may not stand in it.
        break;
    }
  }
}

/** In one statement, for as many people as there are: an import grants a hundred thousand at once. */
async function addSources(trx: DatabaseTransaction, events: readonly Granted[]): Promise<void> {
  if (events.length === 0) return;
  const people = events.map(({ person }) => person);
  const roles = events.map(({ role }) => role);
  const sources = events.map(({ source }) => source ?? 'hand');
  await sql`
    insert into person_role (person_id, role, sources)
    select person_id, role, array[source]
    from unnest(${people}::text[], ${roles}::text[], ${sources}::text[]) as granted (person_id, role, source)
    on conflict (person_id, role) do update set sources = person_role.sources || excluded.sources`.execute(
    trx,
  );
}

/** The role goes with its last source. */
async function takeSource(
  trx: DatabaseTransaction,
  person: PersonId,
  role: Role,
  source: RoleSource,
): Promise<void> {
  await trx
    .deleteFrom('person_role')
    .where('person_id', '=', person)
    .where('role', '=', role)
    .where(sql<boolean>`sources = array[${source}::text]`)
    .execute();
  await trx
    .updateTable('person_role')
    .set({ sources: sql`array_remove(sources, ${source}::text)` })
    .where('person_id', '=', person)
    .where('role', '=', role)
    .execute();
}

/** Whoever comes back later signs in anew. */
async function endSessionsOf(trx: DatabaseTransaction, person: PersonId, at: Instant): Promise<void> {
  await trx.deleteFrom('session').where('person_id', '=', person).where('created_at', '<=', at).execute();
}
