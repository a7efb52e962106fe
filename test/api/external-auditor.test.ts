import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from '../../api/pages/index.ts';
import { routes } from '../../api/routes/index.ts';
import { setClaimedRoles } from '../../db/person-login.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { AuditEngagementScene } from './audit-engagement-scene.ts';
import { newcomer, pointersOf, refusalOf } from './refusal.ts';

let organisation: TestOrganisation;
let scene: AuditEngagementScene;
let engagement: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found({
    directoryRoles: { 'Outside auditors': ['external_auditor'], Lawyers: ['legal'] },
  });
  scene = new AuditEngagementScene(organisation);
  engagement = await scene.opened();
});
afterAll(() => organisation.close());

const filled = (path: string) => path.replaceAll(/\{\w+\}/g, randomUUID());

/** All that an external auditor is let in to; whoever opens one more has to say so here. */
const openRoutes = [
  'GET /v1/audit-engagements',
  'GET /v1/audit-engagements/{id}',
  'GET /v1/audit-engagements/{id}/controls',
  'GET /v1/audit-engagements/{id}/controls/{statement}/failing',
  'GET /v1/audit-engagements/{id}/evidence-requests',
  'GET /v1/audit-engagements/{id}/packs',
  'GET /v1/audit-engagements/{id}/packs/{pack}/download',
  'GET /v1/audit-engagements/{id}/people-to-ask',
  'GET /v1/audit-engagements/{id}/records',
  'GET /v1/audit-engagements/{id}/records/{kind}',
  'GET /v1/audit-engagements/{id}/records/{kind}/{record}',
  'GET /v1/audit-engagements/{id}/records/{kind}/{record}/events',
  'GET /v1/audit-engagements/{id}/records/{kind}/{record}/evidence',
  'GET /v1/audit-engagements/{id}/records/{kind}/{record}/evidence/{hash}',
  'GET /v1/audit/key',
  'GET /v1/evidence-requests/{id}',
  'GET /v1/evidence-requests/{id}/evidence',
  'GET /v1/evidence-requests/{id}/evidence/{hash}',
  'POST /v1/audit-engagements/{id}/evidence-requests',
  'POST /v1/evidence-requests/{id}/acceptance',
  'POST /v1/evidence-requests/{id}/asking-back',
];

describe('of what there is, to an external auditor', () => {
  it('the marked operations are open, and no other', () => {
    const marked = routes.filter(({ external }) => external === true);
    expect(marked.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted()).toEqual(
      openRoutes,
    );
  });

  it('every other operation is shut', async () => {
    const shut = routes.filter(({ access, external }) => access !== 'public' && external !== true);
    expect(shut.length).toBeGreaterThan(150);
    for (const { method, path } of shut) {
      const answer = await organisation.call(
        'external-auditor',
        method.toUpperCase(),
        filled(path),
        method === 'get' ? undefined : {},
      );
      expect([path, refusalOf(answer)]).toEqual([path, '403 wrong_role']);
      expect(answer.body.detail).toContain('scope of their engagement');
    }
  });

  it('the marked pages are open, and every other is shut', async () => {
    const marked = pages.filter(({ external }) => external === true);
    expect(
      marked
        .map(({ path }) => path)
        .every((path) => path === '/' || /^\/(audit-engagements|evidence-requests)/.test(path)),
    ).toBe(true);
    const shut = pages.filter(({ external }) => external !== true);
    expect(shut.length).toBeGreaterThan(150);
    for (const { method, path } of shut) {
      const answer =
        method === 'get'
          ? await organisation.page('external-auditor', filled(path))
          : await organisation.submitForm('external-auditor', filled(path));
      // A page with a name of its own may be found by the path of one with an id in its place: that is open, and finds nothing.
      expect([path, answer.status], path).toEqual([path, 403]);
    }
  });

  it('changes of a request are not told, and the directory is not kept', async () => {
    const { body } = await organisation.submit();
    expect(
      (await organisation.page('external-auditor', `/adoption-requests/${body.id}/changes`)).status,
    ).toBe(204);
    const scim = await organisation.call('external-auditor', 'GET', '/scim/v2/Users');
    expect(scim.status).toBe(403);
  });

  it('the start leads to the engagement, and the header to nothing else', async () => {
    expect((await organisation.page('external-auditor', '/')).location).toBe('/audit-engagements');
    const list = await organisation.page('external-auditor', '/audit-engagements');
    expect(list.location).toBe(`/audit-engagements/${engagement}`);
    const { html, status } = await organisation.page('external-auditor', list.location ?? '');
    expect(status).toBe(200);
    const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    const own = links.filter((href) => !href.startsWith('/assets/') && href !== '/');
    expect(own.length).toBeGreaterThan(5);
    for (const href of own) {
      expect(href).toMatch(/^\/audit-engagements/);
      expect((await organisation.page('external-auditor', href)).status, href).toBeLessThan(400);
    }
  });
});

