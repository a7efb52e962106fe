import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { vendorPortalPath } from '../domain/vendor-invitation.ts';

/** What proves who somebody is stays out of the log: tokens, cookies, and where a sign-in leads and comes from. */
const secrets = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers.referer',
  'res.headers["set-cookie"]',
  'res.headers.location',
];

/** Every answer leaves a line, and every line of a request has its id, which the answer has too. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    autoLogging: { ignore: ({ url }) => url === '/livez' || url === '/readyz' || url === '/metrics' },
    serializers: { req: withoutCode },
    redact: secrets,
  });
}

/** A sign-in comes back with a code and a state in its address, and a vendor comes in by a token in it. */
function withoutCode<Logged extends { url: string; query: unknown }>(request: Logged): Logged {
  const [path = ''] = request.url.split('?');
  const holdsSecret = path.startsWith('/sign-in/') || path.startsWith(vendorPortalPath);
  return holdsSecret ? { ...request, url: path, query: {} } : request;
}
