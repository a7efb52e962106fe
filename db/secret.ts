import { randomBytes } from 'node:crypto';

/** 256 random bits, as they stand in an address or a cookie; only their SHA-256 is kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
