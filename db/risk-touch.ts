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
