import type { DataClass } from '../../domain/adoption-request-content.ts';
import { fold, isRefusal } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import { defaultVendorPolicy, type VendorPolicyInForce } from '../../domain/vendor-policy.ts';
import type { Vendor, VendorCommand, VendorEvent } from '../../domain/vendor-state.ts';
import { vendor } from '../../domain/vendor.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
export const policy: VendorPolicyInForce = { version: 1, hash: 'hash', rules: defaultVendorPolicy };
export const details = {
  name: 'Example AI Ltd',
  website: 'https://ai.example',
  services: 'Drafting of answers',
  criticality: 'standard' as const,
  owner: 'owner',
};
export const scored = (share: number, knockOuts: { question: string; reason: string }[] = []) => ({
  share,
  points: share * 100,
  possible: 100,
  questions: [],
  knockOuts,
});
export const planAt = (days: number) =>
  (['security', 'privacy'] as const).map((role) => ({
    role,
    dueAt: on(days + 7),
    remindAt: [on(days + 3), on(days + 7)],
    escalateTo: 'compliance_manager' as const,
  }));

export const registered: VendorEvent[] = [
  { type: 'VendorRegistered', at: on(0), by: 'owner', details, policy },
];

export function decided(events: VendorEvent[], command: Record<string, unknown>, days: number) {
  const full = { id: 'c', by: 'x', at: on(days), ...command } as unknown as VendorCommand;
  return vendor.decide(full, fold(vendor, undefined, events));
}

export function followedBy(events: VendorEvent[], command: Record<string, unknown>, days = 1): VendorEvent[] {
  const decision = decided(events, command, days);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return [...events, ...decision];
}

export const assess = (...classes: DataClass[]) => ({
  type: 'assess',
  reason: 'first',
  dataClasses: classes,
});
export const answer = (number: number, days: number, share = 0.9, more = {}) => ({
  type: 'answer',
  assessment: number,
  score: scored(share),
  answersHash: 'hash',
  certificates: [],
  plan: planAt(days),
  ...more,
});
export const sign = (role: 'security' | 'privacy', submission = 1, more = {}) => ({
  type: 'signOff',
  by: role,
  actor: actor(role, role),
  role,
  submission,
  decision: 'approve',
  comment: '',
  conditions: [],
  ...more,
});
export const stateOf = (events: VendorEvent[]) => fold(vendor, undefined, events) as Vendor;
export const answered = () =>
  followedBy(followedBy(registered, assess('internal', 'personal')), answer(1, 2), 2);
export const approved = () => followedBy(followedBy(answered(), sign('security'), 3), sign('privacy'), 3);
