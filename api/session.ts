import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';
import { inTransaction } from '../db/facts.ts';
import * as sessions from '../db/session.ts';
import type { PersonId } from '../domain/decider.ts';
import type { SignInMethod } from '../domain/identity.ts';
import { personCalling } from './authentication.ts';
import type { Caller } from './route.ts';
import type { Services } from './services.ts';

/** The person who is signed in to the pages; undefined once the session or the person has ended. */
export async function personSignedIn(
  request: Request,
  services: Services,
  at: string,
): Promise<Extract<Caller, { kind: 'person' }> | undefined> {
  const secret = readCookie(request, sessionCookie, services);
  if (secret === undefined) return undefined;
  const person = await sessions.findSignedIn(services.db, secret, at);
  return person && personCalling(person, services, at);
}

/** Signs the person in, always to a new session, and out of the one they had here. Returns the value of `Set-Cookie`. */
export async function startSession(
  request: Request,
  { person, how, at }: { person: PersonId; how: SignInMethod; at: string },
  services: Services,
): Promise<string> {
  const former = readCookie(request, sessionCookie, services);
  await sessions.forgetExpiredSessions(services.db, at);
  const secret = await inTransaction(services.db, async (trx) => {
    if (former !== undefined) await sessions.endSession(trx, former, at);
    return sessions.startSession(trx, { person, how, at });
  });
  return writeCookie(sessionCookie, secret, sessions.sessionLifetime.absolute, services);
}

/** Signs out. Returns the value of `Set-Cookie` that makes the browser forget the session too. */
export async function endSession(request: Request, services: Services, at: string): Promise<string> {
  const secret = readCookie(request, sessionCookie, services);
  if (secret !== undefined) await inTransaction(services.db, (trx) => sessions.endSession(trx, secret, at));
  return writeCookie(sessionCookie, '', 0, services);
}

const sessionCookie = 'countersign';

export function readCookie(request: Request, name: string, services: Services): string | undefined {
  const value = parseCookie(request.get('cookie') ?? '')[cookieName(name, services)];
  return value === '' ? undefined : value;
}

/** `Lax` rather than `Strict`: people come by links in mails and from the identity provider, and shall be known then. */
export function writeCookie(
  name: string,
  value: string,
  lifetimeMs: number,
  services: Pick<Services, 'demo'>,
): string {
  return stringifySetCookie({
    name: cookieName(name, services),
    value,
    httpOnly: true,
    secure: !services.demo,
    sameSite: 'lax',
    path: '/',
    maxAge: lifetimeMs / 1_000,
  });
}

/**
 * `__Host-` keeps other hosts of the domain from setting the cookie, and needs `Secure`. The demo is served over plain
 * HTTP on a loopback address, where Safari keeps no cookie that is `Secure`.
 */
function cookieName(name: string, { demo }: Pick<Services, 'demo'>): string {
  return demo ? name : `__Host-${name}`;
}
