import type { RiskDescription } from '../domain/risk-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import type { Schema } from './schema.ts';

export const riskLinkKinds = ['adoption-request', 'vendor', 'system'] as const;
export type RiskLinkKind = (typeof riskLinkKinds)[number];

/** What a risk touches; a system by its name as names are looked for. */
export function linksOf({ requests, vendors, systems }: RiskDescription): Link[] {
  const links = [
    ...requests.map((target) => ({ kind: 'adoption-request' as const, target })),
    ...vendors.map((target) => ({ kind: 'vendor' as const, target })),
    ...systems.map((name) => ({ kind: 'system' as const, target: nameKey(name) })),
  ];
  return [...new Map(links.map((link) => [`${link.kind}/${link.target}`, link])).values()];
}

type Link = Pick<Schema['risk_link'], 'kind' | 'target'>;

/** Ids of the risks that touch this request, vendor or system. */
export async function linkedRisks(
  db: Database | DatabaseTransaction,
  kind: RiskLinkKind,
  target: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('risk_link')
    .select('risk_id')
    .where('kind', '=', kind)
    .where('target', '=', kind === 'system' ? nameKey(target) : target)
    .orderBy('risk_id')
    .execute();
  return rows.map(({ risk_id }) => risk_id);
}
