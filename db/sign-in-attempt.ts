import { randomBytes } from 'node:crypto';
import type { Instant } from '../domain/decider.ts';
import { sha256 } from './canonical.ts';
import type { Database } from './database.ts';

/** What must be known again when somebody comes back from the identity provider. */
export interface SignInAttempt {
  /** What the provider must send back (RFC 6749, 10.12). */
  state: string;
  /** What its ID token must contain (OpenID Connect Core, 3.1.2.1). */
  nonce: string;
  /** What only we can redeem the code with (RFC 7636). */
  verifier: string;
  /** Path to go on to. */
  path: string;
}

/** How long somebody may take at the identity provider, in milliseconds. */
export const attemptLifetime = 600_000;

/** Keeps the attempt where every API process finds it, and returns the secret by which its browser is known again. */
export async function keepAttempt(db: Database, attempt: SignInAttempt, at: Instant): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const expires_at = new Date(Date.parse(at) + attemptLifetime).toISOString();
  await db.deleteFrom('sign_in_attempt').where('expires_at', '<=', at).execute();
  await db
    .insertInto('sign_in_attempt')
    .values({ ...attempt, hash: sha256(secret), expires_at })
    .execute();
  return secret;
}

/** The attempt of this browser and this state, once: it is gone afterwards. */
export async function takeAttempt(
  db: Database,
  { secret, state, at }: { secret: string; state: string; at: Instant },
): Promise<SignInAttempt | undefined> {
  return db
    .deleteFrom('sign_in_attempt')
    .where('hash', '=', sha256(secret))
    .where('state', '=', state)
    .where('expires_at', '>', at)
    .returning(['state', 'nonce', 'verifier', 'path'])
    .executeTakeFirst();
}
