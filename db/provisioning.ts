import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { DirectoryRefusal } from './directory-change.ts';
import { changeGroup, type GroupRoles, groupsOf } from './directory-group.ts';
import { addPersonOfNewName, isUserName, type NewPerson, setActive } from './identity.ts';
import { changePerson, type PersonRecord } from './person-change.ts';

/**
 * Adds a person as the identity provider says, within `changeDirectory`. An account that was deleted and comes back (by
 * its external id) is the same person again; whoever gets the user name of a deleted account is somebody else.
 * @throws {DirectoryRefusal} when the user name or the external id is somebody's
 */
export async function provisionPerson(
  trx: DatabaseTransaction,
  record: PersonRecord,
  at: Instant,
): Promise<PersonId> {
  const returning = await findRemoved(trx, record);
  if (returning !== undefined) {
    await changePerson(trx, returning, record, system, at);
    await setActive(trx, returning, true, system, at);
    return returning;
  }
  await releaseUserName(trx, record.userName, at);
  const newPerson: NewPerson = { ...record, roles: [] };
  const id = await addPersonOfNewName(trx, newPerson, system, at);
  if (id === undefined) throw new DirectoryRefusal('taken', 'This user name is taken.', 'userName');
  return id;
}

/** Removes a person as the identity provider says: they have left, and are in no group any more. */
export async function removePerson(
  trx: DatabaseTransaction,
  person: PersonId,
  giving: GroupRoles,
  at: Instant,
): Promise<void> {
  await setActive(trx, person, false, system, at, true);
  for (const { id } of await groupsOf(trx, person)) {
    await changeGroup(trx, id, { leave: [person] }, giving, at);
  }
}

/** Whether there is a person whose account has been deleted. */
export async function isRemoved(db: Database, person: PersonId): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', person)
    .where('removed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function findRemoved(
  trx: DatabaseTransaction,
  { externalId }: PersonRecord,
): Promise<PersonId | undefined> {
  if (externalId === null) return undefined;
  const row = await trx
    .selectFrom('person')
    .select('id')
    .where('external_id', '=', externalId)
    .where('removed_at', 'is not', null)
    .executeTakeFirst();
  return row?.id;
}

/** The person whose account was deleted is known by their id from then on. */
async function releaseUserName(trx: DatabaseTransaction, userName: string, at: Instant): Promise<void> {
  const former = await trx
    .selectFrom('person')
    .select('id')
    .where(isUserName(userName))
    .where('removed_at', 'is not', null)
    .executeTakeFirst();
  if (former !== undefined) await changePerson(trx, former.id, { userName: former.id }, system, at);
}
