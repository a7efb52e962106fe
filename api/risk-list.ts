import { z } from 'zod';
import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import {
  listRisks,
  type RankedRisk,
  type RiskFilter,
  type RiskOrder,
  type RiskSummary,
} from '../db/risk-list.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const newest = z.strictObject({ identifiedAt: instant, id: z.uuid() });
const highest = newest.extend({ residualRank: z.int().min(0).max(1_000) });

export type NamedRisk = Omit<RiskSummary, 'owner'> & { owner: PersonName };

export interface RisksAsked extends RiskFilter {
  sort: RiskOrder;
  cursor?: string | undefined;
  limit: number;
}

/** Risks with the names of their owners. The filter's owner may be an id or a user name. */
export async function riskPage(
  { db }: Services,
  { cursor, limit, sort, ...filter }: RisksAsked,
): Promise<{ items: NamedRisk[]; next: string | null }> {
  const after =
    cursor === undefined ? undefined : decodeCursor(sort === 'residual' ? highest : newest, cursor);
  const owner =
    filter.owner === undefined ? undefined : ((await findPerson(db, filter.owner))?.id ?? filter.owner);
  const items = await listRisks(db, { ...filter, owner }, sort, limit + 1, after);
  const { page, next } = pageOf(items, limit, ({ residualRank, identifiedAt, id }) =>
    sort === 'residual' ? { residualRank, identifiedAt, id } : { identifiedAt, id },
  );
  return { items: await withNames({ db }, page), next };
}

export async function withNames(
  { db }: Pick<Services, 'db'>,
  risks: readonly RankedRisk[],
): Promise<NamedRisk[]> {
  const nameOf = await namesOf(
    db,
    risks.map(({ owner }) => owner),
  );
  return risks.map((risk) => ({ ...withoutRank(risk), owner: nameOf(risk.owner) }));
}

/** Without its rank, which is for cursors. */
function withoutRank(risk: RankedRisk): RiskSummary {
  const summary: RiskSummary & { residualRank?: number } = { ...risk };
  delete summary.residualRank;
  return summary;
}
