import { fold, isRefusal } from '../../domain/decider.ts';
import type { Actor, Role } from '../../domain/identity.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
  OversightTerms,
  ReviewerPlace,
} from '../../domain/oversight-case-state.ts';
import { oversightCase } from '../../domain/oversight-case.ts';
import { defaultOversightPolicy } from '../../domain/oversight-policy.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');
/** Minutes after the opening. */
export const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
export const hours = 60;
export const days = 24 * hours;

export const actor = (person: string, ...roles: Role[]): Actor => ({ person, roles, actsFor: [] });
export const olu = actor('olu', 'oversight_reviewer');
export const sam = actor('sam', 'oversight_reviewer');
export const chris = actor('chris', 'compliance_manager');
export const max = actor('max', 'management');

export const terms: OversightTerms = {
  policy: { version: 1, hash: 'hash-1', rules: defaultOversightPolicy },
  owner: 'owner',
  twoReviewers: false,
};

export type Said = Record<string, unknown> & { type: OversightCaseCommand['type'] };

/** Of high severity: an hour to acknowledge, a day to decide. */
export const unrelated = {
  type: 'open',
  by: 'caller',
  kind: 'decision',
  summary: 'Loan 4711 declined',
  severity: 'high',
} as const;
/** About a system. */
export const opening = { ...unrelated, system: 'system-1' } as const;
export const holding = { ...opening, holdUntilReviewed: true } as const;

export function assigning(reviewer: string, search = 1, place: ReviewerPlace = 'first'): Said {
  const first = search === 1 && place === 'first';
  return { type: 'assign', place, search, found: { reviewer }, ...(first && { terms }) };
}

export function missing(
  gap: 'nobody_trained' | 'nobody_free',
  search = 1,
  place: ReviewerPlace = 'first',
): Said {
  const first = search === 1 && place === 'first';
  return { type: 'assign', place, search, found: { gap }, ...(first && { terms }) };
}

/** The same with two reviewers from the beginning. */
export function inPairs(reviewer: string): Said {
  return { ...assigning(reviewer), terms: { ...terms, twoReviewers: true } };
}

export const acknowledging = (by: Actor): Said => ({ type: 'acknowledge', actor: by });

export function deciding(by: Actor, changes: Record<string, unknown> = {}): Said {
  return {
    type: 'decide',
    actor: by,
    revision: 1,
    decision: 'upheld',
    note: 'It is right.',
    instead: '',
    stops: false,
    incident: null,
    ...changes,
  };
}

export const confirming = (by: Actor, revision = 2): Said => ({
  type: 'confirm',
  actor: by,
  revision,
  note: 'Seen.',
});
export const disagreeing = (by: Actor, revision = 2): Said => ({
  type: 'disagree',
  actor: by,
  revision,
  note: 'It is another person.',
});
export const asking = (by: Actor): Said => ({ type: 'askSecondOpinion', actor: by, note: 'Unsure.' });
export const incident = (kind: string) => ({
  decision: 'serious_incident',
  incident: { kind },
});
export const reporting = (by: Actor, told: 'provider' | 'authority', toldAt = at(0)): Said => ({
  type: 'report',
  actor: by,
  told,
  toldAt,
  note: 'Number 31-7.',
});
export const closing = (by: Actor): Said => ({
  type: 'close',
  actor: by,
  rootCause: 'Scans were cut off.',
  correctiveAction: 'Scans are checked.',
});

/** The case after these were said, a minute after each other. */
export function after(...said: Said[]): OversightCaseEvent[] {
  return said.reduce<OversightCaseEvent[]>((events, command, minute) => further(events, command, minute), []);
}

/** The case after this was said as well. */
export function further(
  events: readonly OversightCaseEvent[],
  said: Said,
  minute: number,
): OversightCaseEvent[] {
  const decision = decided(events, said, minute);
  if (isRefusal(decision)) throw new Error(`${said.type}: ${decision.detail}`);
  return [...events, ...decision];
}

export function decided(events: readonly OversightCaseEvent[], said: Said, minute: number) {
  const acting = said.actor as Actor | undefined;
  const command = { id: `c-${minute}`, by: acting?.person ?? 'system', at: at(minute), ...said };
  return oversightCase.decide(command as unknown as OversightCaseCommand, stateOf(events));
}

/** What became of it in a word: the types of events, or the code of the refusal. */
export function outcome(events: readonly OversightCaseEvent[], said: Said, minute = 10): string {
  const decision = decided(events, said, minute);
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join(' ');
}

export function stateOf(events: readonly OversightCaseEvent[]): OversightCase | undefined {
  return fold(oversightCase, undefined, events);
}

/** The case once it has one. */
export function caseOf(events: readonly OversightCaseEvent[]): OversightCase {
  const state = stateOf(events);
  if (state === undefined) throw new Error('there is no case');
  return state;
}

/** What time alone brings about by a minute. */
export function passing(events: readonly OversightCaseEvent[], minute: number): OversightCaseEvent[] {
  return [...events, ...oversightCase.elapse(caseOf(events), at(minute))];
}
