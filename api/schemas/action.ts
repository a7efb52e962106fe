import { z } from 'zod';
import { actionStates } from '../../domain/action.ts';
import { roles } from '../../domain/identity.ts';
import { personName, personReference, someText } from './text.ts';

const summary = {
  id: z.uuid(),
  state: z.enum(actionStates),
  subject: z.string().meta({
    description:
      'What it follows from: `adoption-request/`, `vendor/`, `management-review/` or `usage-audit/` and an id.',
  }),
  text: z.string(),
  owner: personName,
  dueAt: z.iso.datetime(),
};

export const actionSummary = z.object({ ...summary, overdue: z.boolean() }).meta({ id: 'ActionSummary' });

export const action = z
  .object({
    ...summary,
    openedBy: personName,
    openedAt: z.iso.datetime(),
    escalateTo: z.enum(roles),
    escalatedAt: z.iso.datetime().nullable(),
    settled: z.object({ by: personName, at: z.iso.datetime(), note: z.string() }).nullable(),
    course: z
      .object({ id: z.uuid(), title: z.string() })
      .nullable()
      .meta({ description: 'What its owner and the teams that it is about must have completed before.' }),
  })
  .meta({ id: 'Action' });

export const completion = z
  .strictObject({ note: someText(10_000).meta({ description: 'What was done.' }) })
  .meta({
    id: 'ActionCompletion',
    example: { note: 'The retention is set to 30 days; see the contract, § 4.' },
  });

export const handover = z
  .strictObject({ owner: personReference })
  .meta({ id: 'ActionHandover', example: { owner: 'colleague' } });

export const callingOff = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'ActionCallingOff', example: { reason: 'The system was never taken into use.' } });
