import { everyone } from '../../domain/audience.ts';
import { fold, isRefusal } from '../../domain/decider.ts';
import type { Role, SignOffRole } from '../../domain/identity.ts';
import type { Policy, PolicyCommand, PolicyDetails, PolicyEvent } from '../../domain/policy-state.ts';
import { policy } from '../../domain/policy.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
export const details: PolicyDetails = {
  title: 'Acceptable use of AI',
  owner: 'owner',
  approvers: ['legal', 'privacy'],
  audience: everyone,
  cycleMonths: 12,
  reviewOn: ['new_law', 'incident'],
  reviewDays: 30,
  signOffHours: 40,
  acknowledgeDays: 14,
};

export const planAt = (days: number) =>
  details.approvers.map((role) => ({
    role,
    dueAt: on(days + 7),
    remindAt: [on(days + 3), on(days + 7)],
    escalateTo: 'compliance_manager' as const,
  }));

export function decided(events: PolicyEvent[], command: Record<string, unknown>, days: number) {
  const full = { id: 'c', by: 'x', at: on(days), ...command } as unknown as PolicyCommand;
  return policy.decide(full, fold(policy, undefined, events));
}

export function followedBy(events: PolicyEvent[], command: Record<string, unknown>, days = 1): PolicyEvent[] {
  const decision = decided(events, command, days);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return [...events, ...decision];
}

export const create = { type: 'create', by: 'compliance', details };
export const submit = (days: number, more = {}) => ({
  type: 'submit',
  by: 'owner',
  actor: actor('owner'),
  hash: `hash-${days}`,
  major: true,
  note: 'What is new',
  effectiveAt: on(days),
  plan: planAt(days),
  ...more,
});
export const confirm = (days: number) => ({
  type: 'confirm',
  by: 'owner',
  actor: actor('owner'),
  note: 'As it was',
  plan: planAt(days),
});
export const sign = (role: SignOffRole, submission = 1, more = {}) => ({
  type: 'signOff',
  by: role,
  actor: actor(role, role),
  role,
  submission,
  decision: 'approve',
  comment: '',
  ...more,
});
export const review = (reason: string, occasion: string) => ({
  type: 'review',
  by: 'system',
  reason,
  note: '',
  occasion,
});

export const stateOf = (events: PolicyEvent[]) => fold(policy, undefined, events) as Policy;
export const created = () => followedBy([], create, 0);
export const submitted = (days = 2, more = {}) => followedBy(created(), submit(days, more), days);
/** Signed by both on day 3. */
export const signedBy = (events: PolicyEvent[], days: number, submission = 1) =>
  followedBy(followedBy(events, sign('legal', submission), days), sign('privacy', submission), days);
export const published = () => signedBy(submitted(), 3);
