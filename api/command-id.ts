import { randomUUID } from 'node:crypto';
import { hashOf, sha256 } from '../db/canonical.ts';
import { Problem } from './problem.ts';

/** A command's identity, and the hash of what was asked under it. */
export interface CommandId {
  id: string;
  requestHash: string;
  /** Whether the client chose it (Idempotency-Key), so that there may be an answer to it already. */
  repeatable: boolean;
}

/** The Idempotency-Key scoped to who acts and on what; without one, every call is a new command. */
export function commandIdOf(
  actor: string,
  operation: string,
  key: string | undefined,
  asked: unknown,
): CommandId {
  const requestHash = hashOf(asked);
  if (key === undefined) return { id: randomUUID(), requestHash, repeatable: false };
  if (key.length === 0 || key.length > 255) {
    throw new Problem('invalid', 'The Idempotency-Key must have 1 to 255 characters.', {
      errors: [{ pointer: 'Idempotency-Key', detail: '1 to 255 characters' }],
    });
  }
  return { id: uuidOf(sha256(hashOf([actor, operation, key]))), requestHash, repeatable: true };
}

/** A UUID of version 8 (RFC 9562: bits of our own making) from the first 16 bytes of a hash. */
function uuidOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
