import { fold } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import { defaultRiskPolicy, type RiskPolicyInForce } from '../../domain/risk-policy.ts';
import { risk } from '../../domain/risk.ts';
import type { RiskEvent } from '../../domain/risk-state.ts';

/** When the lives begin. */
const start = Date.parse('2026-01-05T09:00:00.000Z');
export const day = 86_400_000;
export const on = (days: number) => new Date(start + days * day).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
export const policyOf = (version: number): RiskPolicyInForce => ({
  version,
  hash: `hash-${version}`,
  rules: defaultRiskPolicy,
});

export const description = {
  title: 'Wrong answers reach customers',
  category: 'reliability' as const,
  cause: 'The model invents facts.',
  consequence: 'Customers act on them.',
  owner: 'owner',
  systems: ['Support Drafts'],
  vendors: [],
  requests: [],
  controls: ['An agent edits each answer'],
};

export function identified(residual: {
  likelihood: 1 | 2 | 3 | 4 | 5;
  impact: 1 | 2 | 3 | 4 | 5;
}): RiskEvent[] {
  const inherent = { likelihood: 5, impact: 5 } as const;
  return [
    { type: 'RiskIdentified', at: on(0), by: 'owner', description, inherent, residual, policy: policyOf(1) },
  ];
}

export const stateOf = (events: RiskEvent[]) => fold(risk, undefined, events);
