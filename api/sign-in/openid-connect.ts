import type { Request, Response } from 'express';
import * as oidc from 'openid-client';
import { personOfLogin, setClaimedRoles } from '../../db/person-login.ts';
import { attemptLifetime, keepAttempt, type SignInAttempt, takeAttempt } from '../../db/sign-in-attempt.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { readCookie, startSession, writeCookie } from '../session.ts';
import { type IdentityProvider, providerAway } from './identity-provider.ts';
import { localPath } from './local-path.ts';
import { type Claims, loginOf, refusedLogin, rolesOf } from './login.ts';

const attemptCookie = 'countersign-sign-in';

/** Sends the browser to the provider: code flow with PKCE, state and nonce. */
export function startSignIn(provider: IdentityProvider, services: Services) {
  return async (request: Request, response: Response): Promise<void> => {
    const configuration = await provider.configuration();
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      path: localPath(request.query.to),
    };
    const secret = await keepAttempt(services.db, attempt, new Date().toISOString());
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri(services),
      response_type: 'code',
      scope: provider.settings.scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    response
      .append('Set-Cookie', writeCookie(attemptCookie, secret, attemptLifetime, services))
      .redirect(303, url.href);
  };
}

/** Where the provider sends the browser back to, with a code or with the reason why there is none. */
export function finishSignIn(provider: IdentityProvider, services: Services) {
  return async (request: Request, response: Response): Promise<void> => {
    const at = new Date().toISOString();
    const attempt = await attemptOf(request, services, at);
    const claims = await claimsOf(request, attempt, provider, services);
    const login = loginOf(claims, provider.settings);
    const { joiners, rolesClaim } = provider.settings;
    const person = await personOfLogin(services.db, login, { joiners, at });
    if (typeof person === 'string') throw refusedLogin(person, login);
    if (rolesClaim !== undefined) {
      const roles = rolesOf(claims, rolesClaim, services.directoryRoles);
      const done = await setClaimedRoles(services.db, person.id, roles, at);
      if (!done)
        request.log.warn({ person: person.id }, 'the last administrator stays one against their claims');
    }
    const cookie = await startSession(request, { person: person.id, how: 'oidc', at }, services);
    response
      .append('Set-Cookie', writeCookie(attemptCookie, '', 0, services))
      .append('Set-Cookie', cookie)
      .redirect(303, attempt.path);
  };
}

/** Where one can sign out of the provider too (OpenID Connect RP-Initiated Logout); undefined if nowhere. */
export async function providerSignOut(
  provider: IdentityProvider,
  { publicUrl }: Services,
): Promise<string | undefined> {
  const configuration = await provider.configuration().catch(() => undefined);
  if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
  const afterwards = { post_logout_redirect_uri: `${publicUrl}/sign-in` };
  return oidc.buildEndSessionUrl(configuration, afterwards).href;
}

async function attemptOf(request: Request, services: Services, at: string): Promise<SignInAttempt> {
  const secret = readCookie(request, attemptCookie, services);
  const { state } = request.query;
  const attempt =
    secret === undefined || typeof state !== 'string'
      ? undefined
      : await takeAttempt(services.db, { secret, state, at });
  if (attempt !== undefined) return attempt;
  throw new Problem(
    'sign_in_refused',
    'This sign-in took too long, was used before, or began in another window. Please start again.',
  );
}

async function claimsOf(
  request: Request,
  attempt: SignInAttempt,
  provider: IdentityProvider,
  services: Services,
): Promise<Claims> {
  const configuration = await provider.configuration();
  const url = new URL(redirectUri(services));
  url.search = new URL(request.originalUrl, url).search;
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() ?? { sub: '' };
    if (isComplete(claims, provider) || configuration.serverMetadata().userinfo_endpoint === undefined) {
      return claims;
    }
    return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
  } catch (error) {
    throw refusedByProvider(error, request);
  }
}

/** Some providers put into the ID token who somebody is, others only tell when asked for it. */
function isComplete(claims: Claims, { settings: { personClaim, rolesClaim } }: IdentityProvider): boolean {
  return personClaim in claims && (rolesClaim === undefined || rolesClaim in claims);
}

function refusedByProvider(error: unknown, request: Request): Problem {
  if (isAway(error)) return providerAway(error);
  // Only what failed: the causes hold tokens and claims.
  const reason = error instanceof Error ? error.message : String(error);
  request.log.warn({ reason }, 'a sign-in was refused');
  return new Problem(
    'sign_in_refused',
    error instanceof oidc.AuthorizationResponseError
      ? 'The identity provider did not sign you in.'
      : 'What the identity provider sent cannot be accepted. Please start again.',
  );
}

function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  if (!(error instanceof oidc.ClientError)) return false;
  return error.code === 'OAUTH_TIMEOUT' || (error.cause instanceof Response && error.cause.status >= 500);
}

function redirectUri({ publicUrl }: Services): string {
  return `${publicUrl}/sign-in/callback`;
}
