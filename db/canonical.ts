import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One way to write a value down: RFC 8785 (JSON Canonicalization Scheme). Throws for what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

export function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SHA-256 of a value's canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value)).toString('hex');
}
