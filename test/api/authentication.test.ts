import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { freshRequest, newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const me = (headers: Record<string, string>) =>
  organisation.call(undefined, 'GET', '/v1/me', undefined, headers);
const admin = (method: string, path: string, body?: unknown) =>
  organisation.call('administrator', method, path, body);
const issue = (body: object) =>
  admin('POST', '/v1/tokens', { label: 'x', expiresAt: '2099-01-01T00:00:00Z', ...body });

describe('without a valid token', () => {
  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['an unknown one', { authorization: 'Bearer csp_unknown' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic cmVxdWVzdGVyOg==' }],
  ])('(%s) every route but the public ones answers 401', async (_, headers) => {
    for (const { method, path, access } of routes) {
      const answer = await organisation.call(
        undefined,
        method.toUpperCase(),
        path.replaceAll(/\{\w+\}/g, 'x'),
        undefined,
        headers,
      );
      // Of the trust center there is nothing to see before something is published.
      if (access === 'public') expect([200, 404]).toContain(answer.status);
      else expect(refusalOf(answer)).toBe('401 unauthenticated');
    }
    expect((await me(headers)).headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('an expired or a revoked one is none', async () => {
    const expired = await issue({ person: 'legal', expiresAt: new Date(Date.now() + 200).toISOString() });
    const { id, token } = (await issue({ person: 'legal' })).body;
    const as = (secret: unknown) => ({ authorization: `Bearer ${String(secret)}` });
    expect((await me(as(token))).body).toMatchObject({ kind: 'person', userName: 'legal' });
    expect((await admin('POST', `/v1/tokens/${id}/revocation`)).status).toBe(204);
    expect(refusalOf(await admin('POST', `/v1/tokens/${id}/revocation`))).toBe('404 not_found');
    expect(refusalOf(await me(as(token)))).toBe('401 unauthenticated');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(refusalOf(await me(as(expired.body.token)))).toBe('401 unauthenticated');
  });
});

describe('tokens', () => {
  it('tell people from machines, and are shown once', async () => {
    const [person, machine] = [await issue({ person: 'legal' }), await issue({ machine: 'scanner' })];
    expect(person.body.token).toMatch(/^csp_[\w-]{43}$/);
    expect(machine.body.token).toMatch(/^csm_[\w-]{43}$/);
    const listed = JSON.stringify((await admin('GET', '/v1/tokens')).body);
    expect(listed).toContain(person.body.id);
    expect(listed).not.toMatch(/cs[pm]_/);
    const rows = await organisation.database.db.selectFrom('event').select('canonical').execute();
    expect(JSON.stringify(rows)).not.toMatch(/cs[pm]_/);
  });

  it('are for a person or a machine, one of them, and for somebody known', async () => {
    expect(await refused(organisation, () => issue({}))).toBe('422 invalid');
    expect(await refused(organisation, () => issue({ person: 'legal', machine: 'x' }))).toBe('422 invalid');
    expect(await refused(organisation, () => issue({ person: 'nobody' }))).toBe('404 not_found');
  });
});

describe('who may write', () => {
  it('a machine reads, and neither submits nor signs nor administers', async () => {
    const id = await freshRequest(organisation);
    const { token } = (await issue({ machine: 'scanner' })).body;
    const headers = { authorization: `Bearer ${String(token)}`, 'if-match': '"1"' };
    for (const { method, path, access } of routes) {
      if (access === 'public' || access === 'anyone') continue;
      const act = () =>
        organisation.call(undefined, method.toUpperCase(), path.replace('{id}', id), undefined, headers);
      expect(await refused(organisation, act), path).toBe('403 wrong_role');
    }
    expect(
      (await organisation.call(undefined, 'GET', `/v1/adoption-requests/${id}`, undefined, headers)).status,
    ).toBe(200);
  });

  it('an auditor reads everything and writes nothing but what everybody does for themselves', async () => {
    // A copy of what is on record changes nothing that is governed here.
    const ofPacks = ['askForAuditPack', 'cancelAuditPack'];
    const id = await freshRequest(organisation);
    for (const { method, path, access, operationId } of routes) {
      if (access === 'self' || ofPacks.includes(operationId)) continue;
      const call = () =>
        organisation.call(
          'auditor',
          method.toUpperCase(),
          path.replace('{id}', id),
          {},
          { 'if-match': '"1"' },
        );
      if (method !== 'get') expect(await refused(organisation, call), path).toBe('403 wrong_role');
    }
    for (const path of [
      `/v1/adoption-requests/${id}`,
      '/v1/people',
      '/v1/tokens',
      '/v1/audit/verification',
    ]) {
      expect((await organisation.call('auditor', 'GET', path)).status).toBe(200);
    }
  });

  it('people and tokens are the administrator’s alone', async () => {
    for (const account of ['requester', 'security', 'compliance', 'management'] as const) {
      for (const path of ['/v1/people', '/v1/tokens']) {
        expect(await refused(organisation, () => organisation.call(account, 'POST', path, {}))).toBe(
          '403 wrong_role',
        );
      }
    }
  });
});

describe('people', () => {
  it('who are deactivated are nobody at once, and somebody again when taken back', async () => {
    const { id, as } = await newcomer(organisation, 'nora', ['requester']);
    await admin('PATCH', `/v1/people/${id}`, { active: false });
    expect(refusalOf(await me(as))).toBe('401 unauthenticated');
    await admin('PATCH', '/v1/people/nora', { active: true });
    expect((await me(as)).body.id).toBe(id);
  });

  it('lose a role at once', async () => {
    const { id, as } = await newcomer(organisation, 'sam', ['security', 'requester']);
    const request = await freshRequest(organisation);
    await admin('PATCH', `/v1/people/${id}`, { roles: ['requester'] });
    const path = `/v1/adoption-requests/${request}/sign-offs`;
    const body = { role: 'security', decision: 'approve' };
    const act = () => organisation.call(undefined, 'POST', path, body, { ...as, 'if-match': '"1"' });
    expect(await refused(organisation, act)).toBe('403 wrong_role');
  });

  it('have a user name of their own and each role once', async () => {
    const add = (userName: string, roles: string[]) => () =>
      admin('POST', '/v1/people', { userName, name: 'x', roles });
    expect(await refused(organisation, add('legal', []))).toBe('422 invalid');
    expect(await refused(organisation, add('twice', ['legal', 'legal']))).toBe('422 invalid');
    expect(pointersOf(await add('twice', ['king'])())).toEqual(['/roles/0']);
    const twins = await Promise.all([add('twin', [])(), add('twin', [])()]);
    expect(twins.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });
});
