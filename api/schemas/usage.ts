import { z } from 'zod';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { largestAmount, largestUsageBatch } from '../../domain/usage-event.ts';
import { instant, someText } from './text.ts';

const amount = z.number().min(-largestAmount).max(largestAmount);
const isMetricName = (name: string) =>
  name.length <= 100 && /[^\s]/.test(name) && !/^:|\0/.test(name) && name.isWellFormed();
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal, in small letters');

export const newUsageEvent = z
  .strictObject({
    id: someText(200).meta({
      description:
        'What you call it. The same id at the same instant is there once, however often it is sent.',
    }),
    usedAt: instant.meta({ description: 'When the system was used; at most five minutes ahead.' }),
    system: someText(200).meta({
      description:
        'By id, or by its name in the inventory. What is not there is listed as an unknown system.',
    }),
    person: someText(200)
      .nullish()
      .meta({ description: 'By id or user name; whom the directory does not know keeps this name.' }),
    purpose: someText(400).nullish(),
    dataClass: z.enum(dataClasses).nullish(),
    tokens: z.int().min(0).nullish(),
    requests: z.int().min(1).max(1_000_000).default(1).meta({ description: 'How many uses it stands for.' }),
    cost: z
      .number()
      .min(0)
      .max(largestAmount)
      .nullish()
      .meta({ description: 'In the currency in which the system was approved; kept to nine decimals.' }),
    measurements: z
      .record(z.string(), amount)
      .superRefine((measured, context) => {
        const names = Object.keys(measured);
        if (names.length > 50) context.addIssue({ code: 'custom', message: 'must be at most 50' });
        for (const name of names.filter((one) => !isMetricName(one))) {
          const message = 'must be named by text of at most 100 characters that does not begin with a colon';
          context.addIssue({ code: 'custom', path: [name], message });
        }
      })
      .default({})
      .meta({
        description: 'What was measured of the output, by name: 0–1 or any number; kept to nine decimals.',
      }),
    flags: z.array(someText(100)).max(20).default([]),
    promptHash: hash.nullish(),
    outputHash: hash.nullish(),
  })
  .meta({ id: 'NewUsageEvent' });

/** Each event is judged by itself, and in its turn: within a batch, anything may be one. */
const anyEvent = z
  .unknown()
  .or(newUsageEvent)
  .meta({ override: { anyOf: [{ $ref: '#/components/schemas/NewUsageEvent' }] } });

export const usageBatch = z
  .strictObject({
    events: z
      .array(anyEvent)
      .min(1, 'must be one at least')
      .max(largestUsageBatch, `must be ${largestUsageBatch.toLocaleString('en')} at most`),
  })
  .meta({
    id: 'UsageBatch',
    example: {
      events: [
        {
          id: 'gateway-1-000042',
          usedAt: '2026-11-24T10:15:00Z',
          system: 'Contract summaries',
          person: 'colleague',
          purpose: 'Summarise contracts',
          dataClass: 'internal',
          tokens: 1_830,
          cost: 0.021,
          measurements: { answer_quality: 0.92 },
          flags: ['edited_by_person'],
        },
      ],
    },
  });

export const usageReport = z
  .object({
    accepted: z.int(),
    duplicate: z.int(),
    refused: z.int(),
    events: z
      .array(
        z.object({
          id: z.string().nullable(),
          outcome: z.enum(['accepted', 'duplicate', 'refused']),
          errors: z
            .array(z.object({ pointer: z.string(), detail: z.string() }))
            .optional()
            .meta({ description: 'Where it was refused: what is at fault, by pointers into the body.' }),
        }),
      )
      .meta({ description: 'What became of each, in the order in which they were sent.' }),
  })
  .meta({ id: 'UsageReport' });
