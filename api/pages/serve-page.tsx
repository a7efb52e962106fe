import type { Request, RequestHandler, Response, Router } from 'express';
import { policyInForce } from '../../db/approval-policy.ts';
import { admit } from '../access.ts';
import { parse } from '../parse.ts';
import { perform } from '../perform.ts';
import { Problem } from '../problem.ts';
import type { Caller } from '../route.ts';
import { actorOf } from '../route.ts';
import { expressPath } from '../serve-route.ts';
import type { Services } from '../services.ts';
import { personSignedIn } from '../session.ts';
import { problemView } from './components/problem-view.tsx';
import { renderView } from './components/shell.tsx';
import { type AnyPage, Form, type PageReply, type Viewer } from './page.ts';

/** Puts a page on the router: who is signed in, what they ask, and the answer as HTML. */
export function servePage(router: Router, page: AnyPage, services: Services): void {
  const handler: RequestHandler = async (request, response) => {
    const at = new Date().toISOString();
    const caller = await personSignedIn(request, services, at);
    if (caller === undefined) {
      response.redirect(303, `/sign-in?to=${encodeURIComponent(wayBack(request))}`);
      return;
    }
    const viewer = await viewerOf(caller, services);
    const reply = await answer(page, request, { caller, viewer, at, services }).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return problemView(error);
    });
    send(reply, viewer, request, response);
  };
  router[page.method](expressPath(page.path), handler);
}

interface Asking {
  caller: Extract<Caller, { kind: 'person' }>;
  viewer: Viewer;
  at: string;
  services: Services;
}

async function answer(page: AnyPage, request: Request, asking: Asking): Promise<PageReply> {
  admit(asking.caller, page.access);
  const params = parse(page.params, request.params, () => new Problem('not_found', 'There is no such page.'));
  const query = parse(page.query, request.query);
  const form = new Form(new URLSearchParams(typeof request.body === 'string' ? request.body : ''));
  return page.handle({
    ...asking,
    params,
    query,
    form,
    perform: (route, asked) => perform(route, asked, asking),
  });
}

function send(reply: PageReply, viewer: Viewer, request: Request, response: Response): void {
  if ('redirect' in reply) {
    // 303: what follows is a GET, so going back or reloading sends nothing twice.
    response.redirect(303, reply.redirect);
    return;
  }
  response
    .status(reply.status ?? 200)
    .type('html')
    .set('Cache-Control', 'no-store')
    .send(renderView(reply, { viewer, path: request.path }));
}

async function viewerOf(caller: Asking['caller'], { db }: Services): Promise<Viewer> {
  const { person } = caller;
  const timeZone = (await policyInForce(db)).rules.calendar.timeZone;
  return { person, actor: actorOf(caller), timeZone };
}

/** Where to go on after signing in: a page that was asked for, never the target of a form. */
function wayBack(request: Request): string {
  return request.method === 'GET' ? request.originalUrl : '/';
}
