import { findRisk } from '../db/risk.ts';
import { risk } from '../domain/risk.ts';
import type { Risk, RiskCommand } from '../domain/risk-state.ts';
import { riskAttributesOf } from '../workflows/risk-messages.ts';
import type { ProcessKind } from './process.ts';
import { riskRepresentation } from './risk-representation.ts';

/** How the API carries messages to risks. */
export const riskProcess: ProcessKind<Risk, RiskCommand> = {
  kind: 'risk',
  noun: 'risk',
  workflowType: 'risk',
  path: '/v1/risks',
  decider: risk,
  find: findRisk,
  async represent(db, recorded) {
    const body = await riskRepresentation(db, recorded, new Date().toISOString());
    return { body, etag: `"${recorded.seq}"` };
  },
  attributesOf: riskAttributesOf,
  summaryOf: ({ description }) => `Risk · ${description.category.replace('_', ' ')}`,
  refusalExtensions: (_db, { state, residual, policy }) =>
    Promise.resolve({ state, residual, policyVersion: policy.version }),
};
