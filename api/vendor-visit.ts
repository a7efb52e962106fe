import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';
import { inTransaction } from '../db/facts.ts';
import { useVendorLink } from '../db/vendor-link.ts';
import { findVendorVisit, type VendorVisit } from '../db/vendor-visit.ts';
import type { Services } from './services.ts';

/** Under which the vendor's pages lie; its cookie is sent to nothing else. */
export const portalPath = '/vendor-portal';

/** The vendor that has come in with this browser; undefined for everybody else. */
export async function vendorVisiting(
  request: Request,
  services: Services,
  at: string,
): Promise<VendorVisit | undefined> {
  const secret = parseCookie(request.get('cookie') ?? '')[cookieName(services)];
  if (secret === undefined || secret === '') return undefined;
  return findVendorVisit(services.db, secret, at);
}

/** Uses the link up. Returns the value of `Set-Cookie`; undefined where the link leads nowhere. */
export async function startVisit(services: Services, token: string, at: string): Promise<string | undefined> {
  const visit = await inTransaction(services.db, (trx) => useVendorLink(trx, token, at));
  if (visit === undefined) return undefined;
  return stringifySetCookie({
    name: cookieName(services),
    value: visit.secret,
    httpOnly: true,
    secure: !services.demo,
    // Whoever opens the mail once more, in a browser that is in already, shall be known there.
    sameSite: 'lax',
    path: portalPath,
    maxAge: Math.max(0, Math.floor((Date.parse(visit.expiresAt) - Date.parse(at)) / 1_000)),
  });
}

/** As for a session, the demo has no TLS; `__Host-` would need the cookie to be sent everywhere. */
function cookieName({ demo }: Pick<Services, 'demo'>): string {
  return demo ? 'countersign-vendor' : '__Secure-countersign-vendor';
}
