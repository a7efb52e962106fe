import type { CheckResult } from './control.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { DueClock } from './due.ts';
import type { Actor, Role } from './identity.ts';

/** `withdrawn`: the statement does not apply any more, so there is nothing to mend. */
export const gapStates = ['open', 'closed', 'withdrawn'] as const;
export type GapState = (typeof gapStates)[number];

/** A statement that records deny: somebody finds out why, mends it, and the check says when it is mended. */
export interface Gap extends DueClock {
  state: GapState;
  statement: string;
  /** Of the gaps of this statement, from 1. */
  number: number;
  /** As the records were last looked at. */
  counted: CheckResult & { at: Instant };
  /** Null while nobody has it: then it is for every compliance manager. */
  owner: PersonId | null;
  openedAt: Instant;
  plan: { text: string; by: PersonId; at: Instant } | null;
  settled: GapSettlement | null;
}

/** How it ended: what it came from, and what was done so that it does not come again (ISO/IEC 42001, 10.2). */
export interface GapSettlement {
  by: PersonId;
  at: Instant;
  /** Empty where it was withdrawn. */
  cause: string;
  correction: string;
}

type Opening = Pick<Gap, 'statement' | 'number' | 'owner'> & CheckResult;

export type GapCommand = Command &
  (
    | ({ type: 'open' } & Opening)
    /** The records have been looked at again; `owner` answers for the control, and so for a gap that nobody has. */
    | ({ type: 'count'; owner: PersonId | null } & CheckResult)
    | { type: 'assign'; actor: Actor; owner: PersonId }
    | { type: 'plan'; actor: Actor; text: string; dueAt: Instant }
    | { type: 'close'; actor: Actor; cause: string; correction: string }
    /** By an evaluation that finds the statement not applicable, or by an operator. */
    | { type: 'withdraw'; reason: string }
  );

export type GapEvent = DomainEvent &
  (
    | ({ type: 'GapOpened' } & Opening & Pick<DueClock, 'dueAt' | 'remindAt'>)
    | ({ type: 'GapCounted' } & CheckResult)
    | { type: 'GapAssigned'; owner: PersonId }
    | ({ type: 'GapPlanned'; text: string } & Pick<DueClock, 'dueAt' | 'remindAt'>)
    | { type: 'GapReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'GapEscalated'; to: Role }
    | { type: 'GapClosed'; statement: string; cause: string; correction: string }
    | { type: 'GapWithdrawn'; reason: string }
  );
