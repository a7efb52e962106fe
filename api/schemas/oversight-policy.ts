import { z } from 'zod';
import { roles } from '../../domain/identity.ts';
import { severities } from '../../domain/oversight-policy.ts';
import { allDistinct } from './text.ts';

const clock = z
  .strictObject({
    acknowledgeMinutes: z.int().min(1).max(100_000).meta({ description: 'Until the reviewer is at it.' }),
    decideHours: z.int().min(1).max(10_000).meta({ description: 'Until they have decided.' }),
  })
  .refine(({ acknowledgeMinutes, decideHours }) => acknowledgeMinutes <= decideHours * 60, {
    path: ['acknowledgeMinutes'],
    error: 'must be no longer than the time to decide',
  });

const clocks = Object.fromEntries(severities.map((severity) => [severity, clock])) as Record<
  (typeof severities)[number],
  typeof clock
>;

export const oversightPolicyRules = z
  .strictObject({
    levels: z
      .array(z.enum(roles))
      .min(1, 'must name a role at least')
      .max(6)
      .refine(allDistinct, 'must name each role once')
      .meta({ description: 'Whose members are asked, the first level first.' }),
    clocks: z.strictObject(clocks),
    remindAt: z.array(z.number().gt(0).lt(1)).max(10).meta({ description: 'Shares of the time to decide.' }),
    gapTo: z.enum(roles).meta({ description: 'Who is told that nobody is there to review.' }),
    tellProviderHours: z.int().min(1).max(1_000),
    closeDays: z.int().min(1).max(365),
  })
  .meta({ id: 'OversightPolicyRules' });
