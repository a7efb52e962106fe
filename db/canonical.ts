import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One way to write a value down: RFC 8785 (JSON Canonicalization Scheme). Throws for what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

export function sha256(...parts: (Buffer | string)[]): Buffer {
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const only = bytes.length === 1 ? bytes[0] : undefined;
  // At once, and by way of a string of a character per byte: where there are a million, a hash that is fed piece by piece
  // costs twice as much, and so does one that Node puts into memory of its own.
  return Buffer.from(hash('sha256', only ?? Buffer.concat(bytes), 'binary'), 'binary');
}

/** SHA-256 of a value's canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value)).toString('hex');
}
