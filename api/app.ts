import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { sha256 } from '../db/canonical.ts';
import { refuseCrossSite } from './cross-site.ts';
import { documentation } from './documentation.ts';
import { errorHandler, notFoundHandler, sendProblem } from './error-handler.ts';
import { countRequests } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { pageHeaders, servePages } from './pages/index.ts';
import { serveTrust } from './pages/trust/serve-trust.ts';
import { serveVendorPortal } from './pages/vendor-portal/serve-vendor-portal.ts';
import { Problem } from './problem.ts';
import { requestLog } from './request-log.ts';
import { routes } from './routes/index.ts';
import { serveScim } from './scim/serve-scim.ts';
import { serveRoute } from './serve-route.ts';
import type { Services } from './services.ts';
import { serveSignIn } from './sign-in/serve-sign-in.ts';

/** The HTTP side of Countersign. Keeps no state: as many of it as one likes run side by side. */
export function createApp(
  services: Services,
  { rateLimitPerMinute }: { rateLimitPerMinute: number },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(requestLog(services.log));
  app.use(countRequests);
  app.use(helmet());
  app.use('/docs', documentation());
  app.use(
    rateLimit({
      windowMs: 60_000,
      limit: rateLimitPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // The token rather than the address: an office behind one address is many people.
      keyGenerator: ({ headers, ip }) =>
        headers.authorization === undefined ? (ip ?? '') : sha256(headers.authorization).toString('base64'),
      validate: { keyGeneratorIpFallback: false },
      handler: (request, response) => {
        sendProblem(
          new Problem('too_many_requests', 'Too many requests in a minute; wait a little.'),
          request,
          response,
        );
      },
    }),
  );
  serveScim(app, services);
  for (const route of routes.filter(({ largestBody }) => largestBody !== undefined)) {
    serveRoute(app, route, services);
  }
  app.use(
    express.json({ limit: '1mb', strict: false, type: ['application/json', 'application/merge-patch+json'] }),
  );
  app.use(refuseCrossSite(services));
  app.use(express.text({ limit: '1mb', type: 'application/x-www-form-urlencoded' }));
  const document = openApiDocument(routes);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  for (const route of routes.filter(({ largestBody }) => largestBody === undefined)) {
    serveRoute(app, route, services);
  }
  app.use(pageHeaders());
  serveSignIn(app, services);
  serveVendorPortal(app, services);
  serveTrust(app, services, { rateLimitPerMinute });
  servePages(app, services);
  app.use(notFoundHandler);
  app.use(errorHandler);
  return app;
}
