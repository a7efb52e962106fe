import {
  publishRiskPolicy,
  riskPolicyHistory,
  riskPolicyInForce,
  riskPolicyVersion,
} from '../../db/risk-policy.ts';
import { defaultRiskPolicy, type RiskPolicy } from '../../domain/risk-policy.ts';
import { rulesRoutes } from '../rules-routes.ts';
import { riskPolicyRules } from '../schemas/risk-policy.ts';

export const riskPolicy = rulesRoutes<RiskPolicy>({
  name: 'RiskPolicy',
  tag: 'Risk policy',
  path: '/v1/risk-policy',
  rules: riskPolicyRules,
  example: defaultRiskPolicy,
  summaries: {
    inForce: 'The policy that a risk identified now would copy',
    publish:
      'Publish the next version; open risks adopt it, and what was accepted by another must be signed again',
  },
  inForce: riskPolicyInForce,
  history: riskPolicyHistory,
  version: riskPolicyVersion,
  publish: publishRiskPolicy,
});
