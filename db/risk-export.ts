import type { Risk } from '../domain/risk-state.ts';
import type { Database } from './database.ts';
import { listRisks, type RankedRisk, type RiskFilter, type RiskPosition } from './risk-list.ts';

const batch = 500;

/** The risks of a filter with all that is known of them, newest first, in batches. */
export async function* exportRisks(
  db: Database,
  filter: RiskFilter,
): AsyncGenerator<{ summary: RankedRisk; risk: Risk }[]> {
  for (let position: RiskPosition | undefined; ;) {
    const page = await listRisks(db, filter, 'newest', batch, position);
    const details = await detailsOf(
      db,
      page.map(({ id }) => id),
    );
    yield page.flatMap((summary) => {
      const risk = details.get(summary.id);
      return risk === undefined ? [] : [{ summary, risk }];
    });
    position = page.at(-1);
    if (page.length < batch) return;
  }
}

async function detailsOf(db: Database, ids: readonly string[]): Promise<Map<string, Risk>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('risk').select(['id', 'detail']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, detail }) => [id, detail]));
}
