import type { JSONColumnType } from 'kysely';
import type { AuditPack, AuditPackState } from '../../domain/audit-pack.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';

export interface AuditPackTable {
  id: string;
  state: AuditPackState;
  asked_by: PersonId;
  asked_at: Instant;
  kept_until: Instant | null;
  engagement_id: string | null;
  seq: number;
  detail: JSONColumnType<AuditPack>;
}

export interface AuditPackDownloadTable {
  id: string;
  pack_id: string;
  person_id: PersonId;
  at: Instant;
}

/** How far the making of a pack has come. */
export interface AuditPackMakingTable {
  pack_id: string;
  /** What was settled when it began: see `PackPlan`. */
  plan: JSONColumnType<object>;
  /** Counts what has been written, so that two who make the same pack find each other out. */
  step: number;
  /** The part that is being written, by its number. */
  part: number;
  /** Where in this part it goes on; null at its beginning. */
  cursor: JSONColumnType<object> | null;
  records: number;
  events: number;
}

export interface AuditPackStreamTable {
  pack_id: string;
  stream: string;
}

export interface AuditPackFileTable {
  pack_id: string;
  /** From 1, in the order in which they are written. */
  number: number;
  path: string;
  /** Bytes, before they are packed. */
  size: number;
  /** Records or events in it. */
  items: number;
  /** In hexadecimal digits; null until it is whole. */
  sha256: string | null;
}

export interface AuditPackChunkTable {
  pack_id: string;
  /** The number of its file. */
  file: number;
  /** Within the file, from 1. */
  place: number;
  /** Packed by gzip. */
  content: Buffer;
}
