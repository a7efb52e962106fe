import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { policyInForce } from '../../../db/approval-policy.ts';
import { publishedTrustPage } from '../../../db/trust-page.ts';
import { trustPath } from '../../../domain/trust-address.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { renderTrustView } from '../components/shell.tsx';
import { Form } from '../page.ts';
import * as access from './access.tsx';
import * as asking from './asking.tsx';
import * as subscription from './subscription.tsx';
import type { TrustCall, TrustReply, TrustRoute } from './trust-call.ts';
import { servePublicPage } from './public-page.tsx';
import { nothingHereView, trustProblemView } from './trust-view.tsx';

/** All that somebody without an account can do here, beside reading. */
const trustRoutes: TrustRoute[] = [
  { method: 'get', path: '/requests/new', answer: asking.showAsking },
  { method: 'post', path: '/requests/new', answer: asking.sendAsking },
  { method: 'get', path: '/requests/:token', answer: asking.showVerifying },
  { method: 'post', path: '/requests/:token', answer: asking.sendVerifying },
  { method: 'get', path: '/access', answer: access.showAccess },
  { method: 'post', path: '/access', answer: access.sendEntering },
  { method: 'post', path: '/access/leaving', answer: access.leaveAccess },
  { method: 'get', path: '/access/links/:token', answer: access.showEntry },
  { method: 'post', path: '/access/links/:token', answer: access.enter },
  { method: 'get', path: '/access/documents/:token', answer: access.download },
  { method: 'post', path: '/access/grants/:token/renewal', answer: access.sendAgain },
  { method: 'get', path: '/subscriptions', answer: subscription.showSubscription },
  { method: 'post', path: '/subscriptions', answer: subscription.sendSubscription },
  { method: 'get', path: '/subscriptions/:token', answer: subscription.showConfirmation },
  { method: 'post', path: '/subscriptions/:token', answer: subscription.confirmSubscription },
  { method: 'get', path: '/unsubscribe/:token', answer: subscription.showLeaving },
  { method: 'post', path: '/unsubscribe/:token', answer: subscription.sendLeaving },
];

/** The trust center as anybody sees it: whoever signs in to Countersign is nobody special here. */
export function serveTrust(
  app: Express,
  services: Services,
  { rateLimitPerMinute }: { rateLimitPerMinute: number },
): void {
  const router = express.Router();
  servePublicPage(router, services);
  router.use(forOneReader);
  const guarded = limitWriting(rateLimitPerMinute);
  for (const route of trustRoutes) {
    const isCostly = route.method === 'post' || route.path.startsWith('/access/documents');
    router[route.method](route.path, ...(isCostly ? [guarded] : []), answerTo(route, services));
  }
  router.use((_request, response) => void sendView(nothingHereView, response, services));
  app.use(trustPath, router);
}

/** What is for one reader is kept nowhere, found by no search, and tells nobody where it was. */
const forOneReader: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'strict-origin',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

/** What costs a mail or a copy comes from one address a sixtieth as often as anything at all. */
function limitWriting(rateLimitPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: Math.ceil(rateLimitPerMinute / 60),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      const message = 'Too many requests in a minute; wait a little.';
      response
        .status(429)
        .type('html')
        .send(renderTrustView(trustProblemView({ message, status: 429 }), 'Trust center'));
    },
  });
}

function answerTo({ answer }: TrustRoute, services: Services): RequestHandler {
  return async (request, response) => {
    const call = await callOf(request, services);
    const reply = await answer(call).catch((error: unknown): TrustReply => {
      if (!(error instanceof Problem) || (error.status >= 500 && error.code !== 'unavailable')) throw error;
      return error.status === 404 ? nothingHereView : trustProblemView(error);
    });
    await send(reply, response, services);
  };
}

async function callOf(request: Request, services: Services): Promise<TrustCall> {
  const { body } = request as { body: unknown };
  const { token } = request.params;
  return {
    request,
    services,
    at: new Date().toISOString(),
    zone: (await policyInForce(services.db)).rules.calendar.timeZone,
    form: new Form(new URLSearchParams(typeof body === 'string' ? body : '')),
    token: typeof token === 'string' ? token : '',
    query: (name) => {
      const value = request.query[name];
      return typeof value === 'string' ? value : '';
    },
  };
}

async function send(reply: TrustReply, response: Response, services: Services): Promise<void> {
  if ('file' in reply) {
    response.set(reply.headers).send(reply.file);
    return;
  }
  for (const cookie of reply.cookies ?? []) response.append('Set-Cookie', cookie);
  if ('redirect' in reply) response.redirect(303, reply.redirect);
  else await sendView(reply, response, services);
}

async function sendView(
  view: Parameters<typeof renderTrustView>[0],
  response: Response,
  { db }: Services,
): Promise<void> {
  const house = (await publishedTrustPage(db))?.content.name ?? 'Trust center';
  response
    .status(view.status ?? 200)
    .type('html')
    .send(renderTrustView(view, house));
}
