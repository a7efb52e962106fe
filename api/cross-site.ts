import type { Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** What takes no cookie for proof, so that another site gains nothing by calling it: mail programs unsubscribe by it. */
const withoutCookies = /^\/(v1|scim|docs|trust\/unsubscribe)(\/|$)/;

/**
 * Refuses whatever changes something unless a page of ours sent it: a session cookie travels with requests that other
 * sites make too. Browsers say where a request comes from; older ones, and all of them over plain HTTP, by `Origin` only.
 */
export function refuseCrossSite(services: Pick<Services, 'publicUrl'>): RequestHandler {
  return (request, _response, next) => {
    const harmless = request.method === 'GET' || request.method === 'HEAD';
    if (harmless || withoutCookies.test(request.path) || isFromHere(request, services)) next();
    else next(new Problem('cross_site', 'This was not sent by a page of Countersign, so nothing was done.'));
  };
}

function isFromHere(request: Request, { publicUrl }: Pick<Services, 'publicUrl'>): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  const host = request.get('host') ?? '';
  return (
    origin !== undefined && [`${request.protocol}://${host}`, new URL(publicUrl).origin].includes(origin)
  );
}
