import { z } from 'zod';
import {
  inputTopics,
  managementDecisions,
  managementReviewReasons,
  managementReviewStates,
} from '../../domain/management-review-state.ts';
import { signOffShown } from './sign-off.ts';
import { localDate, personName, personReference, someText, text } from './text.ts';

const version = z.int().min(0).max(100_000);
const words = text(20_000);

export const managementReviewOpening = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'ManagementReviewOpening', example: { reason: 'Two of our providers have merged.' } });

const action = z.strictObject({ text: someText(2_000), owner: personReference, dueOn: localDate });

export const minutes = z
  .strictObject({
    notes: z
      .partialRecord(z.enum(inputTopics), words)
      .default({})
      .meta({ description: 'What the figures do not show, by what management looks at.' }),
    improvements: words.default('').meta({ description: 'What is to be made better.' }),
    changes: words.default('').meta({ description: 'What is to be changed in how AI is managed here.' }),
    actions: z.array(action).max(100).default([]),
  })
  .meta({
    id: 'Minutes',
    example: {
      notes: { audits: 'The internal audit in May found that two inventories disagreed.' },
      improvements: 'Training is given in the languages of the sites.',
      changes: 'None.',
      actions: [{ text: 'Translate the course into Danish', owner: 'colleague', dueOn: '2099-06-30' }],
    },
  });

export const minutesSubmission = z
  .strictObject({ version: version.meta({ description: 'The version of the minutes that you have seen.' }) })
  .meta({ id: 'MinutesSubmission', example: { version: 1 } });

export const managementSignOff = z
  .strictObject({
    version: version.meta({ description: 'The version of the minutes that you have seen.' }),
    decision: z.enum(managementDecisions),
    comment: text(10_000).default(''),
  })
  .meta({ id: 'ManagementSignOff', example: { version: 1, decision: 'approve' } });

export const managementReviewCallingOff = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'ManagementReviewCallingOff', example: { reason: 'Opened by mistake.' } });

const instant = z.iso.datetime();

const summary = {
  id: z.uuid(),
  state: z.enum(managementReviewStates),
  reason: z.enum(managementReviewReasons),
  openedAt: instant,
  dueAt: instant.meta({ description: 'By when the minutes are to be submitted.' }),
  closedAt: instant.nullable(),
};

export const managementReviewSummary = z
  .object({ ...summary, actions: z.int().meta({ description: 'How many it has decided.' }) })
  .meta({ id: 'ManagementReviewSummary' });

export const managementReview = z
  .object({
    ...summary,
    note: z.string(),
    openedBy: personName,
    since: instant.nullable().meta({ description: 'From when on it looks back; null for the first.' }),
    escalatedAt: instant.nullable(),
    figures: z
      .array(
        z.object({
          topic: z.enum(inputTopics),
          name: z.string(),
          value: z.number(),
          of: z.number().nullable(),
          path: z.string().meta({ description: 'The page where one looks behind it.' }),
        }),
      )
      .meta({ description: 'What the registers gave when it was opened.' }),
    version,
    minutes: z.object({
      notes: z.partialRecord(z.enum(inputTopics), z.string()),
      improvements: z.string(),
      changes: z.string(),
      actions: z.array(z.object({ text: z.string(), owner: personName, dueOn: z.string() })),
    }),
    preparers: z.array(personName),
    submission: z
      .object({ version, hash: z.string(), by: personName, at: instant })
      .nullable()
      .meta({ description: 'What management signs: the fingerprint is of the figures and the minutes.' }),
    signOff: signOffShown.nullable(),
    ended: z.object({ by: personName, at: instant, note: z.string() }).nullable(),
  })
  .meta({ id: 'ManagementReview' });
