import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Person } from '../../db/identity.ts';
import { personOfLogin } from '../../db/person-login.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { type IdentityProvider, providerAway } from './identity-provider.ts';
import { loginOf, refusedLogin } from './login.ts';

/** Signatures by the provider's private key only: with HS256 its public key could be taken for a shared secret. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Seconds that the provider's clock may be ahead of or behind ours. */
const clockTolerance = 5;

/** Whether a bearer token is a JWT (RFC 7519) rather than one of our own. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** The person whom an access token of the provider names. Throws a Problem for any other token. */
export async function personOfAccessToken(
  token: string,
  provider: IdentityProvider,
  { db }: Pick<Services, 'db'>,
  at: string,
): Promise<Person> {
  const claims = await verify(token, provider);
  if (!isAccessToken(token, claims)) throw refused('This is not an access token.');
  try {
    const login = loginOf(claims, provider.settings);
    const person = await personOfLogin(db, login, { joiners: 'refuse', at });
    if (typeof person !== 'string') return person;
    throw refusedLogin(person, login);
  } catch (error) {
    if (error instanceof Problem && error.code === 'sign_in_refused') throw refused(error.message);
    throw error;
  }
}

async function verify(token: string, provider: IdentityProvider): Promise<JWTPayload> {
  const { audience } = provider.settings;
  const { issuer } = (await provider.configuration()).serverMetadata();
  try {
    const requiredClaims = ['sub', 'exp'];
    const options = { issuer, audience, algorithms, clockTolerance, requiredClaims };
    return (await jwtVerify(token, await provider.keys(), options)).payload;
  } catch (error) {
    throw isFault(error) ? refused('This token is not valid here, or has expired.') : providerAway(error);
  }
}

/**
 * An ID token is for the client and no key to the API. By RFC 9068 an access token says what it is; of others we want a
 * scope, which an ID token has not, and nothing that only an ID token has.
 */
function isAccessToken(token: string, claims: JWTPayload): boolean {
  const type = decodeProtectedHeader(token)
    .typ?.toLowerCase()
    .replace(/^application\//, '');
  if (type === 'at+jwt') return true;
  const ofAnIdToken = ['nonce', 'at_hash', 'c_hash', 's_hash'].some((claim) => claim in claims);
  return !ofAnIdToken && ('scope' in claims || 'scp' in claims) && (type === undefined || type === 'jwt');
}

/** Whether the token is at fault, and not the way to the provider's keys. */
function isFault(error: unknown): boolean {
  const awayCodes = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JWK_INVALID'];
  return error instanceof errors.JOSEError && !awayCodes.includes(error.code);
}

function refused(detail: string): Problem {
  return new Problem('unauthenticated', detail);
}
