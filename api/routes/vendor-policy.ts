import {
  publishVendorPolicy,
  vendorPolicyHistory,
  vendorPolicyInForce,
  vendorPolicyVersion,
} from '../../db/vendor-policy.ts';
import { defaultVendorPolicy, type VendorPolicy } from '../../domain/vendor-policy.ts';
import { rulesRoutes } from '../rules-routes.ts';
import { vendorPolicyRules } from '../schemas/vendor-policy.ts';

export const vendorPolicy = rulesRoutes<VendorPolicy>({
  name: 'VendorPolicy',
  tag: 'Vendor policy',
  path: '/v1/vendor-policy',
  rules: vendorPolicyRules,
  example: defaultVendorPolicy,
  summaries: {
    inForce: 'The policy that a vendor registered now would copy',
    publish: 'Publish the next version; every vendor adopts it for what it does from then on',
  },
  inForce: vendorPolicyInForce,
  history: vendorPolicyHistory,
  version: vendorPolicyVersion,
  publish: publishVendorPolicy,
});
