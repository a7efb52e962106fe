import type { JSONColumnType } from 'kysely';
import type { AccessGrant, AccessGrantState } from '../../domain/access-grant-state.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { NewsTopic } from '../../domain/subscriber.ts';
import type { TrustPage } from '../../domain/trust-page.ts';

export interface TrustPageDraftTable {
  /** There is one. */
  one: true;
  content: JSONColumnType<TrustPage>;
  version: number;
  updated_by: PersonId;
  updated_at: Instant;
}

export interface TrustPageTextTable {
  hash: string;
  content: JSONColumnType<TrustPage>;
  stored_at: Instant;
}

export interface TrustPageVersionTable {
  version: number;
  hash: string;
  published_by: PersonId;
  published_at: Instant;
  withdrawn_by: PersonId | null;
  withdrawn_at: Instant | null;
  withdrawn_reason: string | null;
}

export interface TrustDocumentTable {
  id: string;
  key: string;
  title: string;
  summary: string;
  owner_id: PersonId;
  listed: boolean;
  needs_nda: boolean;
  file: string;
  file_name: string;
  added_by: PersonId;
  added_at: Instant;
  removed_at: Instant | null;
}

export interface NdaTextTable {
  hash: string;
  markdown: string;
  stored_at: Instant;
}

export interface NdaVersionTable {
  version: number;
  hash: string;
  published_by: PersonId;
  published_at: Instant;
}

/** Who is behind the id that events name; without address once forgotten. */
export interface StakeholderTable {
  id: string;
  email: string | null;
  email_key: string | null;
  met_at: Instant;
  verified_at: Instant | null;
  forgotten_at: Instant | null;
}

/** What somebody said of themselves when they asked: whoever asks in another's name changes nothing of theirs. */
export interface AccessAskingTable {
  grant_id: string;
  stakeholder_id: string;
  name: string;
  company: string;
  purpose: string;
  asked_at: Instant;
}

export interface AccessGrantTable {
  id: string;
  stakeholder_id: string;
  owner_id: PersonId;
  state: AccessGrantState;
  documents: string[];
  asked_at: Instant;
  ends_at: Instant | null;
  /** Since when nothing opens by it, whatever its state says. */
  barred_at: Instant | null;
  seq: number;
  detail: JSONColumnType<AccessGrant>;
}

export interface TrustLinkTable {
  hash: Buffer;
  stakeholder_id: string;
  kind: 'verify' | 'enter';
  /** The requests that it verifies. */
  grants: string[];
  /** SHA-256 of the secret of the browser that asked for it: it leads in there alone. */
  browser: Buffer | null;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}

export interface TrustVisitTable {
  hash: Buffer;
  stakeholder_id: string;
  expires_at: Instant;
}

export interface TrustDownloadTable {
  id: string;
  grant_id: string;
  document_id: string;
  stakeholder_id: string;
  file: string;
  at: Instant;
}

export const trustMailKinds = [
  'verify',
  'enter',
  'waiting',
  'granted',
  'ending',
  'expired',
  'refused',
  'revoked',
  'lapsed',
  'confirm',
  'news',
] as const;
export type TrustMailKind = (typeof trustMailKinds)[number];

/** What a mail to somebody outside says beside its kind. */
export interface TrustMailSaid {
  grant?: string;
  /** Titles of documents, or what has changed. */
  lines?: string[];
  reason?: string;
  endsAt?: Instant;
}

export interface TrustMailTable {
  delivery_id: string;
  kind: TrustMailKind;
  stakeholder_id: string | null;
  subscriber_id: string | null;
  said: JSONColumnType<TrustMailSaid>;
  /** In the clear while the mail is on its way. */
  token: string | null;
}

export interface SubscriberTable {
  id: string;
  email: string;
  email_key: string;
  topics: NewsTopic[];
  /** All that it opens is the way out. */
  leave_token: string;
  confirm_hash: Buffer | null;
  created_at: Instant;
  confirmed_at: Instant | null;
}

export interface TrustWatchTable {
  thing: string;
  seen: string;
}
