import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';
import type { OpenIdConnect } from '../../environment.ts';

/** What the provider knows of an account; `sub` is for ever. */
export interface ProviderAccount {
  sub: string;
  preferred_username: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
  groups?: string | string[];
  zoneinfo?: string;
}

interface SigningKey {
  jwk: JWK;
  privateKey: CryptoKey;
}

/** A real OpenID provider in this process; who signs in is said beforehand instead of being asked for a password. */
export class TestIdentityProvider {
  readonly accounts = new Map<string, ProviderAccount>();
  /** Who signs in next; undefined: they press "cancel". */
  signsIn: ProviderAccount | undefined;
  /** How often the keys were asked for. */
  keysAsked = 0;
  /** Claims in the ID token and secrets in the body; otherwise in userinfo and in the header. */
  readonly #claimsInIdToken: boolean;
  readonly #server: Server;
  #clientUrl = '';
  #provider: Provider | undefined;
  #key: SigningKey | undefined;

  private constructor(server: Server, claimsInIdToken: boolean) {
    this.#server = server;
    this.#claimsInIdToken = claimsInIdToken;
  }

  /** Listens, and is away (503) until `serve`. */
  static async open({ claimsInIdToken = true } = {}): Promise<TestIdentityProvider> {
    const server = createServer();
    const provider = new TestIdentityProvider(server, claimsInIdToken);
    server.on('request', (request, response) => void provider.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  settings(changes: Partial<OpenIdConnect> = {}): OpenIdConnect {
    return {
      issuer: this.issuer,
      name: 'Test SSO',
      clientId: 'countersign',
      clientSecret: 'a secret between the two',
      scopes: 'openid profile email',
      audience: 'https://countersign.example',
      subjectClaim: 'sub',
      personClaim: 'preferred_username',
      rolesClaim: undefined,
      joiners: 'refuse',
      ...changes,
    };
  }

  /** Serves the client at this URL, with a fresh key: again later, the keys have been rotated. */
  async serve(clientUrl = this.#clientUrl): Promise<void> {
    this.#clientUrl = clientUrl;
    this.#key = await signingKey();
    this.#provider = new Provider(this.issuer, this.#configuration(this.#key.jwk));
  }

  get #authMethod() {
    return this.#claimsInIdToken ? 'client_secret_post' : 'client_secret_basic';
  }

  goAway(): void {
    this.#provider = undefined;
  }

  add(account: ProviderAccount): ProviderAccount {
    this.accounts.set(account.sub, account);
    return account;
  }

  /** An access token as the provider itself makes them (RFC 9068). */
  async accessTokenOf({ sub }: ProviderAccount): Promise<string> {
    if (this.#provider === undefined) throw new Error('the provider is away');
    const client = await this.#provider.Client.find('countersign');
    const Token = this.#provider.AccessToken;
    const token = new Token({
      accountId: sub,
      clientId: 'countersign',
      scope: 'api',
      ...{ client },
    } as never);
    token.resourceServer = new this.#provider.ResourceServer(this.settings().audience, {
      scope: 'api',
      accessTokenFormat: 'jwt',
      accessTokenTTL: 600,
      jwt: { sign: { alg: 'RS256' } },
    });
    return token.save();
  }

  /** A token signed by the provider's key that says what the test wants; `undefined` leaves a claim out. */
  async sign(claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
    if (this.#key === undefined) throw new Error('the provider has no key');
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.issuer, aud: this.settings().audience, iat: now, exp: now + 600 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: this.#key.jwk.kid, ...header })
      .sign(this.#key.privateKey);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#provider;
    if (request.url === '/jwks') this.keysAsked += 1;
    if (provider === undefined) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/') === true)
      await this.#interact(provider, request, response);
    else await provider.callback()(request, response);
  }

  /** What a login page would have done. */
  async #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    if (this.signsIn === undefined) {
      const denied = { error: 'access_denied', error_description: 'internal <b>details</b>' };
      await provider.interactionFinished(request, response, denied);
      return;
    }
    const accountId = this.signsIn.sub;
    const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    const grantId = await grant.save();
    await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
  }

  #configuration(jwk: JWK): Configuration {
    return {
      clients: [
        {
          client_id: 'countersign',
          client_secret: 'a secret between the two',
          token_endpoint_auth_method: this.#authMethod,
          redirect_uris: [`${this.#clientUrl}/sign-in/callback`],
          post_logout_redirect_uris: [`${this.#clientUrl}/sign-in`],
        },
      ],
      clientAuthMethods: [this.#authMethod],
      jwks: { keys: [jwk] },
      claims: {
        openid: ['sub'],
        profile: ['preferred_username', 'name', 'zoneinfo', 'groups'],
        email: ['email', 'email_verified'],
      },
      conformIdTokenClaims: !this.#claimsInIdToken,
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => {
        const account = this.accounts.get(sub);
        return account && { accountId: sub, claims: () => ({ ...account }) };
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ['a key of this test'] },
    };
  }
}

async function signingKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = `key-${Math.random().toString(36).slice(2)}`;
  return { jwk: { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }, privateKey };
}
