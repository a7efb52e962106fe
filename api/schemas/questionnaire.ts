import { z } from 'zod';
import { localDate, someText, text } from './text.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a file');

const answer = z.strictObject({
  values: z.array(text(4_000)).max(20).meta({ description: 'Values of options, or the text.' }),
  note: text(4_000).default(''),
  evidence: z.array(hash).max(20).default([]).meta({ description: 'SHA-256 of files that are attached.' }),
  expiresOn: z
    .record(text(200), localDate)
    .optional()
    .meta({ description: 'Of certificates, the last day on which each holds.' }),
});

/** Answers by question. */
export const answers = z.record(someText(100), answer).meta({
  id: 'QuestionnaireAnswers',
  example: { retention: { values: ['partly'], note: '30 days, see section 4 of the DPA.', evidence: [] } },
});

const option = z.object({
  value: z.string(),
  label: z.string(),
  share: z.number().meta({ description: 'Of the weight, 0–1.' }),
  knockOut: z.string().optional(),
});

/** A questionnaire as it is shown. */
export const questionnaire = z
  .object({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    sections: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        questions: z.array(
          z.object({
            id: z.string(),
            text: z.string(),
            help: z.string().optional(),
            weight: z.number(),
            evidence: z.enum(['none', 'optional', 'required']),
            kind: z.enum(['choice', 'choices', 'text', 'certificates']),
            options: z.array(option).optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Questionnaire' });
