import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityProvider } from '../../api/sign-in/identity-provider.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { refusalOf } from './refusal.ts';
import { TestIdentityProvider } from './test-identity-provider.ts';

let provider: TestIdentityProvider;
let organisation: TestOrganisation;
beforeAll(async () => {
  provider = await TestIdentityProvider.open();
  const identityProvider = new IdentityProvider(provider.settings(), { keyCooldownMs: 0 });
  organisation = await TestOrganisation.found({ worker: false, demo: false, identityProvider });
  await provider.serve(organisation.url);
});
afterAll(async () => {
  await organisation.close();
  await provider.close();
});

const legal = { sub: 'account-legal', preferred_username: 'legal' };
const now = () => Math.floor(Date.now() / 1_000);

function me(token: string) {
  return organisation.call(undefined, 'GET', '/v1/me', undefined, { authorization: `Bearer ${token}` });
}

/** Who the token makes one, or how it is refused. */
async function who(token: string): Promise<unknown> {
  const answer = await me(token);
  return answer.status === 200 ? answer.body.userName : refusalOf(answer);
}

describe('an access token of the identity provider', () => {
  it('is as good as one of ours, for the person whom it names', async () => {
    expect(await who(await provider.sign(legal))).toBe('legal');
    const { body } = await me(await provider.sign(legal));
    expect(body).toMatchObject({ kind: 'person', roles: ['legal'], actsFor: [] });
    expect(await who(organisation.tokenOf('legal'))).toBe('legal');
  });

  it('is taken as the provider itself makes it, once the account is known', async () => {
    const security = provider.add({ sub: 'account-security', preferred_username: 'security' });
    expect(await who(await provider.sign({ ...security }))).toBe('security');
    expect(await who(await provider.accessTokenOf(security))).toBe('security');
  });

  it('says what it is (RFC 9068), or has a scope where it only says JWT', async () => {
    for (const typ of ['at+jwt', 'application/at+jwt', 'AT+JWT'])
      expect(await who(await provider.sign(legal, { typ }))).toBe('legal');
    for (const scope of [{ scope: 'api' }, { scp: 'api' }])
      expect(await who(await provider.sign({ ...legal, ...scope }, { typ: 'JWT' }))).toBe('legal');
  });

  it('names several audiences, ours among them', async () => {
    const { audience } = provider.settings();
    expect(await who(await provider.sign({ ...legal, aud: ['other', audience] }))).toBe('legal');
  });

  it('may be a little ahead of our clock or behind it', async () => {
    expect(await who(await provider.sign({ ...legal, exp: now() - 2, nbf: now() - 60 }))).toBe('legal');
    expect(await who(await provider.sign({ ...legal, nbf: now() + 2 }))).toBe('legal');
  });
});

describe('no access token for us is', () => {
  const refused = '401 unauthenticated';

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of another issuer', { iss: 'https://evil.example' }, {}],
    ['of no issuer', { iss: undefined }, {}],
    ['for another audience', { aud: 'https://other.example' }, {}],
    ['for our client, not our API', { aud: 'countersign' }, {}],
    ['for no audience', { aud: undefined }, {}],
    ['expired', { exp: now() - 10 }, {}],
    ['without an end', { exp: undefined }, {}],
    ['not valid yet', { nbf: now() + 60 }, {}],
    ['of nobody', { sub: undefined }, {}],
    ['without a user name', { preferred_username: undefined, sub: 'account-nobody' }, {}],
    ['an ID token by its nonce', { nonce: 'n', scope: 'openid' }, { typ: 'JWT' }],
    ['an ID token by its hash', { at_hash: 'h', scope: 'openid' }, { typ: undefined }],
    ['an ID token for want of a scope', {}, { typ: 'JWT' }],
    ['a logout token', { scope: 'api' }, { typ: 'logout+jwt' }],
  ])('one that is %s', async (_, claims, header) => {
    expect(await who(await provider.sign({ ...legal, ...claims }, header))).toBe(refused);
  });

  it('one that is not signed', async () => {
    const { issuer } = provider;
    const { audience } = provider.settings();
    const unsigned = new UnsecuredJWT({ ...legal, scope: 'api' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('5m')
      .encode();
    expect(await who(unsigned)).toBe(refused);
    const [, payload = ''] = (await provider.sign(legal)).split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const alg of ['', 'x']) expect(await who(`${header}.${payload}.${alg}`)).toBe(refused);
  });

  it('one that is signed with the public key as if it were a shared secret', async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
    for (const secret of [JSON.stringify(keys[0]), JSON.stringify({ keys })]) {
      const token = await new SignJWT({ ...legal })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: keys[0]?.kid ?? '' })
        .setIssuer(provider.issuer)
        .setAudience(provider.settings().audience)
        .setExpirationTime('5m')
        .sign(Buffer.from(secret.padEnd(32)));
      expect(await who(token)).toBe(refused);
    }
  });

  it('one that brings its own key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    for (const header of [{ jwk }, { jku: 'http://127.0.0.1:1/keys' }, { kid: '../../dev/null' }]) {
      const token = await new SignJWT({ ...legal, iss: provider.issuer, aud: provider.settings().audience })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header })
        .setExpirationTime('5m')
        .sign(privateKey);
      expect(await who(token)).toBe(refused);
    }
  });

  it('one that was changed, or is none', async () => {
    const [header = '', payload = '', signature = ''] = (await provider.sign(legal)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const raised = JSON.stringify({ ...claims, preferred_username: 'administrator', sub: 'x' });
    const bent = Buffer.from(raised).toString('base64url');
    for (const token of [
      `${header}.${bent}.${signature}`,
      'a.b.c',
      '..',
      'e30.e30.',
      `${header}.${payload}.`,
    ])
      expect(await who(token)).toBe(refused);
  });
});

