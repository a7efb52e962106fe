import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { IdentityEvent, Role, RoleSource, TokenHolder, TokenScope } from '../domain/identity.ts';
import { sha256 } from './canonical.ts';
import type { DatabaseTransaction } from './database.ts';
import { keepAdministrator, lockDirectory, requireManager } from './directory-change.ts';
import { lockStream, recordFacts } from './facts.ts';
import { alignAudiences } from './identity-audience.ts';
import { keepExternalApart } from './identity-segregation.ts';
import { projectIdentity } from './identity-projection.ts';
import { releaseCasesOf } from './oversight-case-absence.ts';

export interface Person {
  id: PersonId;
  userName: string;
  name: string;
  email: string | null;
  active: boolean;
  manager: PersonId | null;
  team: string | null;
  /** IANA; null is the organisation's. */
  timeZone: string | null;
  roles: Role[];
}

/** Somebody who joins; what is not known of them stays empty. */
export type NewPerson = Pick<Person, 'userName' | 'name' | 'email' | 'roles'> &
  Partial<Pick<Person, 'manager' | 'team' | 'timeZone'>> & { externalId?: string | null };

/** Adds a person to the directory; names and addresses stay there, the event knows the id alone. */
export async function addPerson(
  trx: DatabaseTransaction,
  person: NewPerson,
  by: PersonId,
  at: Instant,
): Promise<PersonId> {
  const id = newPersonId();
  const { userName, name, email, manager = null, team = null, timeZone = null, externalId = null } = person;
  await requireManager(trx, manager);
  await trx
    .insertInto('person')
    .values({
      id,
      user_name: userName,
      name,
      email,
      active: true,
      manager_id: manager,
      team,
      time_zone: timeZone,
      external_id: externalId,
      removed_at: null,
      created_at: at,
      updated_at: at,
    })
    .execute();
  const added: IdentityEvent = { type: 'PersonAdded', at, by, person: id };
  const granted = person.roles.map((role): IdentityEvent => ({
    type: 'RoleGranted',
    at,
    by,
    person: id,
    role,
    source: 'hand',
  }));
  await recordIdentity(trx, streamOf(id), [added, ...granted]);
  return id;
}

export function newPersonId(): PersonId {
  return `person-${randomUUID()}`;
}

/** Adds a person unless their user name means somebody already; of two at once, the second is the one too many. */
export async function addPersonOfNewName(
  trx: DatabaseTransaction,
  person: NewPerson,
  by: PersonId,
  at: Instant,
): Promise<PersonId | undefined> {
  await lockStream(trx, `user-name/${person.userName.toLowerCase()}`);
  return (await isTaken(trx, person.userName)) ? undefined : addPerson(trx, person, by, at);
}

/** Whether the name is the user name of anybody else, or their id. */
export async function isTaken(
  trx: DatabaseTransaction,
  userName: string,
  except?: PersonId,
): Promise<boolean> {
  const taken = await trx
    .selectFrom('person')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', userName), isUserName(userName)]))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .executeTakeFirst();
  return taken !== undefined;
}

/** User names are the same in small and in capital letters. */
export function isUserName(userName: string) {
  return sql<boolean>`lower(person.user_name) = lower(${userName})`;
}

/**
 * Makes the person hold exactly these roles as far as `source` gives them; what other sources give stays. What changes
 * is on record.
 * @throws {DirectoryRefusal} when nobody could administer Countersign any more
 */
export async function setRoles(
  trx: DatabaseTransaction,
  person: PersonId,
  wanted: readonly Role[],
  by: PersonId,
  at: Instant,
  source: RoleSource = 'hand',
): Promise<void> {
  // Whoever comes with nothing new, as most do who sign in, waits for nobody.
  if (isSame(await rolesFrom(trx, person, source), wanted)) return;
  await lockDirectory(trx);
  const held = await rolesFrom(trx, person, source);
  const revoked = held.filter((role) => !wanted.includes(role));
  const granted = wanted.filter((role) => !held.includes(role));
  await recordIdentity(trx, streamOf(person), [
    ...granted.map((role): IdentityEvent => ({ type: 'RoleGranted', at, by, person, role, source })),
    ...revoked.map((role): IdentityEvent => ({ type: 'RoleRevoked', at, by, person, role, source })),
  ]);
  if (revoked.includes('administrator')) await keepAdministrator(trx);
}

