import { randomUUID } from 'node:crypto';
import { hashOf } from '../db/canonical.ts';
import { uuidOf } from '../db/uuid.ts';
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
  return { id: uuidOf([actor, operation, key]), requestHash, repeatable: true };
}
