import { z } from 'zod';
import { inTransaction } from '../../db/facts.ts';
import { importCommandId, putDownImportedRisks } from '../../db/risk-import.ts';
import { riskPolicyInForce } from '../../db/risk-policy.ts';
import { knownRisks } from '../../db/risk.ts';
import { refusedRows } from '../csv-table.ts';
import { fileHeaders } from '../register-file.ts';
import { readRiskTable } from '../risk-import.ts';
import { riskFile } from '../risk-table.ts';
import { actorOf, route } from '../route.ts';
import { riskFilter } from '../schemas/risk-filter.ts';

const tag = 'Risks';

export const exportRisks = route({
  method: 'get',
  path: '/v1/risks/export',
  operationId: 'exportRisks',
  summary: 'The register as a file, CSV or JSON, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({ ...riskFilter, format: z.enum(['csv', 'json']).default('csv') }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: ({ query: { format, ...filter }, services }) =>
    Promise.resolve({
      status: 200,
      stream: riskFile(services, filter, format),
      headers: fileHeaders('risks', format),
    }),
});

const outcomes = ['identified', 'accepted'] as const;

const report = z
  .object({
    dryRun: z.boolean(),
    counts: z.record(z.enum(outcomes), z.number().int()),
    rows: z.array(
      z.object({ row: z.number().int(), risk: z.uuid(), title: z.string(), outcome: z.enum(outcomes) }),
    ),
  })
  .meta({ id: 'RiskImportReport', description: '`accepted`: safely taken, and in the register soon.' });

const query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Report what would become of each row, and do nothing.' }),
});
const body = z.string().meta({
  id: 'RiskTable',
  description:
    'CSV with a header, at most 5,000 rows. Columns: title, category, cause, consequence, owner (user name; who imports it, if empty), systems, vendors (names), requests (ids), controls (lists separated by semicolons), inherentLikelihood, inherentImpact, residualLikelihood, residualImpact (the inherent ones, if empty). The other columns of an export may be there and are passed over.',
  example:
    'title,category,cause,consequence,owner,systems,controls,inherentLikelihood,inherentImpact,residualLikelihood,residualImpact\nOutages of the assistant,reliability,One provider,Answers come late,requester,Support Drafts,Text blocks; A second provider,4,3,3,2\n',
});

export const importRisks = route({
  method: 'post',
  path: '/v1/risks/import',
  operationId: 'importRisks',
  summary: 'Put risks from a CSV file into the register: every row, or none of them',
  tag,
  access: ['compliance_manager'],
  query,
  body,
  bodyType: 'text/csv',
  responses: { 200: { description: 'What has become of each row.', schema: report } },
  handle: async ({ body: text, query: { dryRun }, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    const { risks, faults } = await readRiskTable(services, text, by);
    if (faults.length > 0) throw refusedRows(faults);
    if (!dryRun && risks.length > 0) {
      const { version, hash, rules } = await riskPolicyInForce(services.db);
      const imported = risks.map(({ description, inherent, residual }) => ({
        description,
        inherent,
        residual,
      }));
      await inTransaction(services.db, (trx) =>
        putDownImportedRisks(trx, imported, { version, hash, rules }, by, at),
      );
      const { outcomes: watcher, outcomeTimeoutMs } = services;
      await Promise.all(risks.map(({ id }) => watcher.wait(importCommandId(id), outcomeTimeoutMs)));
    }
    const known = await knownRisks(
      services.db,
      risks.map(({ id }) => id),
    );
    const rows = risks.map(({ row, id, description }) => ({
      row,
      risk: id,
      title: description.title,
      outcome: known.has(id) ? outcomes[0] : outcomes[1],
    }));
    const counts = Object.fromEntries(
      outcomes.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
    );
    return { status: 200, body: { dryRun, counts, rows } };
  },
});
