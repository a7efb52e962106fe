import { z } from 'zod';
import { gapStates } from '../../domain/gap-state.ts';
import { localDate, personName, personReference, someText } from './text.ts';

const summary = {
  id: z.uuid(),
  state: z.enum(gapStates),
  statement: z.object({ id: z.string(), control: z.string(), text: z.string() }),
  number: z.int().meta({ description: 'Of the gaps of this statement, from 1.' }),
  counted: z
    .object({ population: z.int(), failing: z.int(), at: z.iso.datetime() })
    .meta({ description: 'What its check found when it was last looked at.' }),
  owner: personName
    .nullable()
    .meta({ description: 'Null while nobody has it: then it is for every compliance manager.' }),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().meta({ description: 'By when it is to be closed.' }),
};

export const gapSummary = z.object({ ...summary, overdue: z.boolean() }).meta({ id: 'GapSummary' });

export const gap = z
  .object({
    ...summary,
    escalatedAt: z.iso.datetime().nullable(),
    plan: z.object({ text: z.string(), by: personName, at: z.iso.datetime() }).nullable(),
    settled: z
      .object({ by: personName, at: z.iso.datetime(), cause: z.string(), correction: z.string() })
      .nullable(),
  })
  .meta({ id: 'Gap' });

export const gapAssignment = z
  .strictObject({ owner: personReference })
  .meta({ id: 'GapAssignment', example: { owner: 'colleague' } });

export const gapPlan = z
  .strictObject({
    text: someText(10_000).meta({ description: 'What is done so that the statement holds.' }),
    dueOn: localDate.meta({ description: 'The last day for it, in the organisation’s time zone.' }),
  })
  .meta({
    id: 'GapPlan',
    example: { text: 'Boundaries are set for every system of high risk.', dueOn: '2099-03-31' },
  });

export const gapClosing = z
  .strictObject({
    cause: someText(10_000).meta({ description: 'What it came from.' }),
    correction: someText(10_000).meta({ description: 'What was done so that it does not come again.' }),
  })
  .meta({
    id: 'GapClosing',
    example: {
      cause: 'The system was taken over from another team.',
      correction: 'Its boundaries were set.',
    },
  });
