import type { Instant, PersonId } from '../domain/decider.ts';
import type { RiskBand } from '../domain/risk-policy.ts';
import type { RiskDescription } from '../domain/risk-state.ts';
import type { Database } from './database.ts';
import type { RiskLinkKind } from './risk-link.ts';
import { vendorNames } from './vendor.ts';

/** Something that a risk touches, with the name that people know it by. */
export interface Touched {
  kind: RiskLinkKind;
  target: string;
  name: string;
}

/** What a risk touches, by name; what is in no register has its id for one. */
export async function touchedBy(
  db: Database,
  { requests, vendors, systems }: Pick<RiskDescription, 'requests' | 'vendors' | 'systems'>,
): Promise<Touched[]> {
  const titles = await requestTitles(db, requests);
  const names = await vendorNames(db, vendors);
  return [
    ...requests.map((target) => ({
      kind: 'adoption-request' as const,
      target,
      name: titles.get(target) ?? target,
    })),
    ...vendors.map((target) => ({ kind: 'vendor' as const, target, name: names.get(target) ?? target })),
    ...systems.map((target) => ({ kind: 'system' as const, target, name: target })),
  ];
}

export async function requestTitles(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('adoption_request')
    .select(['id', 'title'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

interface OwnRisk {
  id: string;
  title: string;
  band: RiskBand;
  dealWithBy: Instant;
}

/** The risks of a request that nobody has treated yet and `owner` is to, worst first, and what the request is called. */
export async function ownRisksOfRequest(
  db: Database,
  request: string,
  owner: PersonId,
): Promise<{ title: string; risks: OwnRisk[] }> {
  const rows = await db
    .selectFrom('risk')
    .innerJoin('risk_link', 'risk_link.risk_id', 'risk.id')
    .select(['risk.id', 'risk.title', 'risk.residual_band as band', 'risk.next_due_at as dealWithBy'])
    .where('risk_link.kind', '=', 'adoption-request')
    .where('risk_link.target', '=', request)
    .where('risk.owner_id', '=', owner)
    .where('risk.state', '=', 'untreated')
    .orderBy('risk.residual_rank', 'desc')
    .orderBy('risk.id')
    .execute();
  const titles = await requestTitles(db, [request]);
  return {
    title: titles.get(request) ?? request,
    risks: rows.flatMap(({ dealWithBy, ...risk }) => (dealWithBy === null ? [] : [{ ...risk, dealWithBy }])),
  };
}
