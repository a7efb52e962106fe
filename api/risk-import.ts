import { z } from 'zod';
import { importedRiskId, type ImportedRisk, peopleByUserName } from '../db/risk-import.ts';
import { vendorsByName } from '../db/vendor.ts';
import { nameKey } from '../db/name-key.ts';
import { requestTitles } from '../db/risk-touch.ts';
import { knownRisks } from '../db/risk.ts';
import type { PersonId } from '../domain/decider.ts';
import { type Level, levels, type RiskScore } from '../domain/risk-policy.ts';
import { riskCategories } from '../domain/risk-state.ts';
import { plainCell, readTable, type Row, type RowFault } from './csv-table.ts';
import { riskColumns } from './risk-table.ts';
import { someText } from './schemas/text.ts';
import type { Services } from './services.ts';

const list = (longest: number) =>
  plainCell(z.string())
    .transform((cell) => cell.split(';').map((part) => part.trim()))
    .transform((parts) => [...new Set(parts.filter((part) => part !== ''))])
    .pipe(z.array(someText(longest)).max(100, 'must name a hundred at most'));

const level = z
  .string()
  .transform(Number)
  .refine((value) => levels.some((known) => known === value), 'must be a level from 1 to 5')
  .transform((value) => value as Level);
const levelOrNothing = z.union([z.literal('').transform(() => undefined), level]);

const cells = {
  title: plainCell(someText(400)),
  category: z.enum(riskCategories),
  cause: plainCell(someText(4_000)),
  consequence: plainCell(someText(4_000)),
  owner: z.string().max(200),
  systems: list(400),
  vendors: list(400),
  requests: list(100),
  controls: list(1_000),
  inherentLikelihood: level,
  inherentImpact: level,
  residualLikelihood: levelOrNothing,
  residualImpact: levelOrNothing,
};
type RiskRow = Row<typeof cells>;

const kind = {
  cells,
  needed: ['title', 'category', 'cause', 'consequence', 'inherentLikelihood', 'inherentImpact'] as const,
  ignored: riskColumns.filter((column) => !(column in cells)),
  mostRows: 5_000,
  faults: {
    category: `must be one of ${riskCategories.join(', ')}`,
    inherentLikelihood: 'must be a level from 1 to 5',
    inherentImpact: 'must be a level from 1 to 5',
    residualLikelihood: 'must be a level from 1 to 5, or empty',
    residualImpact: 'must be a level from 1 to 5, or empty',
  },
};

export interface RiskToImport extends ImportedRisk {
  row: number;
  id: string;
}

/** The risks that a file names, and everything that is wrong with it; who owns a risk without a name is `importer`. */
export async function readRiskTable(
  services: Services,
  text: string,
  importer: PersonId,
): Promise<{ risks: RiskToImport[]; faults: RowFault[] }> {
  const { rows, faults } = await readTable(text, kind);
  const known = await whatIsKnown(services, rows);
  const read = rows.map((row) => riskOf(row, known, importer, faults));
  const risks = read.filter((risk) => risk !== undefined);
  await refuseRepeats(services, risks, faults);
  return { risks, faults: faults.sort((a, b) => a.row - b.row) };
}

type Known = Awaited<ReturnType<typeof whatIsKnown>>;

async function whatIsKnown({ db }: Services, rows: readonly RiskRow[]) {
  const every = (pick: (row: RiskRow) => string[] | undefined) => [
    ...new Set(rows.flatMap((row) => pick(row) ?? [])),
  ];
  const isUuid = (id: string) => z.uuid().safeParse(id).success;
  return {
    people: await peopleByUserName(
      db,
      every(({ owner }) => (owner === undefined || owner === '' ? [] : [owner])),
    ),
    vendors: await vendorsByName(
      db,
      every(({ vendors }) => vendors),
    ),
    requests: await requestTitles(db, every(({ requests }) => requests).filter(isUuid)),
  };
}

function riskOf(
  row: RiskRow,
  known: Known,
  importer: PersonId,
  faults: RowFault[],
): RiskToImport | undefined {
  const before = faults.length;
  const fault = (column: string, detail: string) => faults.push({ row: row.row, column, detail });
  const { owner = '', vendors = [], requests = [], systems = [], controls = [] } = row;
  const ownerId = owner === '' ? importer : known.people.get(owner.toLowerCase());
  if (ownerId === undefined) fault('owner', `there is nobody called ${owner}`);
  const vendorIds = vendors.flatMap((name) => {
    const id = known.vendors.get(nameKey(name));
    if (id === undefined) fault('vendors', `there is no vendor called ${name}`);
    return id === undefined ? [] : [id];
  });
  for (const id of requests.filter((one) => !known.requests.has(one))) {
    fault('requests', `there is no adoption request ${id}`);
  }
  const { title, category, cause, consequence, inherentLikelihood, inherentImpact } = row;
  // The needed columns are there: this only says so to the compiler.
  if (title === undefined || category === undefined || cause === undefined || consequence === undefined)
    return;
  if (inherentLikelihood === undefined || inherentImpact === undefined || ownerId === undefined) return;
  const inherent: RiskScore = { likelihood: inherentLikelihood, impact: inherentImpact };
  const { residualLikelihood = inherentLikelihood, residualImpact = inherentImpact } = row;
  const residual: RiskScore = { likelihood: residualLikelihood, impact: residualImpact };
  for (const measure of ['likelihood', 'impact'] as const) {
    if (residual[measure] <= inherent[measure]) continue;
    fault(measure === 'impact' ? 'residualImpact' : 'residualLikelihood', 'is higher than the inherent one');
  }
  if (faults.length > before) return undefined;
  const description = {
    title,
    category,
    cause,
    consequence,
    owner: ownerId,
    systems,
    vendors: vendorIds,
    requests,
    controls,
  };
  return { row: row.row, id: importedRiskId(description), description, inherent, residual };
}

async function refuseRepeats(
  { db }: Services,
  risks: readonly RiskToImport[],
  faults: RowFault[],
): Promise<void> {
  const known = await knownRisks(
    db,
    risks.map(({ id }) => id),
  );
  const first = new Map<string, number>();
  for (const { id, row } of risks) {
    const earlier = first.get(id);
    if (known.has(id)) faults.push({ row, column: '', detail: 'is in the register already' });
    else if (earlier !== undefined) {
      faults.push({ row, column: '', detail: `says the same as row ${earlier}` });
    }
    first.set(id, earlier ?? row);
  }
}
