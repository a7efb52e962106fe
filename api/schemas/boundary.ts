import { z } from 'zod';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { longestWindowMinutes } from '../../domain/boundary-breach.ts';
import { allDistinct, someText } from './text.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words in small letters with hyphens')
  .max(100);
const named = { id, statement: someText(1_000) };
const windowMinutes = z
  .int()
  .min(1)
  .max(longestWindowMinutes)
  .meta({ description: 'How far back one looks, in minutes; 30 days at most.' });
const minSamples = z.int().min(1).max(1_000_000).default(1);
const metric = someText(100).meta({ description: 'The name of an output measurement.' });

/** What the use of an AI system must stay within. */
export const boundary = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        ...named,
        kind: z.literal('metric'),
        metric,
        least: z.number().nullable().default(null),
        most: z.number().nullable().default(null),
        windowMinutes,
        minSamples,
      })
      .refine(({ least, most }) => least !== null || most !== null, 'must name a least, a most, or both')
      .refine(({ least, most }) => least === null || most === null || least <= most, {
        error: 'must not be below the least',
        path: ['most'],
      }),
    z.strictObject({
      ...named,
      kind: z.literal('drift'),
      metric,
      baseline: z.number(),
      tolerance: z.number().min(0),
      windowMinutes,
      minSamples,
    }),
    z.strictObject({
      ...named,
      kind: z.literal('data_class'),
      dataClasses: z.array(z.enum(dataClasses)).min(1).refine(allDistinct, 'must name each once'),
    }),
    z.strictObject({ ...named, kind: z.literal('rate'), most: z.int().min(0), windowMinutes }),
    z.strictObject({ ...named, kind: z.literal('cost'), most: z.number().min(0), windowMinutes }),
  ])
  .meta({
    id: 'Boundary',
    example: {
      id: 'answer-quality',
      statement: 'At least seven in ten drafts are sent without being rewritten.',
      kind: 'metric',
      metric: 'accepted',
      least: 0.7,
      most: null,
      windowMinutes: 1440,
      minSamples: 50,
    },
  });
