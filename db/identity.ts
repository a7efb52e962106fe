import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { IdentityEvent, Role, RoleSource, TokenHolder, TokenScope } from '../domain/identity.ts';
import { sha256 } from './canonical.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

export interface Person {
  id: PersonId;
  userName: string;
  name: string;
  email: string | null;
  active: boolean;
  roles: Role[];
}

/** Adds a person to the directory; names and addresses stay there, the event knows the id alone. */
export async function addPerson(
  trx: DatabaseTransaction,
  person: Pick<Person, 'userName' | 'name' | 'email' | 'roles'>,
  by: PersonId,
  at: Instant,
): Promise<PersonId> {
  const id = `person-${randomUUID()}`;
  const { userName, name, email } = person;
  await trx.insertInto('person').values({ id, user_name: userName, name, email, active: true }).execute();
  const added: IdentityEvent = { type: 'PersonAdded', at, by, person: id };
  const granted = person.roles.map((role): IdentityEvent => ({
    type: 'RoleGranted',
    at,
    by,
    person: id,
    role,
  }));
  await recordIdentity(trx, streamOf(id), [added, ...granted]);
  return id;
}

/** Adds a person unless their user name means somebody already; of two at once, the second is the one too many. */
export async function addPersonOfNewName(
  trx: DatabaseTransaction,
  person: Parameters<typeof addPerson>[1],
  by: PersonId,
  at: Instant,
): Promise<PersonId | undefined> {
  const { userName } = person;
  await lockStream(trx, `user-name/${userName}`);
  const taken = await trx
    .selectFrom('person')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', userName), eb('user_name', '=', userName)]))
    .executeTakeFirst();
  return taken === undefined ? addPerson(trx, person, by, at) : undefined;
}

/** Makes the person hold exactly these roles; what changes is on record. */
export async function setRoles(
  trx: DatabaseTransaction,
  person: PersonId,
  wanted: readonly Role[],
  by: PersonId,
  at: Instant,
): Promise<void> {
  await trx.selectFrom('person').select('id').where('id', '=', person).forUpdate().execute();
  const rows = await trx.selectFrom('person_role').select('role').where('person_id', '=', person).execute();
  const held = rows.map(({ role }) => role);
  const events: IdentityEvent[] = [
    ...wanted
      .filter((role) => !held.includes(role))
      .map((role): IdentityEvent => ({ type: 'RoleGranted', at, by, person, role })),
    ...held
      .filter((role) => !wanted.includes(role))
      .map((role): IdentityEvent => ({ type: 'RoleRevoked', at, by, person, role })),
  ];
  if (events.length > 0) await recordIdentity(trx, streamOf(person), events);
}

export async function setActive(
  trx: DatabaseTransaction,
  person: PersonId,
  active: boolean,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const type = active ? 'PersonReactivated' : 'PersonDeactivated';
  await recordIdentity(trx, streamOf(person), [{ type, at, by, person }]);
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

export async function projectIdentity(
  trx: DatabaseTransaction,
  events: readonly IdentityEvent[],
): Promise<void> {
  for (const event of events) {
    switch (event.type) {
      case 'RoleGranted':
        await addSource(trx, event.person, event.role, event.source ?? 'hand');
        break;
      case 'RoleRevoked':
        await takeSource(trx, event.person, event.role, event.source ?? 'hand');
        break;
      case 'PersonDeactivated':
      case 'PersonReactivated': {
        const active = event.type === 'PersonReactivated';
        await trx.updateTable('person').set({ active }).where('id', '=', event.person).execute();
        if (!active) await endSessionsOf(trx, event.person, event.at);
        break;
      }
      case 'TokenRevoked':
        await trx
          .updateTable('access_token')
          .set({ revoked_at: event.at })
          .where('id', '=', event.token)
          .execute();
        break;
      case 'SignedOut':
        await trx.deleteFrom('session').where('id', '=', event.session).execute();
        break;
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

async function addSource(
  trx: DatabaseTransaction,
  person: PersonId,
  role: Role,
  source: RoleSource,
): Promise<void> {
  await trx
    .insertInto('person_role')
    .values({ person_id: person, role, sources: [source] })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'role'])
        .doUpdateSet({ sources: sql`array_append(person_role.sources, ${source})` }),
    )
    .execute();
}

/** The role goes with its last source. */
async function takeSource(
  trx: DatabaseTransaction,
  person: PersonId,
  role: Role,
  source: RoleSource,
): Promise<void> {
  const only = sql<boolean>`sources = array[${source}]`;
  const held = { person_id: person, role };
  await trx
    .deleteFrom('person_role')
    .where((eb) => eb.and(held))
    .where(only)
    .execute();
  await trx
    .updateTable('person_role')
    .set({ sources: sql`array_remove(sources, ${source})` })
    .where((eb) => eb.and(held))
    .execute();
}

/** Whoever comes back later signs in anew. */
async function endSessionsOf(trx: DatabaseTransaction, person: PersonId, at: Instant): Promise<void> {
  await trx.deleteFrom('session').where('person_id', '=', person).where('created_at', '<=', at).execute();
}

/** Records facts of a person or token with their read model. */
export async function recordIdentity(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly IdentityEvent[],
): Promise<void> {
  await recordFacts(trx, stream, events, projectIdentity);
}

export function streamOf(person: PersonId): string {
  return `identity/${person}`;
}
