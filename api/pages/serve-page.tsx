import type { Request, RequestHandler, Response, Router } from 'express';
import { policyInForce } from '../../db/approval-policy.ts';
import { admit } from '../access.ts';
import { parse } from '../parse.ts';
import { perform } from '../perform.ts';
import { Problem } from '../problem.ts';
import type { Caller } from '../route.ts';
import { actorOf } from '../route.ts';
import { expressPath, sendReply } from '../serve-route.ts';
import type { Services } from '../services.ts';
import { personSignedIn } from '../session.ts';
import { readUpload } from '../upload.ts';
import { problemView } from './components/problem-view.tsx';
import { renderPublicView, renderView } from './components/shell.tsx';
import { type AnyPage, Form, type PageCall, type PageReply, type Viewer } from './page.ts';
import { sessionEndedView } from './session-ended.tsx';

/** Puts a page on the router: who is signed in, what they ask, and the answer as HTML. */
export function servePage(router: Router, page: AnyPage, services: Services): void {
  const handler: RequestHandler = async (request, response) => {
    const at = new Date().toISOString();
    const caller = await personSignedIn(request, services, at);
    if (caller === undefined) {
      askToSignIn(request, response);
      return;
    }
    const viewer = await viewerOf(caller, services);
    const reply = await answer(page, request, { caller, viewer, at, services }).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return problemView(error);
    });
    if ('file' in reply) await sendReply(reply.file, response, services);
    else send(reply, viewer, request, response);
  };
  router[page.method](expressPath(page.path), handler);
}

interface Asking {
  caller: Extract<Caller, { kind: 'person' }>;
  viewer: Viewer;
  at: string;
  services: Services;
}

type SentForm = Pick<PageCall<undefined, undefined>, 'form' | 'file'>;

async function answer(page: AnyPage, request: Request, asking: Asking): Promise<PageReply> {
  admit(asking.caller, page);
  const params = parse(page.params, request.params, () => new Problem('not_found', 'There is no such page.'));
  const query = parse(page.query, request.query);
  const { form, file } = page.takesFile === true ? await formWithFile(request) : formWithoutFile(request);
  return page.handle({
    ...asking,
    params,
    query,
    form,
    file,
    perform: (route, asked) => perform(route, asked, asking),
  });
}

function send(
  reply: Exclude<PageReply, { file: unknown }>,
  viewer: Viewer,
  request: Request,
  response: Response,
): void {
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

async function viewerOf(caller: Asking['caller'], { db, demo }: Services): Promise<Viewer> {
  const { person, external } = caller;
  const timeZone = person.timeZone ?? (await policyInForce(db)).rules.calendar.timeZone;
  return { person, actor: actorOf(caller), external: external !== undefined, timeZone, demo };
}

async function formWithFile(request: Request): Promise<SentForm> {
  const { fields, file } = await readUpload(request);
  return { form: new Form(fields), file };
}

function formWithoutFile(request: Request): SentForm {
  return { form: formOf(request), file: undefined };
}

function formOf({ body }: Request): Form {
  return new Form(new URLSearchParams(typeof body === 'string' ? body : ''));
}

/** After signing in one is where one wanted to be; a form that was sent keeps what was typed until then. */
function askToSignIn(request: Request, response: Response): void {
  const signIn = `/sign-in?to=${encodeURIComponent(wayBack(request))}`;
  if (request.method === 'GET') {
    response.redirect(303, signIn);
    return;
  }
  const view = sessionEndedView({ path: request.originalUrl, form: formOf(request), signIn });
  response.status(401).type('html').set('Cache-Control', 'no-store').send(renderPublicView(view));
}

/** A page that was asked for, or the page with the form that was sent, never the form's target. */
function wayBack(request: Request): string {
  if (request.method === 'GET') return request.originalUrl;
  const from = request.get('referer') ?? '';
  if (!URL.canParse(from)) return '/';
  const { pathname, search } = new URL(from);
  return pathname + search;
}
