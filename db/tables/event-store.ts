import type { Generated, JSONColumnType } from 'kysely';
import type { Command, Instant, PersonId, Refusal } from '../../domain/decider.ts';

export interface EventTable {
  position: Generated<number>;
  stream: string;
  seq: number;
  type: string;
  at: Instant;
  actor: PersonId;
  command_id: string | null;
  /** The bytes that were hashed, as UTF-8 text: RFC 8785 canonical JSON. */
  canonical: string;
  prev_hash: Buffer;
  hash: Buffer;
}

export interface CommandOutcomeTable {
  command_id: string;
  stream: string;
  operation: string;
  actor: PersonId;
  at: Instant;
  request_hash: string | null;
  seq: number;
  status: 'accepted' | 'refused';
  refusal: JSONColumnType<Refusal> | null;
}

export interface CheckpointTable {
  id: Generated<number>;
  at: Instant;
  /** Events with `from_position < position <= to_position` are the leaves. */
  from_position: number;
  to_position: number;
  event_count: number;
  root: Buffer;
  prev_hash: Buffer;
  /** The signed bytes, as UTF-8 text: RFC 8785 canonical JSON of all of the above. */
  canonical: string;
  hash: Buffer;
  signature: Buffer;
}

export interface ProcessMessageTable {
  id: Generated<number>;
  stream: string;
  command: JSONColumnType<Command>;
  /** Not before then. */
  try_at: Instant | null;
}
