import type { Request, RequestHandler, Response, Router } from 'express';
import { listDemoAccounts } from '../../db/demo-account.ts';
import { renderPublicView } from '../pages/components/shell.tsx';
import { Form, type View } from '../pages/page.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { endSession, startSession } from '../session.ts';
import { localPath } from './local-path.ts';
import { finishSignIn, providerSignOut, startSignIn } from './openid-connect.ts';
import { signedOutView, signInView, unsuccessfulView } from './sign-in-view.tsx';

/** How people get in to the pages, and out. */
export function serveSignIn(router: Router, services: Services): void {
  const { identityProvider } = services;
  router.get('/sign-in', answered(signInPage(services)));
  router.post('/sign-in/demo', answered(signInToDemo(services)));
  router.post('/sign-out', answered(signOut(services)));
  if (identityProvider === undefined) return;
  router.get('/sign-in/start', answered(startSignIn(identityProvider, services)));
  router.get('/sign-in/callback', answered(finishSignIn(identityProvider, services)));
  router.get('/signed-out', async (_request, response) => {
    const { name } = identityProvider.settings;
    sendView(signedOutView({ name, href: await providerSignOut(identityProvider, services) }), response);
  });
}

function signInPage(services: Services): Handler {
  return async (request, response) => {
    const view = signInView({
      to: localPath(request.query.to),
      demoAccounts: services.demo ? await listDemoAccounts(services.db, new Date().toISOString()) : undefined,
      provider: services.identityProvider?.settings.name,
    });
    sendView(view, response);
  };
}

function signInToDemo(services: Services): Handler {
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

function signOut(services: Services): Handler {
  return async (request, response) => {
    const cookie = await endSession(request, services, new Date().toISOString());
    const next = services.identityProvider === undefined ? '/sign-in' : '/signed-out';
    response.append('Set-Cookie', cookie).redirect(303, next);
  };
}

type Handler = (request: Request, response: Response) => Promise<void>;

/** Whoever is not signed in is told so on a page, and how to go on; what went wrong inside is for the log. */
function answered(handler: Handler): RequestHandler {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status >= 500) request.log.error({ err: error }, error.message);
      sendView(unsuccessfulView(error), response);
    }
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