describe('the person whom a token names', () => {
  it('must be in the directory, by their user name', async () => {
    const id = (await me(await provider.sign(legal))).body.id;
    for (const userName of ['unheard-of', id])
      expect(await who(await provider.sign({ sub: `s-${userName}`, preferred_username: userName }))).toBe(
        '401 unauthenticated',
      );
  });

  it('stays the same under another name, and nobody else becomes them', async () => {
    await who(await provider.sign(legal));
    expect(await who(await provider.sign({ ...legal, preferred_username: 'renamed' }))).toBe('legal');
    expect(await who(await provider.sign({ ...legal, sub: 'another' }))).toBe('401 unauthenticated');
  });

  it('is nobody once they have left', async () => {
    const token = await provider.sign({ sub: 'account-colleague', preferred_username: 'colleague' });
    expect(await who(token)).toBe('colleague');
    await organisation.call('administrator', 'PATCH', '/v1/people/colleague', { active: false });
    expect(await who(token)).toBe('401 unauthenticated');
  });
});

describe('the keys of the provider', () => {
  it('are fetched again when they were rotated', async () => {
    const before = await provider.sign(legal);
    expect(await who(before)).toBe('legal');
    await provider.serve();
    expect(await who(await provider.sign(legal))).toBe('legal');
    expect(await who(before)).toBe('401 unauthenticated');
  });

  it('are not asked for by every stranger', async () => {
    const identityProvider = new IdentityProvider(provider.settings());
    const patient = await TestOrganisation.found({ worker: false, identityProvider });
    const ask = async (token: string) =>
      (await patient.call(undefined, 'GET', '/v1/me', undefined, { authorization: `Bearer ${token}` }))
        .status;
    try {
      expect(await ask(await provider.sign(legal))).toBe(200);
      const asked = provider.keysAsked;
      for (let each = 0; each < 5; each += 1)
        expect(await ask(await provider.sign(legal, { kid: `kid-${each}` }))).toBe(401);
      expect(provider.keysAsked).toBe(asked);
    } finally {
      await patient.close();
    }
  });

  it('being out of reach stops these tokens only, and not for ever', async () => {
    const away = await TestIdentityProvider.open();
    const identityProvider = new IdentityProvider(away.settings(), { keyCooldownMs: 0 });
    const alone = await TestOrganisation.found({ worker: false, identityProvider });
    const ask = (authorization: string) =>
      alone.call(undefined, 'GET', '/v1/me', undefined, { authorization: `Bearer ${authorization}` });
    try {
      await away.serve(alone.url);
      const token = await away.sign(legal);
      away.goAway();
      expect(refusalOf(await ask(token))).toBe('503 unavailable');
      expect((await ask(alone.tokenOf('legal'))).status).toBe(200);
      await away.serve(alone.url);
      expect((await ask(await away.sign(legal))).status).toBe(200);
      away.goAway();
      expect((await ask(await away.sign(legal))).status).toBe(200);
      expect(refusalOf(await ask(await away.sign(legal, { kid: 'new' })))).toBe('503 unavailable');
    } finally {
      await alone.close();
      await away.close();
    }
  });
});
