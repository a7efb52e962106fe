import { z } from 'zod';
import { leastDaysOfHighRisk } from '../../domain/usage-policy.ts';

const days = z
  .int('must be a whole number of days')
  .min(1, 'must be a day at least')
  .max(3_650, 'must be ten years at most');

const daysOfHighRisk = days.min(
  leastDaysOfHighRisk,
  `must be ${leastDaysOfHighRisk} days at least: six months, by Article 26(6) of Regulation (EU) 2024/1689`,
);

export const usagePolicyRules = z
  .strictObject({
    keptDays: z
      .strictObject({ low: days, medium: days, high: daysOfHighRisk, critical: daysOfHighRisk })
      .meta({ description: 'Days for which use is kept, by the tier of the system.' }),
    unknownKeptDays: days.meta({ description: 'The same of systems that are not in the inventory.' }),
  })
  .meta({ id: 'UsagePolicyRules' });
