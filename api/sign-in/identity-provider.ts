import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { OpenIdConnect } from '../../environment.ts';
import { Problem } from '../problem.ts';

/** Seconds that the provider may take for one answer. */
const patience = 5;

/**
 * The identity provider, which may be away when we start and come back later: what it says of itself (OpenID Connect
 * Discovery) is asked for when first needed, and again until it has answered.
 */
export class IdentityProvider {
  readonly settings: OpenIdConnect;
  readonly #keyCooldownMs: number;
  #configuration: Promise<oidc.Configuration> | undefined;
  #keys: JWTVerifyGetKey | undefined;

  /** `keyCooldownMs`: how long after asking for keys an unknown one does not make us ask again. */
  constructor(settings: OpenIdConnect, { keyCooldownMs = 30_000 } = {}) {
    this.settings = settings;
    this.#keyCooldownMs = keyCooldownMs;
  }

  /** Throws the Problem `unavailable` while the provider is away. */
  async configuration(): Promise<oidc.Configuration> {
    const asked = (this.#configuration ??= this.#discover());
    try {
      return await asked;
    } catch (error) {
      if (this.#configuration === asked) this.#configuration = undefined;
      throw providerAway(error);
    }
  }

  /** The keys that the provider signs with at the moment. Throws as `configuration` does. */
  async keys(): Promise<JWTVerifyGetKey> {
    if (this.#keys === undefined) {
      const { jwks_uri } = (await this.configuration()).serverMetadata();
      if (jwks_uri === undefined) throw providerAway(new Error('the provider publishes no keys'));
      this.#keys = createRemoteJWKSet(new URL(jwks_uri), {
        timeoutDuration: patience * 1_000,
        cooldownDuration: this.#keyCooldownMs,
      });
    }
    return this.#keys;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const insecure = new URL(issuer).protocol === 'http:';
    return oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : bySecret(clientSecret),
      {
        timeout: patience,
        execute: [
          // The ID token's signature is checked too, and not only that it came from the provider over TLS.
          oidc.enableNonRepudiationChecks,
          // Deprecated to draw attention to it: the environment lets in no http but on this machine.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          ...(insecure ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** Proves that we are the client in a way that the provider takes; it says so unless it is the usual one. */
function bySecret(secret: string): oidc.ClientAuth {
  const [post, basic] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)];
  return (server, ...request) => {
    const taken = server.token_endpoint_auth_methods_supported ?? [];
    (taken.includes('client_secret_post') ? post : basic)(server, ...request);
  };
}

/** The Problem that tells people, and `cause` that tells the log. */
export function providerAway(cause: unknown): Problem {
  return new Problem(
    'unavailable',
    'The identity provider cannot be reached just now. Try again in a little while.',
    { cause },
  );
}
