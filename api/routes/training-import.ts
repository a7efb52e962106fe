import { z } from 'zod';
import { bringCompletions } from '../../db/training-completion.ts';
import { refusedRows } from '../csv-table.ts';
import { actorOf, route } from '../route.ts';
import { readCompletionTable } from '../training-import.ts';

const outcomes = ['added', 'known'] as const;

const report = z
  .object({
    dryRun: z.boolean(),
    counts: z.record(z.enum(outcomes), z.number().int()),
    rows: z.array(
      z.object({
        row: z.number().int(),
        userName: z.string(),
        completion: z.uuid(),
        outcome: z.enum(outcomes),
      }),
    ),
  })
  .meta({ id: 'TrainingImportReport', description: '`known`: it came under its external id before.' });

const query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Report what would become of each row, and do nothing.' }),
});
const body = z.string().meta({
  id: 'TrainingCompletionTable',
  description:
    'CSV with a header, at most 2,000 rows. Columns: person (user name), course (title or id), version (the one in force then, if empty), completedAt and validUntil (a day, from its beginning, or a day and a time; as long as the course has it, if empty), score (0–1), vouchedBy (user name; who imports it, if empty), evidence (SHA-256 of a file among those of the person’s training), externalId (under which it is there once).',
  example:
    'person,course,completedAt,score,externalId\ncolleague,Responsible use of AI,2026-11-20,0.9,lms-2026-4712\n',
});

export const importCompletions = route({
  method: 'post',
  path: '/v1/training-completions/import',
  operationId: 'importTrainingCompletions',
  summary: 'Put down from a CSV file what people have completed elsewhere: every row, or none of them',
  tag: 'Training',
  access: ['compliance_manager'],
  query,
  body,
  bodyType: 'text/csv',
  responses: { 200: { description: 'What has become of each row.', schema: report } },
  handle: async ({ body: text, query: { dryRun }, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    const { completions, faults } = await readCompletionTable(services, text, by);
    if (faults.length > 0) throw refusedRows(faults);
    const result = await bringCompletions(services.db, completions, { by, at, dryRun });
    if ('refusals' in result) {
      throw refusedRows(
        [...result.refusals].map(([place, { pointer = '', detail }]) => ({
          row: completions[place]?.row ?? 0,
          column: pointer.replace(/^\//, ''),
          detail,
        })),
      );
    }
    const rows = completions.map(({ row, userName }, place) => ({
      row,
      userName,
      completion: result.brought[place]?.id,
      outcome: result.brought[place]?.isKnown === true ? outcomes[1] : outcomes[0],
    }));
    const counts = Object.fromEntries(
      outcomes.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
    );
    return { status: 200, body: { dryRun, counts, rows } };
  },
});
