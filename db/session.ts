import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { SignInMethod } from '../domain/identity.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { selectPeople } from './directory.ts';
import { type Person, recordIdentity, streamOf } from './identity.ts';

/** How long a session lives at most, and how long while nothing is asked in it, in milliseconds. */
export const sessionLifetime = { absolute: 12 * 3_600_000, idle: 2 * 3_600_000 };

/** A page asks for much at once; that the person is there needs writing down once a minute. */
const touchedEvery = 60_000;

/** Starts a session and returns its secret of 256 random bits: the only time it is known, for only its SHA-256 is kept. */
export async function startSession(
  trx: DatabaseTransaction,
  { person, how, at }: { person: PersonId; how: SignInMethod; at: Instant },
): Promise<string> {
  const id = `session-${randomUUID()}`;
  const secret = randomBytes(32).toString('base64url');
  await trx
    .insertInto('session')
    .values({
      id,
      hash: sha256(secret),
      person_id: person,
      how,
      created_at: at,
      last_seen_at: at,
      expires_at: later(at, sessionLifetime.absolute),
    })
    .execute();
  await recordIdentity(trx, streamOf(person), [
    { type: 'SignedIn', at, by: person, person, session: id, how },
  ]);
  return secret;
}

/** The active person of a session that still lives, who is thereby seen. */
export async function findSignedIn(db: Database, secret: string, at: Instant): Promise<Person | undefined> {
  const found = await selectPeople(db)
    .innerJoin('session', 'session.person_id', 'person.id')
    .select('session.last_seen_at')
    .where('session.hash', '=', sha256(secret))
    .where('session.expires_at', '>', at)
    .where('session.last_seen_at', '>', later(at, -sessionLifetime.idle))
    .where('person.active', '=', true)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { last_seen_at, ...person } = found;
  if (last_seen_at <= later(at, -touchedEvery)) await touch(db, secret, at);
  return person;
}

/** Ends the session, if there is one; it is forgotten, and its end is on record. */
export async function endSession(trx: DatabaseTransaction, secret: string, at: Instant): Promise<void> {
  const open = await trx
    .selectFrom('session')
    .select(['id', 'person_id'])
    .where('hash', '=', sha256(secret))
    .forUpdate()
    .executeTakeFirst();
  if (open === undefined) return;
  const { id: session, person_id: person } = open;
  await recordIdentity(trx, streamOf(person), [{ type: 'SignedOut', at, by: person, person, session }]);
}

export interface OpenSession {
  id: string;
  createdAt: Instant;
  lastSeenAt: Instant;
}

/** The person's sessions that still live, the latest first. */
export async function openSessions(db: Database, person: PersonId, at: Instant): Promise<OpenSession[]> {
  return db
    .selectFrom('session')
    .select(['id', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
    .where('person_id', '=', person)
    .where('expires_at', '>', at)
    .where('last_seen_at', '>', later(at, -sessionLifetime.idle))
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
}

/** Ends all sessions of the person; their ends are on record. */
export async function endSessionsOf(trx: DatabaseTransaction, person: PersonId, at: Instant): Promise<void> {
  const open = await trx
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', person)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (open.length === 0) return;
  await recordIdentity(
    trx,
    streamOf(person),
    open.map(({ id: session }) => ({ type: 'SignedOut', at, by: person, person, session })),
  );
}

/** Forgets sessions that have ended by themselves. */
export async function forgetExpiredSessions(db: Database, at: Instant): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', at).execute();
}

async function touch(db: Database, secret: string, at: Instant): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('hash', '=', sha256(secret)).execute();
}

function later(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
