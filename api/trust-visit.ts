import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';
import type { Stakeholder } from '../db/stakeholder.ts';
import { findVisitor } from '../db/trust-link.ts';
import { accessPath } from '../domain/trust-address.ts';
import type { Services } from './services.ts';

type House = Pick<Services, 'publicUrl'>;

/** Who has come in with this browser, and by what; undefined for everybody else. */
export async function visitorOf(
  request: Request,
  services: Services,
  at: string,
): Promise<{ visitor: Stakeholder; secret: string } | undefined> {
  const secret = readCookie(request, 'visit', services);
  const visitor = secret === undefined ? undefined : await findVisitor(services.db, secret, at);
  return secret === undefined || visitor === undefined ? undefined : { visitor, secret };
}

/** The secret of a browser that has asked for a way in. */
export function browserOf(request: Request, services: House): string | undefined {
  return readCookie(request, 'browser', services);
}

export function visitCookie(secret: string, services: House): string {
  return writeCookie('visit', secret, 2 * 3_600, services);
}

export function browserCookie(secret: string, services: House): string {
  return writeCookie('browser', secret, 3_600, services);
}

export function noVisitCookie(services: House): string {
  return writeCookie('visit', '', 0, services);
}

function readCookie(request: Request, name: 'visit' | 'browser', services: House): string | undefined {
  const value = parseCookie(request.get('cookie') ?? '')[cookieName(name, services)];
  return value === '' ? undefined : value;
}

/** Sent to the access page alone. `Lax`, because one comes to it by a link in a mail. */
function writeCookie(name: 'visit' | 'browser', value: string, maxAge: number, services: House): string {
  return stringifySetCookie({
    name: cookieName(name, services),
    value,
    httpOnly: true,
    secure: isSecure(services),
    sameSite: 'lax',
    path: accessPath,
    maxAge,
  });
}

function cookieName(name: string, services: House): string {
  return `${isSecure(services) ? '__Secure-' : ''}countersign-trust-${name}`;
}

function isSecure({ publicUrl }: House): boolean {
  return new URL(publicUrl).protocol === 'https:';
}
