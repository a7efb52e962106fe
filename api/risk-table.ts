import type { Readable } from 'node:stream';
import { namesOf } from '../db/directory.ts';
import { exportRisks } from '../db/risk-export.ts';
import type { RankedRisk, RiskFilter } from '../db/risk-list.ts';
import { vendorNames } from '../db/vendor.ts';
import type { Risk } from '../domain/risk-state.ts';
import { registerFile } from './register-file.ts';
import type { Services } from './services.ts';

/** The columns of the register as a table; an import reads the first thirteen. */
export const riskColumns = [
  'title',
  'category',
  'cause',
  'consequence',
  'owner',
  'systems',
  'vendors',
  'requests',
  'controls',
  'inherentLikelihood',
  'inherentImpact',
  'residualLikelihood',
  'residualImpact',
  'id',
  'state',
  'treatment',
  'residualBand',
  'dealtWith',
  'overdue',
  'acceptedUntil',
  'nextDueAt',
  'identifiedAt',
] as const;

type RiskRow = Record<(typeof riskColumns)[number], unknown>;

/** The risks of a filter as a file. */
export function riskFile(services: Services, filter: RiskFilter, format: 'csv' | 'json'): Readable {
  return registerFile(riskColumns, rowsOf(services, filter), format);
}

async function* rowsOf({ db }: Services, filter: RiskFilter): AsyncGenerator<RiskRow[]> {
  for await (const page of exportRisks(db, filter)) {
    const nameOf = await namesOf(
      db,
      page.map(({ summary }) => summary.owner),
    );
    const vendors = await vendorNames(db, [...new Set(page.flatMap(({ risk }) => risk.description.vendors))]);
    yield page.map(({ summary, risk }) =>
      rowOf(summary, risk, nameOf(summary.owner).userName, (id) => vendors.get(id) ?? id),
    );
  }
}

function rowOf(
  summary: RankedRisk,
  { description }: Risk,
  owner: string,
  vendorNamed: (id: string) => string,
): RiskRow {
  const { inherent, residual } = summary;
  return {
    title: summary.title,
    category: summary.category,
    cause: description.cause,
    consequence: description.consequence,
    owner,
    systems: description.systems,
    vendors: description.vendors.map(vendorNamed),
    requests: description.requests,
    controls: description.controls,
    inherentLikelihood: inherent.likelihood,
    inherentImpact: inherent.impact,
    residualLikelihood: residual.likelihood,
    residualImpact: residual.impact,
    id: summary.id,
    state: summary.state,
    treatment: summary.treatment,
    residualBand: summary.residualBand,
    dealtWith: summary.dealtWith,
    overdue: summary.overdue,
    acceptedUntil: summary.acceptedUntil,
    nextDueAt: summary.nextDueAt,
    identifiedAt: summary.identifiedAt,
  };
}
