import { z } from 'zod';

export const usageImportReport = z
  .object({
    dryRun: z.boolean(),
    rows: z.int().meta({ description: 'Rows that could be read.' }),
    uses: z.int().meta({ description: 'Those of them that tell of AI being used.' }),
    accepted: z.int(),
    duplicate: z.int().meta({ description: 'Uses that are on record already.' }),
    refused: z.int().meta({ description: 'Uses that are older than use is kept, or from the future.' }),
    systems: z.array(
      z.object({
        name: z.string(),
        system: z.uuid().nullable().meta({ description: 'Null where the register has none of this name.' }),
        uses: z.int(),
        people: z.int(),
      }),
    ),
    faults: z
      .array(z.object({ row: z.int(), column: z.string(), detail: z.string() }))
      .meta({ description: 'Rows that cannot be read, the first thousand: they keep nobody else from it.' }),
  })
  .meta({ id: 'UsageImportReport' });
