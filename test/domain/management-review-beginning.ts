import { fold, isRefusal } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import type {
  ManagementReview,
  ManagementReviewCommand,
  ManagementReviewEvent,
  Minutes,
} from '../../domain/management-review-state.ts';
import { managementReview } from '../../domain/management-review.ts';

const start = Date.parse('2027-02-01T05:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
export const preparer = actor('preparer', 'compliance_manager');
export const manager = actor('manager', 'management');

export const minutes: Minutes = {
  notes: { audits: 'Two inventories disagreed.' },
  improvements: 'Training in the languages of the sites.',
  changes: 'None.',
  actions: [{ text: 'Translate the course', owner: 'colleague', dueOn: '2027-06-30' }],
};

export const opening = {
  type: 'open',
  reason: 'cycle',
  note: '',
  occasion: on(0),
  since: null,
  figures: [{ topic: 'actions', name: 'Open', value: 3, of: null, path: '/actions' }],
} as const;
export const writing = { type: 'write', actor: preparer, minutes, replaces: 0 } as const;
export const submitting = { type: 'submit', actor: preparer, version: 1, hash: 'hash-1' } as const;
export const signing = {
  type: 'signOff',
  actor: manager,
  version: 1,
  decision: 'approve',
  comment: '',
} as const;
export const asking = { ...signing, decision: 'request_changes', comment: 'Which sites?' } as const;

export type Said = Record<string, unknown> & { type: ManagementReviewCommand['type'] };

/** The review after these were said, a day after each other, each by whoever acts in it. */
export function after(...said: Said[]): ManagementReviewEvent[] {
  const events: ManagementReviewEvent[] = [];
  for (const [day, command] of said.entries()) {
    const decision = decided(events, command, day);
    if (isRefusal(decision)) throw new Error(`${command.type}: ${decision.detail}`);
    events.push(...decision);
  }
  return events;
}

export function decided(events: readonly ManagementReviewEvent[], said: Said, day: number) {
  const acting = said.actor as typeof preparer | undefined;
  const command = { id: `c-${day}`, by: acting?.person ?? 'system', at: on(day), ...said };
  return managementReview.decide(command as unknown as ManagementReviewCommand, stateOf(events));
}

/** What became of it in a word: the types of events, or the code of the refusal. */
export function outcome(events: readonly ManagementReviewEvent[], said: Said, day = 10): string {
  const decision = decided(events, said, day);
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join(' ');
}

export function stateOf(events: readonly ManagementReviewEvent[]): ManagementReview | undefined {
  return fold(managementReview, undefined, events);
}
