import { z } from 'zod';
import { sha256 } from '../../db/canonical.ts';
import { recordUsageImport } from '../../db/usage-import.ts';
import { actorOf, route } from '../route.ts';
import { usageImportReport } from '../schemas/usage-import.ts';
import { knownNames, systemsOf, takeLoggedUse } from '../usage-import.ts';
import { readUsageTable } from '../usage-table.ts';

const mostFaults = 1_000;

const query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Report which AI systems the log tells of, and put nothing down.' }),
});

const body = z.string().meta({
  id: 'UsageLog',
  description:
    'CSV with a header, at most 100,000 rows: the log of a proxy or of single sign-on. Columns, also by the names that common logs have for them: time (an instant; in UTC where it has no offset; or seconds since 1970), person (user name), host (or an address), application. Others are passed over.',
  example:
    'timestamp,username,cs-host\n2026-11-24T09:15:00Z,colleague,chatgpt.com\n2026-11-24T09:16:00Z,colleague,intranet.example.com\n',
});

export const importUsage = route({
  method: 'post',
  path: '/v1/usage-events/import',
  operationId: 'importUsage',
  summary:
    'Find which AI systems people use in the log of a proxy or of single sign-on: each unknown one becomes a finding',
  tag: 'Use of AI systems',
  access: ['compliance_manager'],
  query,
  body,
  bodyType: 'text/csv',
  responses: { 200: { description: 'What the log tells.', schema: usageImportReport } },
  handle: async ({ body: text, query: { dryRun }, caller, at, services }) => {
    const { events, rows, faults } = await readUsageTable(text, (names) => knownNames(services, names));
    const systems = await systemsOf(services, events);
    const counts = dryRun
      ? { accepted: 0, duplicate: 0, refused: 0 }
      : await takeLoggedUse(services, events, at);
    if (!dryRun) {
      const { person: by } = actorOf(caller);
      const hash = sha256(Buffer.from(text)).toString('hex');
      await recordUsageImport(services.db, hash, { type: 'UsageImported', at, by, rows, ...counts });
    }
    const shown = faults.slice(0, mostFaults);
    return {
      status: 200,
      body: { dryRun, rows, uses: events.length, ...counts, systems, faults: shown },
    };
  },
});
