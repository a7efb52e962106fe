import { sql } from 'kysely';
import { levels, type RiskScore } from '../domain/risk-policy.ts';
import type { Risk, RiskCategory } from '../domain/risk-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Schema } from './schema.ts';

export const riskMeasures = ['inherent', 'residual'] as const;
export type RiskMeasure = (typeof riskMeasures)[number];

type Place = Omit<Schema['risk_count'], 'risks'>;

/** Has the heat map count the risk where it now is and no longer where it was; a closed risk is nowhere. */
export async function moveRiskCount(
  trx: DatabaseTransaction,
  before: Risk | undefined,
  after: Risk,
): Promise<void> {
  const changes = new Map<string, Place & { risks: number }>();
  const count = (places: Place[], by: 1 | -1) => {
    for (const place of places) {
      const key = Object.values(place).join(' ');
      changes.set(key, { ...place, risks: (changes.get(key)?.risks ?? 0) + by });
    }
  };
  if (before !== undefined) count(placesOf(before), -1);
  count(placesOf(after), 1);
  // Always in the same order: two transactions that move risks between the same places must not wait for each other.
  const moved = [...changes].filter(([, { risks }]) => risks !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (moved.length === 0) return;
  await trx
    .insertInto('risk_count')
    .values(moved.map(([, row]) => row))
    .onConflict((conflict) =>
      conflict
        .columns(['measure', 'likelihood', 'impact', 'category'])
        .doUpdateSet((eb) => ({ risks: eb('risk_count.risks', '+', eb.ref('excluded.risks')) })),
    )
    .execute();
  await trx.deleteFrom('risk_count').where('risks', '=', 0).execute();
}

function placesOf({ state, inherent, residual, description: { category } }: Risk): Place[] {
  if (state === 'closed') return [];
  // Field by field: a score that comes from the database has them in another order.
  const place = (measure: RiskMeasure, { likelihood, impact }: RiskScore): Place => ({
    measure,
    likelihood,
    impact,
    category,
  });
  return [place('inherent', inherent), place('residual', residual)];
}

/** How many open risks have each score: five rows by likelihood, in each five numbers by impact. */
export async function riskHeat(
  db: Database,
  measure: RiskMeasure,
  category: RiskCategory | undefined,
): Promise<number[][]> {
  const rows = await db
    .selectFrom('risk_count')
    .select(['likelihood', 'impact', sql<number>`sum(risks)::integer`.as('risks')])
    .where('measure', '=', measure)
    .$if(category !== undefined, (query) => query.where('category', '=', category ?? 'security'))
    .groupBy(['likelihood', 'impact'])
    .execute();
  const at = (likelihood: number, impact: number) =>
    rows.find((row) => row.likelihood === likelihood && row.impact === impact)?.risks ?? 0;
  return levels.map((likelihood) => levels.map((impact) => at(likelihood, impact)));
}
