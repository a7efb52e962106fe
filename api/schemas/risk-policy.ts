import { z } from 'zod';
import { roles } from '../../domain/identity.ts';
import { riskBands } from '../../domain/risk-policy.ts';
import { allDistinct } from './text.ts';

const days = z
  .int('must be a whole number of days')
  .min(1, 'must be a day at least')
  .max(3_650, 'must be ten years at most');
const fiveBands = z.array(z.enum(riskBands)).length(5, 'must have five bands, by impact');

/** Whether no band falls where likelihood or impact rises: a worse risk must never need less authority. */
function isMonotone(matrix: (typeof riskBands)[number][][]): boolean {
  const rank = (likelihood: number, impact: number) => {
    const band = matrix[likelihood]?.[impact];
    return band === undefined ? Infinity : riskBands.indexOf(band);
  };
  return matrix.every((row, likelihood) =>
    row.every(
      (_band, impact) =>
        rank(likelihood, impact) <= rank(likelihood + 1, impact) &&
        rank(likelihood, impact) <= rank(likelihood, impact + 1),
    ),
  );
}

const authority = z.strictObject({
  roles: z
    .array(z.enum(roles))
    .min(1, 'must name a role at least')
    .max(roles.length)
    .refine(allDistinct, 'must name each role once')
    .refine((named) => !named.includes('auditor'), 'must not name auditors, who decide nothing'),
  longestDays: days,
});

const acceptance = Object.fromEntries(riskBands.map((band) => [band, authority])) as Record<
  (typeof riskBands)[number],
  typeof authority
>;

export const riskPolicyRules = z
  .strictObject({
    matrix: z
      .array(fiveBands)
      .length(5, 'must have five rows, by likelihood')
      .refine(isMonotone, 'must not fall where likelihood or impact rises')
      .meta({
        description: 'The band of each score: five rows by likelihood, in each five bands by impact.',
      }),
    acceptance: z.strictObject(acceptance),
    treatWithinDays: days,
    remindDaysBefore: z.array(days).max(10).refine(allDistinct, 'must name each number of days once'),
    escalateTo: z.enum(roles),
  })
  .meta({ id: 'RiskPolicyRules' });
