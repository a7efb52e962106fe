import express, { type Express, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sha256 } from '../../../db/canonical.ts';
import { isOpenLink } from '../../../db/vendor-link.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { portalPath, startVisit, vendorVisiting } from '../../vendor-visit.ts';
import { renderPortalView } from '../components/shell.tsx';
import { portalPages, type PortalReply } from './portal-questionnaire.ts';
import { arrivalView, notValidView, portalProblemView, questionnairePath } from './vendor-portal-view.tsx';

/** The pages of a vendor that comes in by a link, and of nobody else: whoever signs in has no part in them. */
export function serveVendorPortal(app: Express, services: Services): void {
  const router = express.Router();
  router.use(forOutsiders);
  for (const { method, path, answer } of portalPages) {
    router[method](path, async (request, response) => {
      const at = new Date().toISOString();
      const visit = await vendorVisiting(request, services, at);
      if (visit === undefined) send(notValidView, response);
      else reply(await replyOf(() => answer({ request, response, visit, at, services })), response);
    });
  }
  const guarded = limitGuesses();
  router.get('/:token', guarded, arrive(services));
  router.post('/:token', guarded, enter(services));
  router.use((_request, response) => {
    send(notValidView, response);
  });
  app.use(portalPath, router);
}

/**
 * What is here is kept nowhere, found by no search, and tells nobody where it was. Without any referrer, older browsers
 * would not say either that a form comes from here; an origin holds no token.
 */
const forOutsiders: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'strict-origin',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

/** Tokens cannot be guessed; whoever tries all the same does not keep the database busy with it. */
function limitGuesses(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: 100,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: (_request, response) => {
      const message = 'Too many requests in a minute; wait a little.';
      send(portalProblemView({ message, status: 429 }), response);
    },
  });
}

/** Changes nothing: whatever looks through somebody's mail may follow its links. */
function arrive(services: Services): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const at = new Date().toISOString();
    const { token } = request.params;
    const visit = await vendorVisiting(request, services, at);
    const isOpen = await isOpenLink(services.db, token, at);
    if (visit?.linkHash.equals(sha256(token)) === true) response.redirect(303, questionnairePath);
    else send(isOpen ? arrivalView(new URL(services.publicUrl).host) : notValidView, response);
  };
}

function enter(services: Services): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const cookie = await startVisit(services, request.params.token, new Date().toISOString());
    if (cookie === undefined) send(notValidView, response);
    else response.append('Set-Cookie', cookie).redirect(303, questionnairePath);
  };
}

/** What the page says, or why it cannot; what is not there is not told from what is not theirs. */
async function replyOf(answer: () => Promise<PortalReply>): Promise<PortalReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    // The assessment may be over since the visit was looked up.
    return error.status === 404 || error.code === 'closed' ? notValidView : portalProblemView(error);
  }
}

function reply(answer: PortalReply, response: Response): void {
  if (answer === undefined) return;
  if ('redirect' in answer) response.redirect(303, answer.redirect);
  else send(answer, response);
}

function send(view: Parameters<typeof renderPortalView>[0], response: Response): void {
  response
    .status(view.status ?? 200)
    .type('html')
    .send(renderPortalView(view));
}
