import type { Request, Response, Router } from 'express';
import { policyInForce } from '../../../db/approval-policy.ts';
import { sha256 } from '../../../db/canonical.ts';
import type { Services } from '../../services.ts';
import { trustPageShown, type ShownTrustPage } from '../../../db/trust-page-shown.ts';
import { renderTrustView } from '../components/shell.tsx';
import type { View } from '../page.ts';
import { nothingHereView, policiesBySlug, policyTextView, TrustPageBody } from './trust-view.tsx';

/** The pages that are the same for everybody: no cookie is read or set, and whatever stands between may keep them a minute. */
export function servePublicPage(router: Router, services: Services): void {
  const { db } = services;
  router.get('/', async (request, response) => {
    const at = new Date().toISOString();
    const page = await trustPageShown(db, services.publicUrl, at);
    const zone = (await policyInForce(db)).rules.calendar.timeZone;
    const view = page && { title: 'Trust center', main: <TrustPageBody page={page} at={at} zone={zone} /> };
    sendPublic(view, page, request, response);
  });
  router.get('/policies/:slug', async (request, response) => {
    const page = await trustPageShown(db, services.publicUrl, new Date().toISOString());
    const policy = page && policiesBySlug(page).get(request.params.slug);
    const view = policy && policyTextView(policy);
    sendPublic(view, page, request, response);
  });
}

function sendPublic(
  view: View | undefined,
  page: ShownTrustPage | undefined,
  request: Request,
  response: Response,
): void {
  if (view === undefined || page === undefined) {
    const html = renderTrustView(nothingHereView, page?.name ?? 'Trust center');
    response.status(404).type('html').set('Cache-Control', 'no-store').send(html);
    return;
  }
  const html = renderTrustView(view, page.name);
  const tag = `"${sha256(html).toString('base64url')}"`;
  response.set({ ETag: tag, 'Cache-Control': 'public, max-age=60' });
  if (request.get('if-none-match')?.includes(tag) === true) response.status(304).end();
  else response.type('html').send(html);
}