describe('the role of an external auditor', () => {
  const withRoles = (id: string, roles: string[]) =>
    organisation.call('administrator', 'PATCH', `/v1/people/${id}`, { roles });

  it('is held beside no other, given by hand', async () => {
    const both = { userName: `x-${randomUUID()}`, name: 'X', roles: ['external_auditor', 'legal'] };
    const added = await organisation.call('administrator', 'POST', '/v1/people', both);
    expect([refusalOf(added), pointersOf(added)]).toEqual(['422 invalid', ['/roles']]);
    const { id } = await newcomer(organisation, `outside-${randomUUID()}`, ['external_auditor']);
    expect(refusalOf(await withRoles(id, ['external_auditor', 'auditor']))).toBe('422 invalid');
    const lawyer = await newcomer(organisation, `lawyer-${randomUUID()}`, ['legal']);
    expect(refusalOf(await withRoles(lawyer.id, ['legal', 'external_auditor']))).toBe('422 invalid');
    expect((await withRoles(lawyer.id, ['external_auditor'])).status).toBe(200);
    const { body } = await organisation.call('administrator', 'GET', `/v1/people/${id}`);
    expect(body['roles']).toEqual(['external_auditor']);
  });

  it('is held beside no other, given by groups, by claims or by a file', async () => {
    const scim = await scimToken();
    const { id } = await newcomer(organisation, `outside-${randomUUID()}`, ['external_auditor']);
    const lawyer = await newcomer(organisation, `lawyer-${randomUUID()}`, ['legal']);
    const group = async (displayName: string, member: string) =>
      organisation.call(
        undefined,
        'POST',
        '/scim/v2/Groups',
        {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName,
          members: [{ value: member }],
        },
        scim,
      );
    expect((await group('Lawyers', id)).status).toBe(400);
    expect((await group('Outside auditors', lawyer.id)).status).toBe(400);
    const { db } = organisation.database;
    expect(await setClaimedRoles(db, id, ['legal'], new Date().toISOString())).toBe(false);
    expect(await setClaimedRoles(db, lawyer.id, ['external_auditor'], new Date().toISOString())).toBe(false);
    const { body } = await organisation.call('administrator', 'GET', `/v1/people/${id}`);
    const csv = `userName,roles\n${String(body['userName'])},external_auditor legal\n`;
    const imported = await organisation.call('administrator', 'POST', '/v1/people/import', csv, {
      'content-type': 'text/csv',
    });
    expect(refusalOf(imported)).toBe('422 invalid');
    for (const [person, role] of [
      [id, 'external_auditor'],
      [lawyer.id, 'legal'],
    ] as const) {
      const { body: held } = await organisation.call('administrator', 'GET', `/v1/people/${person}`);
      expect(held['roles']).toEqual([role]);
    }
  });

  it('opens nothing when it is taken away from somebody who was let in', async () => {
    const { auditor } = await scene.ofOneSystem();
    expect((await withRoles(auditor.id, [])).status).toBe(200);
    for (const path of ['/v1/ai-systems', '/v1/me', '/v1/audit-engagements']) {
      const answer = await organisation.call(undefined, 'GET', path, undefined, auditor.as);
      expect([refusalOf(answer), answer.body.detail]).toEqual([
        '403 wrong_role',
        'No engagement lets you in.',
      ]);
    }
    // Whoever joins the organisation is one of its people.
    expect((await withRoles(auditor.id, ['requester'])).status).toBe(200);
    expect((await organisation.call(undefined, 'GET', '/v1/ai-systems', undefined, auditor.as)).status).toBe(
      200,
    );
  });

  it('bars from owning, deciding and standing in', async () => {
    const to = 'external-auditor';
    const refusals = {
      '/v1/vendors': { name: `Vendor ${randomUUID()}`, owner: to },
      '/v1/delegations': {
        to,
        roles: ['legal'],
        startsAt: new Date().toISOString(),
        endsAt: '2099-01-01T00:00:00Z',
        reason: 'Away',
      },
    };
    const vendor = await organisation.call('compliance', 'POST', '/v1/vendors', refusals['/v1/vendors']);
    expect([refusalOf(vendor), pointersOf(vendor)]).toEqual(['422 invalid', ['/owner']]);
    const delegation = await organisation.call(
      'legal',
      'POST',
      '/v1/delegations',
      refusals['/v1/delegations'],
    );
    expect([refusalOf(delegation), pointersOf(delegation)]).toEqual(['422 invalid', ['/to']]);
    const request = await organisation.submit({ businessOwner: to });
    expect([refusalOf(request), pointersOf(request)]).toEqual(['422 invalid', ['/businessOwner']]);
  });

  it('is asked for no policy and no training of the organisation', async () => {
    const { db } = organisation.database;
    const { id } = await newcomer(organisation, `outside-${randomUUID()}`, ['external_auditor']);
    expect(
      await db.selectFrom('assignment').select('campaign_id').where('person_id', '=', id).execute(),
    ).toEqual([]);
  });

  async function scimToken() {
    const { body } = await organisation.call('administrator', 'POST', '/v1/tokens', {
      machine: 'directory',
      scope: 'scim',
      label: 'test',
      expiresAt: '2099-01-01T00:00:00Z',
    });
    return { authorization: `Bearer ${String(body['token'])}`, 'content-type': 'application/scim+json' };
  }
});
