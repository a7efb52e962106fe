import {
  oversightPolicyHistory,
  oversightPolicyInForce,
  oversightPolicyVersion,
  publishOversightPolicy,
} from '../../db/oversight-policy.ts';
import { defaultOversightPolicy, type OversightPolicy } from '../../domain/oversight-policy.ts';
import { rulesRoutes } from '../rules-routes.ts';
import { oversightPolicyRules } from '../schemas/oversight-policy.ts';

export const oversightPolicy = rulesRoutes<OversightPolicy>({
  name: 'OversightPolicy',
  tag: 'Oversight policy',
  path: '/v1/oversight-policy',
  rules: oversightPolicyRules,
  example: defaultOversightPolicy,
  summaries: {
    inForce: 'The levels and clocks that an oversight case opened now would copy',
    publish: 'Publish the next version; cases that are open keep theirs',
  },
  inForce: oversightPolicyInForce,
  history: oversightPolicyHistory,
  version: oversightPolicyVersion,
  publish: publishOversightPolicy,
});
