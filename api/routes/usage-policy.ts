import {
  publishUsagePolicy,
  usagePolicyHistory,
  usagePolicyInForce,
  usagePolicyVersion,
} from '../../db/usage-policy.ts';
import { defaultUsagePolicy, type UsagePolicy } from '../../domain/usage-policy.ts';
import { rulesRoutes } from '../rules-routes.ts';
import { usagePolicyRules } from '../schemas/usage-policy.ts';

export const usagePolicy = rulesRoutes<UsagePolicy>({
  name: 'UsagePolicy',
  tag: 'Use of AI systems',
  path: '/v1/usage-policy',
  rules: usagePolicyRules,
  example: defaultUsagePolicy,
  summaries: {
    inForce: 'How long use is kept',
    publish: 'Publish the next version; what it keeps no longer is thrown away within the hour',
  },
  inForce: usagePolicyInForce,
  history: usagePolicyHistory,
  version: usagePolicyVersion,
  publish: publishUsagePolicy,
});
