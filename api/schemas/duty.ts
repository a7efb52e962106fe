import { z } from 'zod';
import { firingOutcomes } from '../../db/duty-list.ts';
import { dutyStates } from '../../db/tables/duty.ts';
import { personName, someText } from './text.ts';

export const dutyId = z.string().max(200);

export const dutyFiring = z
  .object({
    occasion: z
      .string()
      .meta({ description: 'The instant of its rhythm that it was fired for, or names a run by hand.' }),
    firedAt: z.iso.datetime(),
    by: personName.nullable().meta({ description: 'Who ran it by hand; null where its schedule fired it.' }),
    reason: z.string().nullable(),
    subject: z.string().meta({
      description:
        'What it started: `policy/` or `management-review/` and an id; of many audits `usage-audit-round/` and the `round` of each.',
    }),
    outcome: z.enum(firingOutcomes),
    detail: z.string().nullable().meta({ description: 'Why it was refused.' }),
  })
  .meta({ id: 'DutyFiring' });

export const duty = z
  .object({
    id: z.string(),
    title: z.string(),
    state: z.enum(dutyStates),
    starts: z.enum([
      ...(['management_review', 'internal_audit', 'policy_review'] as const),
      ...(['usage_audit', 'control_evaluation', 'checkpoint'] as const),
    ]),
    every: z.union([
      z.object({
        months: z.int(),
        since: z.iso.date().meta({ description: 'The local date from which cycles are reckoned.' }),
        hour: z.int(),
        timeZone: z.string(),
      }),
      z.object({ seconds: z.int() }),
    ]),
    nextAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When it fires next; in the past while a firing is owed after an outage.' }),
    paused: z.object({ by: personName, at: z.iso.datetime(), reason: z.string() }).nullable(),
    lastFiredAt: z.iso.datetime().nullable(),
    last: dutyFiring.nullable().meta({
      description: 'Null where it has not fired, and where firings are not listed one by one.',
    }),
  })
  .meta({ id: 'Duty' });

export const dutyReason = z
  .strictObject({ reason: someText(2_000) })
  .meta({ id: 'DutyReason', example: { reason: 'The organisation is being restructured until summer.' } });
