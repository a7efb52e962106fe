import { z } from 'zod';
import { importPeople, type RowOutcome } from '../../db/people-import.ts';
import { ImportRefusal } from '../../db/people-match.ts';
import { changeDirectory } from '../change-directory.ts';
import { startDepartures } from '../departure.ts';
import { refusedRows } from '../csv-table.ts';
import { readPeopleTable } from '../people-table.ts';
import { actorOf, type Call, route } from '../route.ts';

const outcomes = ['added', 'changed', 'left', 'returned', 'unchanged'] as const;

const report = z
  .object({
    dryRun: z.boolean(),
    counts: z.record(z.enum(outcomes), z.number().int()),
    rows: z.array(
      z.object({
        row: z.number().int(),
        userName: z.string(),
        person: z.string(),
        outcome: z.enum(outcomes),
      }),
    ),
  })
  .meta({ id: 'PeopleImportReport' });

const query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Report what would become of each row, and do nothing.' }),
});
const body = z.string().meta({
  id: 'PeopleTable',
  description:
    'CSV with a header. Columns: userName, name, email, manager, team, timeZone, roles (separated by spaces), active. What a file has no column for stays as it is; an empty cell takes away. Nobody whom no row names is touched.',
  example:
    'userName,name,email,manager,team,timeZone,roles,active\nlegal-3,Lena Legal,legal-3@example.org,management,Legal,Europe/Lisbon,legal,true\n',
});

export const importManyPeople = route({
  method: 'post',
  path: '/v1/people/import',
  operationId: 'importPeople',
  summary: 'Add and change people from a CSV file: every row, or none of them',
  tag: 'People and tokens',
  access: ['administrator'],
  query,
  body,
  bodyType: 'text/csv',
  responses: { 200: { description: 'What has become of each row.', schema: report } },
  handle: async (call) => {
    const { rows, faults } = await readPeopleTable(call.body);
    if (faults.length > 0) throw refusedRows(faults);
    const { dryRun } = call.query;
    const done = await carryOut(call, rows, dryRun);
    if (!dryRun) {
      const leavers = done.filter(({ outcome }) => outcome === 'left').map(({ person }) => person);
      await startDepartures(call.services, leavers);
    }
    const counts = Object.fromEntries(
      outcomes.map((outcome) => [outcome, done.filter((row) => row.outcome === outcome).length]),
    );
    return { status: 200, body: { dryRun, counts, rows: done } };
  },
});

/** Carries the outcomes out of a transaction that is not to stay. */
class OnlyTried extends Error {
  readonly outcomes: RowOutcome[];

  constructor(tried: RowOutcome[]) {
    super('only tried');
    this.outcomes = tried;
  }
}

async function carryOut(
  { caller, at, services }: Call<undefined, typeof query, typeof body>,
  rows: Parameters<typeof importPeople>[1],
  dryRun: boolean,
): Promise<RowOutcome[]> {
  const by = actorOf(caller).person;
  try {
    return await changeDirectory(services, async (trx) => {
      const done = await importPeople(trx, rows, by, at);
      if (dryRun) throw new OnlyTried(done);
      return done;
    });
  } catch (error) {
    if (error instanceof OnlyTried) return error.outcomes;
    if (error instanceof ImportRefusal) throw refusedRows(error.faults);
    throw error;
  }
}
