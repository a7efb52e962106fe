import type { Server } from 'node:http';
import type { Express } from 'express';

/**
 * Milliseconds for which a connection is kept open for nothing. Longer than proxies and clients keep theirs: whoever closes
 * first must not be us, or a request that is just being sent on it is lost (ECONNRESET).
 */
const keepAliveMs = 65_000;

/** Lets the application answer at this address. */
export function listen(app: Express, port: number, host: string): Server {
  const server = app.listen(port, host);
  server.keepAliveTimeout = keepAliveMs;
  server.headersTimeout = keepAliveMs + 1_000;
  return server;
}
