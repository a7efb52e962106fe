import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IdentityProvider } from '../../api/sign-in/identity-provider.ts';
import { isSameName } from '../../db/person-login.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { refusalOf } from './refusal.ts';
import { TestIdentityProvider } from './test-identity-provider.ts';

let provider: TestIdentityProvider;
let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  provider = await TestIdentityProvider.open();
  const identityProvider = new IdentityProvider(provider.settings());
  organisation = await TestOrganisation.found({ worker: false, demo: false, identityProvider });
  await provider.serve(organisation.url);
});
afterAll(async () => {
  await organisation.close();
  await provider.close();
});
beforeEach(() => {
  browser = new Browser();
});

const legal = { sub: 'account-legal', preferred_username: 'legal', name: 'Lee Legal' };
const callback = () => `${organisation.url}/sign-in/callback`;

/** From the link on the sign-in page to wherever it ends. */
function signIn(to = '/inbox', stopAt?: string) {
  return browser.go(`${organisation.url}/sign-in/start?to=${encodeURIComponent(to)}`, stopAt);
}

async function who(): Promise<string | undefined> {
  const { status, html } = await browser.go(`${organisation.url}/inbox`, `${organisation.url}/sign-in`);
  return status === 200 ? /<summary>([^<]*)</.exec(html)?.[1] : undefined;
}