async function rolesFrom(trx: DatabaseTransaction, person: PersonId, source: RoleSource): Promise<Role[]> {
  const rows = await trx
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', person)
    .where(sql<boolean>`${source} = any(sources)`)
    .execute();
  return rows.map(({ role }) => role);
}

function isSame(held: readonly Role[], wanted: readonly Role[]): boolean {
  return held.length === wanted.length && wanted.every((role) => held.includes(role));
}

/**
 * Says that the person has left (`removed`: that their account at the identity provider is gone, too) or is back, unless
 * that is known.
 * @throws {DirectoryRefusal} when nobody could administer Countersign any more
 */
export async function setActive(
  trx: DatabaseTransaction,
  person: PersonId,
  active: boolean,
  by: PersonId,
  at: Instant,
  removed = false,
): Promise<void> {
  await lockDirectory(trx);
  const before = await trx
    .selectFrom('person')
    .select(['active', 'removed_at'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const isKnown = before.active === active && (before.removed_at !== null || !removed);
  if (isKnown) return;
  const event: IdentityEvent = active
    ? { type: 'PersonReactivated', at, by, person }
    : { type: 'PersonDeactivated', at, by, person, ...(removed && { removed }) };
  await recordIdentity(trx, streamOf(person), [event]);
  if (active) return;
  await releaseCasesOf(trx, person, at);
  const administrator = await trx
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', person)
    .where('role', '=', 'administrator')
    .executeTakeFirst();
  if (administrator !== undefined) await keepAdministrator(trx);
}

/** Recognisable, so that scanners of leaked secrets can find it; the prefix tells people from machines. */
const tokenPrefix = { person: 'csp_', machine: 'csm_' };

/** Issues a token of 256 random bits and returns it: the only time it is known, for only its SHA-256 is kept. */
export async function issueToken(
  trx: DatabaseTransaction,
  issue: {
    holder: TokenHolder;
    /** Of a machine's token. */
    scope?: TokenScope;
    label: string;
    expiresAt: Instant;
    by: PersonId;
    at: Instant;
  },
): Promise<{ id: string; token: string }> {
  const { holder, scope = 'read', label, expiresAt, by, at } = issue;
  const id = `token-${randomUUID()}`;
  const token = tokenPrefix[holder.kind] + randomBytes(32).toString('base64url');
  await trx
    .insertInto('access_token')
    .values({
      id,
      hash: sha256(token),
      person_id: holder.kind === 'person' ? holder.person : null,
      machine_name: holder.kind === 'machine' ? holder.name : null,
      scope: holder.kind === 'machine' ? scope : null,
      label,
      created_at: at,
      expires_at: expiresAt,
      revoked_at: null,
    })
    .execute();
  await recordIdentity(trx, `identity/${id}`, [
    {
      type: 'TokenIssued',
      at,
      by,
      token: id,
      holder,
      ...(holder.kind === 'machine' && { scope }),
      expiresAt,
    },
  ]);
  return { id, token };
}

/** False when there is no such token or it was revoked before. */
export async function revokeToken(
  trx: DatabaseTransaction,
  id: string,
  by: PersonId,
  at: Instant,
): Promise<boolean> {
  const open = await trx
    .selectFrom('access_token')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (open === undefined) return false;
  await recordIdentity(trx, `identity/${id}`, [{ type: 'TokenRevoked', at, by, token: id }]);
  return true;
}

/** Records facts of a person or token with their read model, and what follows for what the person is asked for. */
export async function recordIdentity(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly IdentityEvent[],
): Promise<void> {
  await recordFacts(trx, stream, events, projectIdentity);
  await keepExternalApart(trx, events);
  await alignAudiences(trx, events);
}

export function streamOf(person: PersonId): string {
  return `identity/${person}`;
}
