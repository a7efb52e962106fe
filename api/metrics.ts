import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram } from 'prom-client';

collectDefaultMetrics({ prefix: 'countersign_' });

const duration = new Histogram({
  name: 'countersign_http_request_duration_seconds',
  help: 'Seconds from a request to its answer, by method, route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

/** Measures every request under the pattern of its route, never under its path: ids would make a series each. */
export const countRequests: RequestHandler = (request, response, next) => {
  const stop = duration.startTimer({ method: request.method });
  response.on('finish', () => {
    const route = request.route as { path?: unknown } | undefined;
    stop({
      route: typeof route?.path === 'string' ? route.path : 'none',
      status: String(response.statusCode),
    });
  });
  next();
};
