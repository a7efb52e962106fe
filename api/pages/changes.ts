import type { Express, Request, Response } from 'express';
import { packMarks } from '../../db/audit-pack-file.ts';
import { marksOf } from '../../db/request-mark.ts';
import { ChangeWatcher } from '../change-watcher.ts';
import { oversees } from '../people-shown.ts';
import type { Caller } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import type { Services } from '../services.ts';
import { personSignedIn } from '../session.ts';

/** The browser asks again after this time, and whether the person may still look is then established anew. */
const longestStreamMs = 10 * 60_000;
/** Proxies close connections that say nothing; a comment is no event. */
const heartbeatMs = 20_000;

/** Tells an open page of a request, or of an audit pack, when it has changed (server-sent events, WHATWG HTML 9.2). */
export function serveChanges(app: Express, services: Services): void {
  const { db } = services;
  const ofRequests = new ChangeWatcher((ids) => marksOf(db, ids));
  serveChangesOf(app, services, '/adoption-requests', ofRequests, () => true);
  const ofPacks = new ChangeWatcher((ids) => packMarks(db, ids));
  serveChangesOf(app, services, '/audit-packs', ofPacks, oversees);
}

function serveChangesOf(
  app: Express,
  services: Services,
  path: string,
  watcher: ChangeWatcher,
  isFor: (caller: Caller) => boolean,
): void {
  app.get(`${path}/:id/changes`, async (request, response) => {
    const id = requestId.safeParse(request.params['id']);
    const caller = await personSignedIn(request, services, new Date().toISOString());
    if (caller === undefined || caller.external !== undefined || !isFor(caller) || !id.success) {
      // 204 tells a browser not to ask again. An external auditor has no open page of a request.
      response.status(204).end();
      return;
    }
    streamChanges(watcher, id.data, request, response);
  });
}

function streamChanges(watcher: ChangeWatcher, id: string, request: Request, response: Response): void {
  const { seen: asked } = request.query;
  const seen = request.get('last-event-id') ?? (typeof asked === 'string' ? asked : '');
  response
    .status(200)
    .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.write('retry: 3000\n\n');
  const stop = watcher.watch(id, seen, (mark) => {
    response.write(`id: ${mark}\nevent: changed\ndata: ${mark}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': here\n\n'), heartbeatMs);
  const end = setTimeout(() => response.end(), longestStreamMs);
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(end);
  });
}
