import type { Instant, PersonId } from '../domain/decider.ts';
import { type Role, system } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { DirectoryRefusal } from './directory-change.ts';
import { selectPeople } from './directory.ts';
import { inTransaction, lockStream } from './facts.ts';
import {
  addPersonOfNewName,
  isUserName,
  type Person,
  recordIdentity,
  setRoles,
  streamOf,
} from './identity.ts';

/** An account at an identity provider, as its claims tell. Only issuer and subject name it for ever. */
export interface Login {
  issuer: string;
  subject: string;
  /** The user name that the person has in the directory; what an account already known need not say again. */
  userName: string | undefined;
  name: string;
  email: string | null;
  /** IANA. */
  timeZone: string | null;
}

/** Why an account means nobody here: without a user name, not in the directory, no longer active, or known by another. */
export type LoginRefusal = 'unnamed' | 'unknown' | 'left' | 'other_account';

type NamedLogin = Login & { userName: string };

interface Terms {
  /** Whether somebody whom the directory does not know is added to it. */
  joiners: 'refuse' | 'add';
  at: Instant;
}

/**
 * The person whom an account means. It is found by its user name once, and by issuer and subject from then on: somebody
 * who is renamed stays the same person, and whoever gets a user name that was somebody else's does not become them.
 */
export async function personOfLogin(
  db: Database,
  login: Login,
  terms: Terms,
): Promise<Person | LoginRefusal> {
  const tied = await findTied(db, login);
  if (tied !== undefined) return tied;
  const { userName } = login;
  return userName === undefined
    ? 'unnamed'
    : inTransaction(db, (trx) => meet(trx, { ...login, userName }, terms));
}

async function findTied(
  db: Database | DatabaseTransaction,
  { issuer, subject }: Login,
): Promise<Person | 'left' | undefined> {
  const person = await selectPeople(db)
    .innerJoin('person_login', 'person_login.person_id', 'person.id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return person?.active === false ? 'left' : person;
}

/** An account that comes for the first time. */
async function meet(
  trx: DatabaseTransaction,
  login: NamedLogin,
  terms: Terms,
): Promise<Person | LoginRefusal> {
  await lockStream(trx, `user-name/${login.userName.toLowerCase()}`);
  const tied = await findTied(trx, login);
  if (tied !== undefined) return tied;
  const person = (await findByUserName(trx, login)) ?? (await join(trx, login, terms));
  if (person === undefined) return 'unknown';
  if (!person.active) return 'left';
  return (await tie(trx, person.id, login, terms.at)) ? person : 'other_account';
}

async function findByUserName(trx: DatabaseTransaction, login: NamedLogin): Promise<Person | undefined> {
  const person = await selectPeople(trx).where(isUserName(login.userName)).executeTakeFirst();
  return person !== undefined && isSameName(person.userName, login.userName) ? person : undefined;
}

/**
 * The directory takes more letters for the same than a provider does who lets people choose their names: somebody whose
 * name begins with the sign for Kelvin shall not become whom a "k" stands for.
 */
export function isSameName(one: string, other: string): boolean {
  const folded = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return folded(one) === folded(other);
}

async function join(
  trx: DatabaseTransaction,
  login: NamedLogin,
  { joiners, at }: Terms,
): Promise<Person | undefined> {
  if (joiners === 'refuse') return undefined;
  const { userName, name, email, timeZone } = login;
  await addPersonOfNewName(trx, { userName, name, email, timeZone, roles: [] }, system, at);
  return findByUserName(trx, login);
}

/** False when the person has another account at this issuer already. */
async function tie(
  trx: DatabaseTransaction,
  person: PersonId,
  { issuer, subject }: Login,
  at: Instant,
): Promise<boolean> {
  const row = await trx
    .insertInto('person_login')
    .values({ issuer, subject, person_id: person, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await recordIdentity(trx, streamOf(person), [{ type: 'LoginTied', at, by: system, person, issuer }]);
  return true;
}

/**
 * Gives the person the roles that the provider's claims stand for, and takes away those that they stood for before; what
 * others gave stays. False when the last administrator would have gone: then nothing changes.
 */
export async function setClaimedRoles(
  db: Database,
  person: PersonId,
  roles: readonly Role[],
  at: Instant,
): Promise<boolean> {
  try {
    await inTransaction(db, (trx) => setRoles(trx, person, roles, system, at, 'claim'));
    return true;
  } catch (error) {
    if (error instanceof DirectoryRefusal) return false;
    throw error;
  }
}

/**
 * Forgets the accounts that the person had, for one that was made anew at the provider, or that never was theirs. False
 * when none was known.
 */
export async function untieLogins(
  trx: DatabaseTransaction,
  person: PersonId,
  by: PersonId,
  at: Instant,
): Promise<boolean> {
  const tied = await trx
    .selectFrom('person_login')
    .select('subject')
    .where('person_id', '=', person)
    .forUpdate()
    .execute();
  if (tied.length === 0) return false;
  await recordIdentity(trx, streamOf(person), [{ type: 'LoginsUntied', at, by, person }]);
  return true;
}
