import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import {
  isStakeholderItself,
  isVendorItself,
  type Role,
  type RoleSource,
  type TokenScope,
} from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { isUserName, type Person, streamOf } from './identity.ts';

const rolesOfPerson = sql<Role[]>`
  array(select role from person_role where person_role.person_id = person.id order by role)`;

const personColumns = [
  'person.id',
  'person.user_name as userName',
  'person.name',
  'person.email',
  'person.active',
  'person.manager_id as manager',
  'person.team',
  'person.time_zone as timeZone',
] as const;

export function selectPeople(db: Database | DatabaseTransaction) {
  return db.selectFrom('person').select(personColumns).select(rolesOfPerson.as('roles'));
}

export async function findPerson(
  db: Database | DatabaseTransaction,
  idOrUserName: string,
): Promise<Person | undefined> {
  return selectPeople(db)
    .where((eb) => eb.or([eb('person.id', '=', idOrUserName), isUserName(idOrUserName)]))
    .executeTakeFirst();
}

export interface PeopleFilter {
  /** How a user name, a name or an address begins. */
  beginning?: string | undefined;
  role?: Role | undefined;
  team?: string | undefined;
  active?: boolean | undefined;
  manager?: PersonId | undefined;
}

/** People after `cursor` in the order of their user names. */
export async function listPeople(
  db: Database,
  limit: number,
  after?: string,
  { beginning, role, team, active, manager }: PeopleFilter = {},
): Promise<Person[]> {
  return selectPeople(db)
    .$if(after !== undefined, (query) => query.where('person.user_name', '>', after ?? ''))
    .$if(beginning !== undefined, (query) => query.where(begins(beginning ?? '')))
    .$if(role !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from person_role r where r.person_id = person.id and r.role = ${role})`,
      ),
    )
    .$if(team !== undefined, (query) => query.where('person.team', '=', team ?? ''))
    .$if(active !== undefined, (query) => query.where('person.active', '=', active ?? true))
    .$if(manager !== undefined, (query) => query.where('person.manager_id', '=', manager ?? ''))
    .orderBy('person.user_name')
    .limit(limit)
    .execute();
}

function begins(beginning: string) {
  const pattern = `${beginning.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`(
    lower(person.user_name) like lower(${pattern}) or lower(person.name) like lower(${pattern})
    or lower(person.email) like lower(${pattern}))`;
}

/** What gives the person each of their roles: a page shows why a role cannot be taken away by hand. */
export async function roleSourcesOf(
  db: Database,
  person: PersonId,
): Promise<{ role: Role; sources: RoleSource[] }[]> {
  return db
    .selectFrom('person_role')
    .select(['role', 'sources'])
    .where('person_id', '=', person)
    .orderBy('role')
    .execute();
}

/** The event of the person's stream by which they last left; 0 when they never did. */
export async function lastDeparture(db: Database, person: PersonId): Promise<number> {
  const last = await db
    .selectFrom('event')
    .select('seq')
    .where('stream', '=', streamOf(person))
    .where('type', '=', 'PersonDeactivated')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.seq ?? 0;
}

export interface PersonName {
  id: PersonId;
  userName: string;
  name: string;
}

/** The names of people and of those outside; an id that nobody knows (a person forgotten, the system) keeps itself. */
export async function namesOf(db: Database, ids: readonly PersonId[]): Promise<(id: PersonId) => PersonName> {
  const wanted = [...new Set(ids)];
  const rows =
    wanted.length === 0
      ? []
      : await db
          .selectFrom('person')
          .select(['id', 'user_name as userName', 'name'])
          .where('id', 'in', wanted)
          .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => known.get(id) ?? { id, userName: id, name: outsideName(id) ?? id };
}

/** What those are called here who are nobody in the directory, and whose names stand elsewhere. */
function outsideName(id: PersonId): string | undefined {
  if (isVendorItself(id)) return 'The vendor';
  return isStakeholderItself(id) ? 'The stakeholder' : undefined;
}

export interface TokenSummary {
  id: string;
  label: string;
  person: PersonId | null;
  machine: string | null;
  /** What a machine may do with it. */
  scope: TokenScope | null;
  createdAt: Instant;
  expiresAt: Instant;
  revokedAt: Instant | null;
}

/** Tokens (or those of one person), newest first, without anything one could use them by. */
export async function listTokens(db: Database, person?: PersonId): Promise<TokenSummary[]> {
  return selectTokens(db)
    .$if(person !== undefined, (query) => query.where('person_id', '=', person ?? ''))
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();
}

export async function findToken(db: Database, id: string): Promise<TokenSummary | undefined> {
  return selectTokens(db).where('id', '=', id).executeTakeFirst();
}

function selectTokens(db: Database) {
  return db
    .selectFrom('access_token')
    .select([
      'id',
      'label',
      'person_id as person',
      'machine_name as machine',
      'scope',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ]);
}
