import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Person } from './identity.ts';

/** Whom a token belongs to. */
export type Bearer = { kind: 'person'; person: Person } | { kind: 'machine'; name: string };

const rolesOfPerson = sql<Role[]>`
  array(select role from person_role where person_role.person_id = person.id order by role)`;

const personColumns = [
  'person.id',
  'person.user_name as userName',
  'person.name',
  'person.email',
  'person.active',
] as const;

export function selectPeople(db: Database | DatabaseTransaction) {
  return db.selectFrom('person').select(personColumns).select(rolesOfPerson.as('roles'));
}

/** The holder of an unexpired, unrevoked token; undefined for any other, and for people who have left. */
export async function findBearer(db: Database, token: string, at: Instant): Promise<Bearer | undefined> {
  const held = await db
    .selectFrom('access_token')
    .leftJoin('person', 'person.id', 'access_token.person_id')
    .select(['access_token.machine_name', ...personColumns])
    .select(rolesOfPerson.as('roles'))
    .where('access_token.hash', '=', sha256(token))
    .where('access_token.expires_at', '>', at)
    .where('access_token.revoked_at', 'is', null)
    .executeTakeFirst();
  if (held === undefined) return undefined;
  const { machine_name, id, userName, name, email, active, roles } = held;
  if (machine_name !== null) return { kind: 'machine', name: machine_name };
  if (id === null || userName === null || name === null || active !== true) return undefined;
  return { kind: 'person', person: { id, userName, name, email, active, roles } };
}

export async function findPerson(
  db: Database | DatabaseTransaction,
  idOrUserName: string,
): Promise<Person | undefined> {
  return selectPeople(db)
    .where((eb) => eb.or([eb('person.id', '=', idOrUserName), eb('person.user_name', '=', idOrUserName)]))
    .executeTakeFirst();
}

/** People after `cursor` in the order of their user names. */
export async function listPeople(db: Database, limit: number, after?: string): Promise<Person[]> {
  return selectPeople(db)
    .$if(after !== undefined, (query) => query.where('person.user_name', '>', after ?? ''))
    .orderBy('person.user_name')
    .limit(limit)
    .execute();
}

export interface PersonName {
  id: PersonId;
  userName: string;
  name: string;
}

/** The names of people; an id that the directory does not know (a person forgotten, the system) keeps itself. */
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
  return (id) => known.get(id) ?? { id, userName: id, name: id };
}

export interface TokenSummary {
  id: string;
  label: string;
  person: PersonId | null;
  machine: string | null;
  createdAt: Instant;
  expiresAt: Instant;
  revokedAt: Instant | null;
}

/** Tokens, newest first, without anything one could use them by. */
export async function listTokens(db: Database): Promise<TokenSummary[]> {
  return db
    .selectFrom('access_token')
    .select([
      'id',
      'label',
      'person_id as person',
      'machine_name as machine',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ])
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();
}