/** An addition to the directory, as an administrator makes it. */
async function directoryAdds(userName: string): Promise<string> {
  const person = { userName, name: `Name of ${userName}`, roles: ['requester'] };
  const answer = await organisation.call('administrator', 'POST', '/v1/people', person);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function attempts(): Promise<number> {
  return (await organisation.database.db.selectFrom('sign_in_attempt').select('state').execute()).length;
}

describe('signing in with the identity provider', () => {
  it('begins at a link, proves who one is, and ends where one wanted to go', async () => {
    provider.signsIn = provider.add(legal);
    const { html } = await browser.go(`${organisation.url}/inbox?show=mine`);
    const link = /href="(\/sign-in\/start[^"]*)"/.exec(html)?.[1] ?? '';
    expect(html).toContain('Sign in with Test SSO');
    const end = await browser.go(organisation.url + link);
    expect([end.status, end.url]).toEqual([200, `${organisation.url}/inbox?show=mine`]);
    expect(await who()).toBe('Lee Legal');
    expect(browser.cookies(organisation.url).map(([name]) => name)).toEqual(['__Host-countersign']);
  });

  it('asks with PKCE, state and nonce, and keeps what belongs to them out of the browser', async () => {
    const response = await browser.ask(`${organisation.url}/sign-in/start`);
    const asked = new URL(response.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: callback(),
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-countersign-sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  it('never leads elsewhere afterwards', async () => {
    provider.signsIn = provider.add(legal);
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      expect((await signIn(to, `${organisation.url}/inbox`)).url).toBe(`${organisation.url}/inbox`);
    }
  });

  it('is on record as one by OpenID Connect', async () => {
    provider.signsIn = provider.add(legal);
    await signIn();
    const { canonical } = await organisation.database.db
      .selectFrom('event')
      .select('canonical')
      .where('type', '=', 'SignedIn')
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow();
    expect(canonical).toContain('"how":"oidc"');
    expect(canonical).not.toMatch(/account-legal|Lee/);
  });
});

describe('what is not an answer to our own question', () => {
  beforeEach(() => {
    provider.signsIn = provider.add(legal);
  });

  it('a callback that was not asked for', async () => {
    const answer = await browser.go(`${callback()}?code=x&state=y`);
    expect([answer.status, await who()]).toEqual([403, undefined]);
  });

  it('another state', async () => {
    const url = new URL((await signIn('/inbox', callback())).url);
    url.searchParams.set('state', 'another');
    expect((await browser.go(url.href)).status).toBe(403);
    url.searchParams.delete('state');
    expect((await browser.go(url.href)).status).toBe(403);
    expect(await who()).toBeUndefined();
  });

  it('an answer that is brought by another browser', async () => {
    const { url } = await signIn('/inbox', callback());
    const victim = new Browser();
    expect((await victim.go(url)).status).toBe(403);
    await victim.go(`${organisation.url}/sign-in/start`, callback());
    expect((await victim.go(url)).status).toBe(403);
    expect((await browser.go(url)).status).toBe(200);
  });

  it('the same answer again', async () => {
    const before = await attempts();
    const { url } = await signIn('/inbox', callback());
    const cookies = new Map(browser.cookies(organisation.url));
    expect((await browser.go(url, `${organisation.url}/inbox`)).url).toMatch(/inbox$/);
    const replay = await fetch(url, {
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      redirect: 'manual',
    });
    expect(replay.status).toBe(403);
    expect(replay.headers.getSetCookie()).toEqual([]);
    expect(await attempts()).toBe(before);
  });

  it.each(['nonce', 'verifier'] as const)('another %s', async (column) => {
    const { url } = await signIn('/inbox', callback());
    const other = 'x'.repeat(43);
    await organisation.database.db
      .updateTable('sign_in_attempt')
      .set({ [column]: other })
      .execute();
    const { status, html } = await browser.go(url);
    expect(status).toBe(403);
    expect(html).not.toMatch(/nonce|invalid_grant|PKCE|verif/i);
    expect(await who()).toBeUndefined();
  });

  it('an answer that took too long', async () => {
    const { url } = await signIn('/inbox', callback());
    const past = new Date(Date.now() - 1).toISOString();
    await organisation.database.db.updateTable('sign_in_attempt').set({ expires_at: past }).execute();
    expect((await browser.go(url)).status).toBe(403);
    await signIn('/inbox', callback());
    expect(await attempts()).toBe(1);
  });

  it('an answer of another issuer', async () => {
    const url = new URL((await signIn('/inbox', callback())).url);
    expect(url.searchParams.get('iss')).toBe(provider.issuer);
    url.searchParams.set('iss', 'https://evil.example');
    expect((await browser.go(url.href)).status).toBe(403);
    expect(await who()).toBeUndefined();
  });
});

describe('when it does not work out', () => {
  it('one who cancels reads so, and nothing internal', async () => {
    provider.signsIn = undefined;
    const { status, html } = await signIn();
    expect(status).toBe(403);
    expect(html).toContain('did not sign you in');
    expect(html).not.toContain('details');
  });

  it('a provider that is away is waited for, and all else goes on', async () => {
    const away = await TestIdentityProvider.open();
    const identityProvider = new IdentityProvider(away.settings());
    const alone = await TestOrganisation.found({ worker: false, identityProvider });
    try {
      expect((await browser.go(`${alone.url}/sign-in/start`)).status).toBe(503);
      expect((await browser.go(`${alone.url}/signed-out`)).status).toBe(200);
      expect((await alone.call('legal', 'GET', '/v1/me')).status).toBe(200);
      expect((await alone.page('legal', '/inbox')).status).toBe(200);
      away.signsIn = away.add(legal);
      await away.serve(alone.url);
      const { url } = await browser.go(`${alone.url}/sign-in/start`, `${alone.url}/sign-in/callback`);
      away.goAway();
      expect((await browser.go(url)).status).toBe(503);
    } finally {
      await alone.close();
      await away.close();
    }
  });
});

describe('whom an account means', () => {
  it('nobody whom the directory does not know', async () => {
    provider.signsIn = provider.add({ sub: 'account-1', preferred_username: 'unheard-of' });
    const { status, html } = await signIn();
    expect(status).toBe(403);
    expect(html).toContain('unheard-of');
    expect(await who()).toBeUndefined();
  });

  it('nobody by an id of the directory, for only user names count', async () => {
    const id = await directoryAdds('by-id');
    provider.signsIn = provider.add({ sub: 'account-2', preferred_username: id });
    expect((await signIn()).status).toBe(403);
  });

  it('the same person after they are renamed at the provider', async () => {
    await directoryAdds('anna-before');
    const anna = provider.add({ sub: 'account-anna', preferred_username: 'anna-before' });
    provider.signsIn = anna;
    await signIn();
    anna.preferred_username = 'anna-after';
    browser = new Browser();
    expect((await signIn()).status).toBe(200);
    expect(await who()).toBe('Name of anna-before');
  });

  it('nobody when a user name is given to somebody else', async () => {
    await directoryAdds('reused');
    provider.signsIn = provider.add({ sub: 'account-old', preferred_username: 'reused' });
    expect((await signIn()).status).toBe(200);
    provider.signsIn = provider.add({ sub: 'account-new', preferred_username: 'reused' });
    browser = new Browser();
    expect((await signIn()).status).toBe(403);
    expect(await who()).toBeUndefined();
  });

  it('whoever has this user name in capital letters', async () => {
    await directoryAdds('Kim.Karg');
    provider.signsIn = provider.add({ sub: 'account-kim', preferred_username: 'KIM.KARG' });
    expect((await signIn()).status).toBe(200);
  });

  it('nobody by a letter that only looks alike, whatever the database takes for the same', () => {
    expect(isSameName('Kim', 'kIM')).toBe(true);
    // The sign for Kelvin, and the Turkish capital i with its dot.
    for (const name of ['\u212Aim', 'K\u0130m']) expect(isSameName('Kim', name)).toBe(false);
  });

  it('one person when it comes twice at once', async () => {
    await directoryAdds('at-once');
    provider.signsIn = provider.add({ sub: 'account-once', preferred_username: 'at-once' });
    const browsers = [new Browser(), new Browser(), new Browser()];
    const ends = await Promise.all(
      browsers.map((one) => one.go(`${organisation.url}/sign-in/start?to=/inbox`)),
    );
    expect(ends.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('nobody who has left, whether known by the account before or not', async () => {
    await directoryAdds('leaver');
    provider.signsIn = provider.add({ sub: 'account-leaver', preferred_username: 'leaver' });
    for (const known of [false, true]) {
      await organisation.call('administrator', 'PATCH', '/v1/people/leaver', { active: known });
      expect((await signIn()).status).toBe(known ? 200 : 403);
    }
    await organisation.call('administrator', 'PATCH', '/v1/people/leaver', { active: false });
    expect(await who()).toBeUndefined();
    expect((await signIn()).status).toBe(403);
  });
});

describe('an account that was made anew at the provider', () => {
  it('is the person’s once an administrator has had the old one forgotten, which ends its sessions', async () => {
    await directoryAdds('anew');
    const forget = (account: 'administrator' | 'legal') =>
      organisation.call(account, 'DELETE', '/v1/people/anew/login');
    expect(refusalOf(await forget('administrator'))).toBe('404 not_found');
    provider.signsIn = provider.add({ sub: 'account-first', preferred_username: 'anew' });
    await signIn();
    const former = browser;
    browser = new Browser();
    provider.signsIn = provider.add({ sub: 'account-second', preferred_username: 'anew' });
    expect((await signIn()).status).toBe(403);
    expect(refusalOf(await forget('legal'))).toBe('403 wrong_role');
    expect((await forget('administrator')).status).toBe(204);
    expect((await former.ask(`${organisation.url}/inbox`)).status).toBe(303);
    expect((await signIn()).status).toBe(200);
    expect((await former.go(`${organisation.url}/sign-in/start`)).status).toBe(403);
  });
});

describe('the log', () => {
  it('holds no code, state, cookie or claim of a sign-in, but why one was refused', async () => {
    let logged = '';
    const log = pino({}, { write: (line) => (logged += line) });
    const teller = await TestIdentityProvider.open();
    const identityProvider = new IdentityProvider(teller.settings());
    const told = await TestOrganisation.found({ worker: false, demo: false, identityProvider, log });
    try {
      await teller.serve(told.url);
      teller.signsIn = teller.add(legal);
      await browser.go(`${told.url}/sign-in/start?to=/inbox`);
      const other = new Browser();
      const { url } = await other.go(`${told.url}/sign-in/start`, `${told.url}/sign-in/callback`);
      await told.database.db.updateTable('sign_in_attempt').set({ nonce: 'x' }).execute();
      await other.go(url);
      expect(logged).toContain('a sign-in was refused');
      expect(logged).toContain('/sign-in/callback');
      const cookie = browser.cookies(told.url)[0]?.[1] ?? '';
      expect(cookie).toHaveLength(43);
      const secrets = [...new URL(url).searchParams.values(), cookie, 'account-legal', 'Lee Legal'];
      for (const secret of secrets.filter((value) => value !== teller.issuer))
        expect(logged).not.toContain(secret);
    } finally {
      await told.close();
      await teller.close();
    }
  });
});

describe('signing out', () => {
  it('ends our session and offers to sign out of the provider too', async () => {
    provider.signsIn = provider.add(legal);
    await signIn();
    const answer = await browser.ask(`${organisation.url}/sign-out`, {});
    expect(answer.headers.get('location')).toBe('/signed-out');
    expect(await who()).toBeUndefined();
    const { html } = await browser.go(`${organisation.url}/signed-out`);
    const href = /href="([^"]*session\/end[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href.startsWith(provider.issuer)).toBe(true);
    expect((await browser.go(href)).status).toBe(200);
  });
});

describe('roles by the claims of the provider', () => {
  let governed: TestOrganisation;
  let teller: TestIdentityProvider;
  beforeAll(async () => {
    teller = await TestIdentityProvider.open();
    const identityProvider = new IdentityProvider(teller.settings({ rolesClaim: 'groups' }));
    const directoryRoles = { Sec: ['security' as const], Board: ['management' as const, 'auditor' as const] };
    const settings = { worker: false, demo: false, identityProvider, directoryRoles };
    governed = await TestOrganisation.found(settings);
    await teller.serve(governed.url);
  });
  afterAll(async () => {
    await governed.close();
    await teller.close();
  });

  async function rolesAfter(userName: string, groups: string | string[] | undefined): Promise<unknown> {
    const account = { sub: `account-${userName}`, preferred_username: userName };
    teller.signsIn = teller.add({ ...account, ...(groups === undefined ? {} : { groups }) });
    const { status } = await new Browser().go(`${governed.url}/sign-in/start?to=/inbox`);
    expect(status).toBe(200);
    const { body } = await governed.call('administrator', 'GET', '/v1/people');
    return (body.items as { userName: string; roles: string[] }[]).find((one) => one.userName === userName)
      ?.roles;
  }

  it('come and go with them at every sign-in', async () => {
    await governed.call('administrator', 'POST', '/v1/people', { userName: 'grace', name: 'G', roles: [] });
    expect(await rolesAfter('grace', ['Sec', 'Board', 'Chess'])).toEqual([
      'auditor',
      'management',
      'security',
    ]);
    expect(await rolesAfter('grace', 'Sec')).toEqual(['security']);
    expect(await rolesAfter('grace', ['constructor', '__proto__'])).toEqual([]);
    expect(await rolesAfter('grace', ['Board'])).toEqual(['auditor', 'management']);
    expect(await rolesAfter('grace', undefined)).toEqual([]);
  });

  it('are beside those given by hand', async () => {
    expect(await rolesAfter('security', undefined)).toEqual(['security']);
    expect(await rolesAfter('security', ['Sec', 'Board'])).toEqual(['auditor', 'management', 'security']);
    expect(await rolesAfter('security', [])).toEqual(['security']);
    const { canonical } = await governed.database.db
      .selectFrom('event')
      .select('canonical')
      .where('type', '=', 'RoleRevoked')
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow();
    expect(canonical).toContain('"by":"system"');
    expect(canonical).toContain('"source":"claim"');
  });

  it('change nothing, and write nothing, while they stay the same', async () => {
    await rolesAfter('privacy', ['Board']);
    const count = async () =>
      (await governed.database.db.selectFrom('event').select('seq').where('type', 'like', 'Role%').execute())
        .length;
    const before = await count();
    await rolesAfter('privacy', ['Board']);
    expect(await count()).toBe(before);
  });
});

describe('other ways to configure it', () => {
  it('a secret in the header, claims that only userinfo tells, a public address as user name, and joiners welcome', async () => {
    const reticent = await TestIdentityProvider.open({ claimsInIdToken: false });
    const settings = reticent.settings({ personClaim: 'email', joiners: 'add' });
    const open = await TestOrganisation.found({
      worker: false,
      demo: false,
      identityProvider: new IdentityProvider(settings),
    });
    try {
      await reticent.serve(open.url);
      const email = 'jo@example.org';
      const joiner = { sub: 'j', preferred_username: 'j', name: 'Jo Joiner', zoneinfo: 'Asia/Tokyo' };
      reticent.signsIn = reticent.add({ ...joiner, email, email_verified: false });
      expect((await browser.go(`${open.url}/sign-in/start`)).status).toBe(403);
      reticent.signsIn = reticent.add({ ...joiner, email, email_verified: true });
      expect((await browser.go(`${open.url}/sign-in/start?to=/inbox`)).html).toContain('Jo Joiner');
      const { body } = await open.call('administrator', 'GET', '/v1/people');
      expect(body.items).toContainEqual(
        expect.objectContaining({ userName: 'jo@example.org', email: 'jo@example.org', roles: [] }),
      );
    } finally {
      await open.close();
      await reticent.close();
    }
  });
});
