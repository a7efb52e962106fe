import { z } from 'zod';

/** A value of an attribute. 64-bit integers come as text in the JSON of protobuf, and from some senders as numbers. */
const anyValue = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  boolValue: z.boolean().optional(),
});
const attributes = z.array(z.looseObject({ key: z.string(), value: anyValue.optional() })).default([]);

const span = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  name: z.string().default(''),
  startTimeUnixNano: z.union([z.string(), z.number()]).optional(),
  endTimeUnixNano: z.union([z.string(), z.number()]).optional(),
  attributes,
  status: z.looseObject({ code: z.union([z.number(), z.string()]).optional() }).optional(),
});

/** As much of OTLP's ExportTraceServiceRequest as use is told by. What else is in it is let go by: senders are ahead of us. */
export const otlpTraces = z
  .looseObject({
    resourceSpans: z
      .array(
        z.looseObject({
          resource: z.looseObject({ attributes }).optional(),
          scopeSpans: z.array(z.looseObject({ spans: z.array(span).default([]) })).default([]),
        }),
      )
      .default([]),
  })
  .meta({
    id: 'OtlpTraces',
    example: {
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'contract-summaries' } }] },
          scopeSpans: [
            {
              spans: [
                {
                  traceId: '5b8efff798038103d269b633813fc60c',
                  spanId: 'eee19b7ec3c1b174',
                  name: 'chat gpt-5',
                  startTimeUnixNano: '1795515300000000000',
                  endTimeUnixNano: '1795515302000000000',
                  attributes: [
                    { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
                    { key: 'gen_ai.provider.name', value: { stringValue: 'openai' } },
                    { key: 'gen_ai.request.model', value: { stringValue: 'gpt-5' } },
                    { key: 'gen_ai.usage.input_tokens', value: { intValue: '1500' } },
                    { key: 'gen_ai.usage.output_tokens', value: { intValue: '330' } },
                    { key: 'countersign.system', value: { stringValue: 'Contract summaries' } },
                    { key: 'countersign.purpose', value: { stringValue: 'Summarise contracts' } },
                    { key: 'countersign.data_class', value: { stringValue: 'internal' } },
                    { key: 'enduser.id', value: { stringValue: 'colleague' } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });

export const otlpReport = z
  .object({
    partialSuccess: z
      .object({
        rejectedSpans: z
          .string()
          .meta({ description: 'How many, as the JSON of protobuf writes 64-bit numbers.' }),
        errorMessage: z.string(),
      })
      .optional()
      .meta({ description: 'Absent where all was taken.' }),
  })
  .meta({ id: 'OtlpTracesReport' });
