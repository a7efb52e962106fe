import { IANAZone } from 'luxon';
import { z } from 'zod';
import { defaultApprovalPolicy, signOffTiers } from '../../domain/approval-policy.ts';
import { roles, signOffRoles } from '../../domain/identity.ts';
import { allDistinct, localDate, someText } from './text.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, "09:00"');
const signers = z.array(z.enum(signOffRoles)).max(5).refine(allDistinct, 'must name each role once');
const hours = z
  .number('must be a number of hours')
  .min(0.25, 'must be at least a quarter of an hour')
  .max(2_000, 'must be at most 2,000 hours');
const share = z
  .number('must be a number')
  .gt(0, 'must be more than nothing of the time')
  .max(1, 'must not be more than the whole of the time');

const material = Object.fromEntries(
  Object.keys(defaultApprovalPolicy.material).map((section) => [section, signers]),
) as Record<keyof typeof defaultApprovalPolicy.material, typeof signers>;

export const approvalPolicyRules = z
  .strictObject({
    requiredRoles: z.strictObject(
      Object.fromEntries(
        signOffTiers.map((tier) => [tier, signers.min(1, 'must name a role at least')]),
      ) as Record<(typeof signOffTiers)[number], typeof signers>,
    ),
    slaHours: z.record(z.enum(signOffRoles), z.record(z.enum(signOffTiers), hours)),
    remindAt: z.array(share).max(10),
    escalateTo: z.record(z.enum(signOffRoles), z.enum(roles)),
    expiryDays: z
      .int('must be a whole number of days')
      .min(1, 'must be a day at least')
      .max(365, 'must be a year at most'),
    material: z.strictObject(material),
    calendar: z
      .strictObject({
        timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone'),
        workingDays: z.array(z.int().min(1).max(7)).min(1, 'must name a day at least').max(7),
        startOfDay: timeOfDay,
        endOfDay: timeOfDay,
        holidays: z.array(localDate).max(1_000),
      })
      .refine(({ startOfDay, endOfDay }) => startOfDay < endOfDay, {
        path: ['endOfDay'],
        error: 'must be after the start of the day',
      }),
  })
  .meta({ id: 'ApprovalPolicyRules' });

export const publication = z.strictObject({ note: someText(2_000), rules: approvalPolicyRules }).meta({
  id: 'ApprovalPolicyPublication',
  example: { note: 'Reviewed, unchanged.', rules: defaultApprovalPolicy },
});
