import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '../../api/sign-in/local-path.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

/** One request of a browser that follows nothing. */
function browse(path: string, headers: Record<string, string> = {}, form?: Record<string, string>) {
  return fetch(`${organisation.url}${path}`, {
    redirect: 'manual',
    headers,
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
}

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

async function isSignedIn(cookie: string): Promise<boolean> {
  const { status, headers } = await browse('/inbox', { cookie });
  if (status === 303) expect(headers.get('location')).toBe('/sign-in?to=%2Finbox');
  return status === 200;
}

/** Moves a session's times into the past, as if they had been that long ago. */
async function age(account: Account, column: 'expires_at' | 'last_seen_at', minutes: number): Promise<void> {
  const { db } = organisation.database;
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('user_name', '=', account)
    .executeTakeFirstOrThrow();
  const then = new Date(Date.now() - minutes * 60_000).toISOString();
  await db
    .updateTable('session')
    .set({ [column]: then })
    .where('person_id', '=', id)
    .execute();
}

describe('the sign-in page of a demo', () => {
  it('says that it is one, and offers every account with what it may do', async () => {
    const html = await (await browse('/sign-in?to=/delegations')).text();
    expect(html).toMatch(/demo/);
    for (const known of ['requester', 'security-2', 'Lee Legal', 'Compliance manager'])
      expect(html).toContain(known);
    expect(html).toContain('value="/delegations"');
  });

  it('signs in and leads to where one wanted to go', async () => {
    const form = { userName: 'legal', to: '/inbox?show=mine' };
    const answer = await browse('/sign-in/demo', sameOrigin, form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/inbox?show=mine']);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^countersign=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await isSignedIn(cookie.split(';')[0] ?? '')).toBe(true);
  });

  it('knows nobody but the demo’s accounts', async () => {
    const person = { userName: 'real', name: 'Real', roles: ['administrator'] };
    await organisation.call('administrator', 'POST', '/v1/people', person);
    for (const userName of ['real', 'nobody', '']) {
      const answer = await browse('/sign-in/demo', sameOrigin, { userName, to: '/' });
      expect(answer.status).toBe(404);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe('a session', () => {
  it('is a new one at every sign-in, and the one that was open in this browser ends', async () => {
    const first = await organisation.signIn('privacy');
    const answer = await browse('/sign-in/demo', { ...sameOrigin, cookie: first }, { userName: 'privacy' });
    const second = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(second).not.toBe(first);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([false, true]);
  });

  it('is not what a visitor brings along', async () => {
    const planted = `countersign=${'a'.repeat(43)}`;
    const answer = await browse('/sign-in/demo', { ...sameOrigin, cookie: planted }, { userName: 'legal' });
    expect(answer.headers.getSetCookie()[0]).not.toContain(planted);
    expect(await isSignedIn(planted)).toBe(false);
  });

  it('ends by itself, at the latest after twelve hours and after two without a request', async () => {
    const cookie = await organisation.signIn('security');
    await age('security', 'last_seen_at', 119);
    expect(await isSignedIn(cookie)).toBe(true);
    await age('security', 'last_seen_at', 121);
    expect(await isSignedIn(cookie)).toBe(false);
    const again = await organisation.signIn('security');
    await age('security', 'expires_at', 0);
    expect(await isSignedIn(again)).toBe(false);
  });

  it('is seen when it is used, and written down once a minute at most', async () => {
    const cookie = await organisation.signIn('management');
    const seen = async () =>
      (
        await organisation.database.db
          .selectFrom('session')
          .innerJoin('person', 'person.id', 'session.person_id')
          .select('last_seen_at')
          .where('user_name', '=', 'management')
          .executeTakeFirstOrThrow()
      ).last_seen_at;
    const [before] = [await seen(), await isSignedIn(cookie)];
    expect(await seen()).toBe(before);
    await age('management', 'last_seen_at', 60);
    await isSignedIn(cookie);
    expect(Date.parse(await seen())).toBeGreaterThan(Date.now() - 20_000);
  });

  it('ends by signing out, in this browser only', async () => {
    const [here, elsewhere] = [await organisation.signIn('auditor'), await organisation.signIn('auditor')];
    const answer = await browse('/sign-out', { ...sameOrigin, cookie: here }, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^countersign=; Max-Age=0/);
    expect([await isSignedIn(here), await isSignedIn(elsewhere)]).toEqual([false, true]);
  });

  it('ends at once when the person leaves, and does not come back with them', async () => {
    const cookie = await organisation.signIn('colleague');
    for (const active of [false, true]) {
      await organisation.call('administrator', 'PATCH', '/v1/people/colleague', { active });
      expect(await isSignedIn(cookie)).toBe(false);
    }
    expect(await isSignedIn(await organisation.signIn('colleague'))).toBe(true);
  });

  it('is nobody’s, though it began in the moment in which the person left', async () => {
    const cookie = await organisation.signIn('colleague');
    const set = (active: boolean) =>
      organisation.database.db
        .updateTable('person')
        .set({ active })
        .where('user_name', '=', 'colleague')
        .execute();
    await set(false);
    expect(await isSignedIn(cookie)).toBe(false);
    await set(true);
    expect(await isSignedIn(cookie)).toBe(true);
  });

  it('is for pages, not for the API', async () => {
    const cookie = await organisation.signIn('legal');
    expect((await browse('/v1/me', { cookie })).status).toBe(401);
  });

  it('is on record with its start and end, without its secret', async () => {
    const cookie = await organisation.signIn('business-owner');
    await browse('/sign-out', { ...sameOrigin, cookie }, {});
    const rows = await organisation.database.db
      .selectFrom('event')
      .select(['type', 'canonical'])
      .where('type', 'in', ['SignedIn', 'SignedOut'])
      .orderBy('position', 'desc')
      .limit(2)
      .execute();
    expect(rows.map(({ type }) => type)).toEqual(['SignedOut', 'SignedIn']);
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]);
  });
});

describe('a form that another site sends', () => {
  it.each<[string, number, Record<string, string>]>([
    ['our page', 303, { 'sec-fetch-site': 'same-origin' }],
    ['another site', 403, { 'sec-fetch-site': 'cross-site' }],
    ['another host of our domain', 403, { 'sec-fetch-site': 'same-site' }],
    ['the address bar', 403, { 'sec-fetch-site': 'none' }],
    ['nowhere', 403, {}],
    ['an older browser elsewhere', 403, { origin: 'https://evil.example' }],
    ['a sandboxed frame', 403, { origin: 'null' }],
    ['a liar by Origin', 403, { origin: 'OURS', 'sec-fetch-site': 'cross-site' }],
    ['our host on another port', 403, { origin: 'http://127.0.0.1:1' }],
    ['an older browser on our page', 303, { origin: 'OURS' }],
  ])('from %s: %i', async (_from, status, headers) => {
    const cookie = await organisation.signIn('requester');
    const ours = Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('OURS', organisation.url),
    ]);
    const sent = { ...(Object.fromEntries(ours) as Record<string, string>), cookie };
    expect((await browse('/sign-out', sent, {})).status).toBe(status);
    expect(await isSignedIn(cookie)).toBe(status === 403);
  });

  it('is refused wherever it goes, but not what proves itself by a token', async () => {
    const elsewhere = { 'sec-fetch-site': 'cross-site' };
    for (const path of ['/', '/inbox', '/nothing', '/v1x', '/sign-in/demo', '//v1/me', '/V1/../inbox']) {
      expect((await browse(path, elsewhere, {})).status, path).toBe(403);
    }
    const headers = { ...elsewhere, authorization: `Bearer ${organisation.tokenOf('requester')}` };
    expect((await browse('/v1/adoption-requests', headers, { a: 'b' })).status).toBe(415);
  });
});

describe('where one goes on to after signing in', () => {
  it.each(['/', '/inbox', '/adoption-requests?state=in_review&q=a%20b', '/a?to=https://b.example'])(
    'is %s',
    (to) => {
      expect(localPath(to)).toBe(to);
    },
  );

  it.each([
    undefined,
    '',
    'inbox',
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    '/a\r\nSet-Cookie: b=c',
    'http://here.invalid/inbox',
    ['/inbox'],
  ])('is never %j', async (to) => {
    expect(localPath(to)).toBe('/');
    const form = { userName: 'legal', to: String(to) };
    if (typeof to !== 'string') return;
    const answer = await browse('/sign-in/demo', sameOrigin, form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  });
});

describe('outside a demo', () => {
  it('nobody becomes a demo account, and the page says what to configure', async () => {
    const real = await TestOrganisation.found({ worker: false, demo: false });
    try {
      await expect(real.signIn('administrator')).rejects.toThrow();
      const answer = await fetch(`${real.url}/sign-in/demo`, {
        method: 'POST',
        headers: sameOrigin,
        body: new URLSearchParams({ userName: 'administrator' }),
      });
      expect(answer.status).toBe(404);
      const html = await (await fetch(`${real.url}/sign-in`)).text();
      expect(html).toContain('OIDC_ISSUER');
      expect(html).not.toContain('security-2');
    } finally {
      await real.close();
    }
  });
});
