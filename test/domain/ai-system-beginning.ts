import type { AiSystem, AiSystemCommand, AiSystemEvent, ApprovedUse } from '../../domain/ai-system-state.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { fold, isRefusal } from '../../domain/decider.ts';
import type { Role, SignOffRole } from '../../domain/identity.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });

/** The owner is Olga, the requester Rita; a review is due after a year and may be thirty days late. */
export const use: ApprovedUse = {
  name: 'Support Drafts',
  provider: 'Example AI Ltd',
  model: 'example-large-2',
  title: 'Drafting of answers',
  tier: 'medium',
  owner: 'olga',
  vendor: null,
  request: 'request-1',
  currency: 'EUR',
  scope: {
    purposes: ['Drafting of answers'],
    dataClasses: ['internal', 'personal'],
    users: { everyone: false, roles: [], teams: ['Customer support'], people: ['rita', 'olga'] },
    regions: ['EU'],
  },
  reviewMonths: 12,
  review: { nextReviewAt: on(365), remindAt: [on(335), on(358)], lapsesAt: on(395) },
};

export const opened: AiSystemEvent[] = [{ type: 'AiSystemOpened', at: on(0), by: 'system', ...use }];

export function decided(events: AiSystemEvent[], command: Record<string, unknown>, days: number) {
  const full = { id: 'c', by: 'x', at: on(days), ...command } as unknown as AiSystemCommand;
  return aiSystem.decide(full, fold(aiSystem, undefined, events));
}

export function followedBy(
  events: AiSystemEvent[],
  command: Record<string, unknown>,
  days = 1,
): AiSystemEvent[] {
  const decision = decided(events, command, days);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return [...events, ...decision];
}

/** What time alone brings about until then, deadline by deadline. */
export function after(events: AiSystemEvent[], days: number): AiSystemEvent[] {
  let lived = events;
  for (;;) {
    const due = aiSystem.nextDeadline(stateOf(lived));
    if (due === undefined || due > on(days)) return lived;
    lived = [...lived, ...aiSystem.elapse(stateOf(lived), due)];
  }
}

export function stateOf(events: AiSystemEvent[]): AiSystem {
  const state = fold(aiSystem, undefined, events);
  if (state === undefined) throw new Error('nothing has happened');
  return state;
}

export const typesOf = (events: readonly AiSystemEvent[]) => events.map(({ type }) => type);

export const olga = actor('olga', 'business_owner');
export const carla = actor('carla', 'compliance_manager');

export const goLive = { type: 'goLive', by: 'olga', actor: olga };
export const live = followedBy(opened, goLive);
export const suspend = { type: 'suspend', by: 'sam', actor: actor('sam', 'security'), note: 'It leaks.' };
export const resume = { type: 'resume', by: 'carla', actor: carla, note: 'Mended.' };
export const review = (days: number) => ({
  type: 'review',
  by: 'olga',
  actor: olga,
  note: 'Nothing has changed.',
  next: {
    nextReviewAt: on(days + 365),
    remindAt: [on(days + 335), on(days + 358)],
    lapsesAt: on(days + 395),
  },
});
export const declare = (days: number, roles: SignOffRole[] = ['security', 'business_owner']) => ({
  type: 'declareChange',
  by: 'carla',
  actor: carla,
  change: 'model_version',
  note: 'example-large-3',
  plan: roles.map((role) => ({
    role,
    dueAt: on(days + 7),
    remindAt: [on(days + 3), on(days + 7)],
    escalateTo: 'compliance_manager',
  })),
  suspendAt: on(days + 30),
});
export const sign = (role: SignOffRole, more: Record<string, unknown> = {}) => ({
  type: 'signOff',
  by: role === 'business_owner' ? 'olga' : role,
  actor: role === 'business_owner' ? olga : actor(role, role),
  change: 1,
  role,
  decision: 'approve',
  comment: '',
  ...more,
});
export const ask = (person: string, days = 1) => ({
  type: 'askToJoin',
  by: person,
  person,
  reason: 'We answer tickets too.',
  dueAt: on(days + 3),
});
export const answer = (joining: number, admit = true, more: Record<string, unknown> = {}) => ({
  type: 'answerJoining',
  by: 'olga',
  actor: olga,
  joining,
  admit,
  note: admit ? '' : 'Not for your tickets.',
  ...more,
});
export const decommission = { type: 'decommission', by: 'olga', actor: olga, reason: 'Replaced.' };
