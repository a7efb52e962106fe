import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AiSystem, AiSystemState } from '../../domain/ai-system-state.ts';
import type { SignOffTier } from '../../domain/approval-policy.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { ShadowAi, ShadowAiState } from '../../domain/shadow-ai.ts';

export interface AiSystemTable {
  /** The id of the adoption request that opened it. */
  id: string;
  name: string;
  /** The name as it is looked for: in small letters, its spaces single. */
  name_key: string;
  title: string;
  provider: string;
  state: AiSystemState;
  tier: SignOffTier;
  owner_id: PersonId;
  vendor_id: string | null;
  opened_at: Instant;
  live_since: Instant | null;
  next_review_at: Instant;
  seq: number;
  detail: JSONColumnType<AiSystem>;
  /** By which it is found; the database makes it. */
  words: GeneratedAlways<string>;
}

export interface UnknownSystemTable {
  name_key: string;
  /** As it was last written. */
  name: string;
  first_seen: Instant;
  last_seen: Instant;
  events: number;
  people: Generated<number>;
  /** How many findings of this name there have been: it is counted before a finding is opened. */
  findings: Generated<number>;
}

export interface UnknownSystemPersonTable {
  name_key: string;
  person: string;
}

export interface ShadowAiTable {
  id: string;
  name: string;
  /** The name as it is looked for: in small letters, its spaces single. */
  name_key: string;
  /** Of the findings of this name. */
  number: number;
  state: ShadowAiState;
  owner_id: PersonId | null;
  opened_at: Instant;
  due_at: Instant;
  /** Whether nobody has settled it in time. */
  overdue: boolean;
  settled_at: Instant | null;
  seq: number;
  detail: JSONColumnType<ShadowAi>;
}

/** Another name by which a system of the register is known where it is used. */
export interface AiSystemAliasTable {
  name_key: string;
  name: string;
  system_id: string;
}
