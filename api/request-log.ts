import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

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
    serializers: { req: withoutSecrets },
    redact: secrets,
  });
}

/** A sign-in comes back with a code and a state in its address, a vendor comes with the token of its link. */
function withoutSecrets<Logged extends { url: string; query: unknown; params?: unknown }>(
  request: Logged,
): Logged {
  const [path = ''] = request.url.split('?');
  if (/^\/+(v1\/+)?concerns(\/|$)/i.test(path)) return fromNobody(request);
  const trust = /^\/+trust\/(requests|access\/links|subscriptions|unsubscribe)\//i.exec(path);
  if (trust !== null) return { ...request, url: `/trust/${trust[1]}/[token]`, query: {}, params: {} };
  if (path.startsWith('/sign-in/')) return { ...request, url: path, query: {} };
  const portal = /^\/+vendor-portal(\/|$)/i.exec(path);
  if (portal === null) return request;
  const isPage = /^\/vendor-portal\/(questionnaire|files)(\/|$)/i.test(path);
  return { ...request, url: isPage ? path : '/vendor-portal/[token]', query: {}, params: {} };
}

/** Whoever raises a concern may do it without a name: neither their address nor their browser tells on them. */
function fromNobody<Logged extends object>(request: Logged): Logged {
  return { ...request, headers: {}, remoteAddress: undefined, remotePort: undefined };
}
