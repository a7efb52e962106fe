import { z } from 'zod';
import { seriesSteps } from '../../db/usage-series.ts';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { boundary } from './boundary.ts';

export const usageFigures = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime().meta({ description: 'Where it ends: this instant is no part of it.' }),
    step: z.enum(seriesSteps),
    total: z
      .object({
        uses: z.number(),
        cost: z.number(),
        firstUsedAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime(),
      })
      .nullable()
      .meta({ description: 'All use there has ever been; null where nobody has told any.' }),
    items: z
      .array(
        z.object({
          start: z.iso.datetime(),
          uses: z.number(),
          cost: z.number(),
          metrics: z.record(z.string(), z.object({ mean: z.number(), samples: z.number() })),
        }),
      )
      .meta({ description: 'The steps in which it was used.' }),
  })
  .meta({ id: 'UsageFigures' });

export const boundaryBreach = z
  .object({
    case: z.uuid().meta({ description: 'The oversight case that it opened.' }),
    number: z.int().meta({ description: 'Of the breaches of this boundary, from 1.' }),
    boundary: boundary.meta({ description: 'As it was then.' }),
    observed: z.union([
      z.object({
        kind: z.literal('window'),
        value: z.number().meta({ description: 'The mean, the number of uses or the cost.' }),
        samples: z.number(),
        until: z.iso.datetime().meta({ description: 'The last minute of the window.' }),
      }),
      z.object({ kind: z.literal('data_class'), dataClass: z.enum(dataClasses) }),
    ]),
    openedAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable().meta({ description: 'Null while its case is open.' }),
  })
  .meta({ id: 'BoundaryBreach' });
