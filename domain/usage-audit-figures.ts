import type { DataClass } from './adoption-request-content.ts';
import type { Instant, PersonId } from './decider.ts';
import type { OversightCaseState, OversightDecision, OversightKind } from './oversight-case-state.ts';
import type { DenialReason } from './usage-check.ts';

/** How many uses are drawn by lot to be looked at one by one, and how many of anything are listed by name. */
export const sampleSize = 25;
export const longestList = 50;

/** The first of a list, and how many there are in all. */
export interface Listed<Item> {
  total: number;
  items: Item[];
}

/** Use under a name that was told; null where none was. Out of scope is what the approval does not cover. */
export interface NamedUse<Name extends string = string> {
  name: Name | null;
  uses: number;
  inScope: boolean;
}

/** A breach of a boundary, and how its case stood when the figures were gathered: null where none had been opened yet. */
export interface AuditedBreach {
  case: string;
  boundary: string;
  statement: string;
  openedAt: Instant;
  settledAt: Instant | null;
  state: OversightCaseState | null;
  decision: OversightDecision | null;
}

/** One use as it was told. What was said to the tool is kept nowhere: of that there are hashes, if any. */
export interface SampledUse {
  source: string;
  event: string;
  usedAt: Instant;
  person: PersonId | null;
  /** Somebody was named whom the directory does not know. */
  unknownPerson: boolean;
  purpose: string | null;
  dataClass: DataClass | null;
  uses: number;
  cost: number | null;
  tokens: number | null;
  flags: string[];
  promptHash: string | null;
  outputHash: string | null;
}

/** What is known of the use of a system over a period, as the registers had it when the audit was opened. */
export interface AuditFigures {
  /** The period is [since, until), by when things were used. */
  since: Instant;
  until: Instant;
  gatheredAt: Instant;
  /** Later than `since` where use from before then has been thrown away: it is in none of these figures. */
  knownSince: Instant;
  currency: string;
  uses: number;
  cost: number;
  /** From before the period, and told too late for the audit before: they are in no other figure, of any audit. */
  earlierUses: number;
  /** Of the directory, who have used it. */
  people: number;
  /** Months of UTC: "2026-11". */
  months: { month: string; uses: number; cost: number }[];
  purposes: Listed<NamedUse>;
  dataClasses: NamedUse<DataClass>[];
  /** Users who are not among those whom it is approved for, as things were when the figures were gathered. */
  usersOutOfScope: Listed<{ person: PersonId; uses: number }>;
  /** Whom the directory does not know. Their names stand beside the record and go with the use that told them. */
  unknownUsers: Listed<{ number: number; uses: number }>;
  /** Uses that name nobody. */
  unnamedUses: number;
  checks: { allowed: number; denied: number; reasons: { reason: DenialReason; checks: number }[] };
  breaches: Listed<AuditedBreach>;
  /** Oversight cases that no breach has opened. */
  otherCases: { kind: OversightKind; cases: number }[];
  /** What was approved and not used; of `people` approved by name: how many have not used it. */
  unused: { purposes: string[]; dataClasses: DataClass[]; people: number };
  /** The lot: those uses come first whose SHA-256 of "<seed>/<source>/<event>/<usedAt>" is smallest. */
  seed: string;
  sample: SampledUse[];
}

/** What a finding can rest on. */
export const findingGrounds = [
  'uses',
  'cost',
  'people',
  'purposes',
  'data_classes',
  'users_out_of_scope',
  'unknown_users',
  'checks',
  'breaches',
  'unused_scope',
  'sample',
  'other',
] as const;
export type FindingGround = (typeof findingGrounds)[number];
