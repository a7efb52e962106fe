import type { Instant, PersonId } from '../../domain/decider.ts';

export interface EvidenceTable {
  /** SHA-256 of the content, in hexadecimal digits. */
  hash: string;
  /** Bytes. */
  size: number;
  media_type: string;
  content: Buffer;
  stored_at: Instant;
}

export interface EvidenceAttachmentTable {
  /** What it supports. */
  stream: string;
  hash: string;
  name: string;
  added_by: PersonId;
  added_at: Instant;
}
