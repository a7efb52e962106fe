import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { type IdentityEvent, type Role, type RoleSource, system } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { DirectoryRefusal, keepAdministrator } from './directory-change.ts';
import { recordIdentities } from './identity-batch.ts';

export interface DirectoryGroup {
  id: string;
  displayName: string;
  externalId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface GroupMember {
  group: string;
  person: PersonId;
  name: string;
}

/** Which roles members of a group hold, by the group's name. */
export type GroupRoles = Readonly<Record<string, readonly Role[]>>;

const groupColumns = [
  'directory_group.id',
  'directory_group.display_name as displayName',
  'directory_group.external_id as externalId',
  'directory_group.created_at as createdAt',
  'directory_group.updated_at as updatedAt',
] as const;

export function selectGroups(db: Database | DatabaseTransaction) {
  return db.selectFrom('directory_group').select(groupColumns);
}

export async function membersOf(
  db: Database | DatabaseTransaction,
  groups: readonly string[],
): Promise<GroupMember[]> {
  if (groups.length === 0) return [];
  return db
    .selectFrom('directory_group_member as m')
    .innerJoin('person', 'person.id', 'm.person_id')
    .select(['m.group_id as group', 'm.person_id as person', 'person.name'])
    .where('m.group_id', 'in', groups)
    .orderBy('m.person_id')
    .execute();
}

/** The groups that the person is in, by name. */
export async function groupsOf(
  db: Database | DatabaseTransaction,
  person: PersonId,
): Promise<DirectoryGroup[]> {
  return selectGroups(db)
    .innerJoin('directory_group_member as m', 'm.group_id', 'directory_group.id')
    .where('m.person_id', '=', person)
    .orderBy('display_name')
    .execute();
}

/** Adds a group without members, within `changeDirectory`. */
export async function addGroup(
  trx: DatabaseTransaction,
  { displayName, externalId }: Pick<DirectoryGroup, 'displayName' | 'externalId'>,
  at: Instant,
): Promise<string> {
  const id = `group-${randomUUID()}`;
  await trx
    .insertInto('directory_group')
    .values({ id, display_name: displayName, external_id: externalId, created_at: at, updated_at: at })
    .execute();
  return id;
}

/** What is to become of a group; members that are not named stay, unless `members` says exactly who they are. */
export interface GroupChange {
  displayName?: string;
  externalId?: string | null;
  join?: readonly PersonId[];
  leave?: readonly PersonId[];
  members?: readonly PersonId[];
}

/**
 * Changes a group, and with it at once the roles of everybody whom that concerns, within `changeDirectory`.
 * @throws {DirectoryRefusal} when there is no such group or member, or nobody could administer Countersign any more
 */
export async function changeGroup(
  trx: DatabaseTransaction,
  id: string,
  { displayName, externalId, join = [], leave = [], members }: GroupChange,
  giving: GroupRoles,
  at: Instant,
): Promise<void> {
  const group = await selectGroups(trx).where('id', '=', id).executeTakeFirst();
  if (group === undefined) throw new DirectoryRefusal('not_found', 'There is no such group.');
  await trx
    .updateTable('directory_group')
    .set({
      display_name: displayName ?? group.displayName,
      external_id: externalId === undefined ? group.externalId : externalId,
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
  const renamed = displayName !== undefined && displayName !== group.displayName;
  const before = renamed || members !== undefined ? await idsOfMembers(trx, id) : [];
  const gone = members === undefined ? leave : before.filter((person) => !members.includes(person));
  await takeMembers(trx, id, gone);
  await putMembers(trx, id, members ?? join);
  const concerned = [...new Set([...(renamed ? before : []), ...gone, ...(members ?? join)])];
  await alignRoles(trx, { ...group, displayName: displayName ?? group.displayName }, concerned, giving, at);
}

/** Removes a group, and the roles that it gave, within `changeDirectory`. False when there is no such group. */
export async function removeGroup(
  trx: DatabaseTransaction,
  id: string,
  giving: GroupRoles,
  at: Instant,
): Promise<boolean> {
  const group = await selectGroups(trx).where('id', '=', id).executeTakeFirst();
  if (group === undefined) return false;
  const members = await idsOfMembers(trx, id);
  await trx.deleteFrom('directory_group').where('id', '=', id).execute();
  await alignRoles(trx, group, members, giving, at);
  return true;
}

/** Makes what every group gives what it should give: configuration can have changed while nobody looked. */
export async function alignAllGroups(
  trx: DatabaseTransaction,
  giving: GroupRoles,
  at: Instant,
): Promise<void> {
  for (const group of await selectGroups(trx).execute()) {
    await alignRoles(trx, group, await idsOfMembers(trx, group.id), giving, at);
  }
}

async function idsOfMembers(trx: DatabaseTransaction, group: string): Promise<PersonId[]> {
  const rows = await trx
    .selectFrom('directory_group_member')
    .select('person_id')
    .where('group_id', '=', group)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

async function takeMembers(
  trx: DatabaseTransaction,
  group: string,
  people: readonly PersonId[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    delete from directory_group_member where group_id = ${group} and person_id = any(${people}::text[])`.execute(
    trx,
  );
}

async function putMembers(
  trx: DatabaseTransaction,
  group: string,
  people: readonly PersonId[],
): Promise<void> {
  if (people.length === 0) return;
  const { rows } = await sql<{ id: PersonId }>`
    select id from unnest(${people}::text[]) as named (id)
    where not exists (select from person where person.id = named.id and removed_at is null) limit 1`.execute(
    trx,
  );
  const unknown = rows[0];
  if (unknown !== undefined) {
    throw new DirectoryRefusal('invalid', `Nobody of the id ${unknown.id} is in the directory.`, 'members');
  }
  await sql`
    insert into directory_group_member (group_id, person_id)
    select ${group}, id from unnest(${people}::text[]) as named (id)
    on conflict do nothing`.execute(trx);
}

/** Gives and takes what the group gives, so that among `people` exactly its members hold it from this source. */
async function alignRoles(
  trx: DatabaseTransaction,
  group: Pick<DirectoryGroup, 'id' | 'displayName'>,
  people: readonly PersonId[],
  giving: GroupRoles,
  at: Instant,
): Promise<void> {
  if (people.length === 0) return;
  const source: RoleSource = `group:${group.id}`;
  const roles = Object.hasOwn(giving, group.displayName) ? (giving[group.displayName] ?? []) : [];
  const { rows } = await sql<{ person: PersonId; role: Role; wanted: boolean }>`
    with wanted as (
      select distinct m.person_id, role
      from directory_group_member m cross join unnest(${roles}::text[]) as role
      where m.group_id = ${group.id} and m.person_id = any(${people}::text[])
    ), held as (
      select person_id, role from person_role
      where person_id = any(${people}::text[]) and ${source} = any(sources)
    )
    select coalesce(w.person_id, h.person_id) as person, coalesce(w.role, h.role) as role,
           w.role is not null as wanted
    from wanted w full join held h on h.person_id = w.person_id and h.role = w.role
    where w.role is null or h.role is null`.execute(trx);
  const eventsOf = new Map<PersonId, IdentityEvent[]>();
  for (const { person, role, wanted } of rows) {
    const type = wanted ? 'RoleGranted' : 'RoleRevoked';
    const events = eventsOf.get(person) ?? [];
    eventsOf.set(person, [...events, { type, at, by: system, person, role, source }]);
  }
  if (eventsOf.size === 0) return;
  await recordIdentities(trx, eventsOf);
  if (rows.some(({ role, wanted }) => role === 'administrator' && !wanted)) await keepAdministrator(trx);
}
