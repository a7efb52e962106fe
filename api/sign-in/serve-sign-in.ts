import type { Request, RequestHandler, Response, Router } from 'express';
import { listDemoAccounts } from '../../db/demo-account.ts';
import { Form, type View } from '../pages/page.ts';
import { renderPublicView } from '../pages/components/shell.tsx';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { endSession, startSession } from '../session.ts';
import { localPath } from './local-path.ts';
import { signInView } from './sign-in-view.tsx';

/** How people get in to the pages, and out. */
export function serveSignIn(router: Router, services: Services): void {
  router.get('/sign-in', signInPage(services));
  router.post('/sign-in/demo', signInToDemo(services));
  router.post('/sign-out', signOut(services));
}

function signInPage(services: Services): RequestHandler {
  return async (request, response) => {
    const at = new Date().toISOString();
    const view = signInView({
      to: localPath(request.query.to),
      demoAccounts: services.demo ? await listDemoAccounts(services.db, at) : undefined,
      provider: undefined,
    });
    sendView(view, response);
  };
}

function signInToDemo(services: Services): RequestHandler {
  return async (request, response) => {
    if (!services.demo) throw new Problem('not_found', 'There are no demo accounts outside a demo.');
    const at = new Date().toISOString();
    const form = formOf(request);
    const accounts = await listDemoAccounts(services.db, at);
    const account = accounts.find(({ userName }) => userName === form.text('userName'));
    if (account === undefined) throw new Problem('not_found', 'There is no such demo account.');
    const cookie = await startSession(request, { person: account.id, how: 'demo', at }, services);
    response.append('Set-Cookie', cookie).redirect(303, localPath(form.text('to')));
  };
}

function signOut(services: Services): RequestHandler {
  return async (request, response) => {
    const cookie = await endSession(request, services, new Date().toISOString());
    response.append('Set-Cookie', cookie).redirect(303, '/sign-in');
  };
}

function formOf({ body }: Request): Form {
  return new Form(new URLSearchParams(typeof body === 'string' ? body : ''));
}

function sendView(view: View, response: Response): void {
  response
    .status(view.status ?? 200)
    .type('html')
    .set('Cache-Control', 'no-store')
    .send(renderPublicView(view));
}
