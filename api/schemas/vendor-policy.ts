import { z } from 'zod';
import { roles, signOffRoles } from '../../domain/identity.ts';
import { criticalities } from '../../domain/vendor-policy.ts';
import { allDistinct } from './text.ts';

const days = (most: number) =>
  z
    .int('must be a whole number of days')
    .min(1, 'must be a day at least')
    .max(most, `must be ${most} days at most`);

/** Those of the business owner are a request's own: a vendor's review has none. */
const reviewRoles = signOffRoles.filter((role) => role !== 'business_owner');

const required = z
  .array(z.enum(reviewRoles))
  .min(1, 'must name a role at least')
  .max(reviewRoles.length)
  .refine(allDistinct, 'must name each role once');

function byCriticality<Schema extends z.ZodType>(schema: Schema) {
  const fields = Object.fromEntries(criticalities.map((name) => [name, schema]));
  return z.strictObject(fields as Record<(typeof criticalities)[number], Schema>);
}

export const vendorPolicyRules = z
  .strictObject({
    requiredRoles: byCriticality(required),
    slaHours: z.int().min(1).max(2_000).meta({ description: 'Working hours for a sign-off.' }),
    remindAt: z.array(z.number().min(0).max(1)).max(10).meta({ description: 'Shares of that time, 0–1.' }),
    escalateTo: z.enum(roles),
    validDays: byCriticality(days(3_650)),
    leadDays: days(365),
    answerDays: days(365),
    leastShare: z.number().min(0).max(1),
  })
  .refine(({ validDays, leadDays }) => Object.values(validDays).every((valid) => valid > leadDays), {
    path: ['leadDays'],
    error: 'must be less than an approval holds',
  })
  .meta({ id: 'VendorPolicyRules' });
