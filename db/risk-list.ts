import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { RiskBand, RiskScore } from '../domain/risk-policy.ts';
import type { RiskCategory, RiskState, RiskTreatment } from '../domain/risk-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import type { RiskLinkKind } from './risk-link.ts';

export interface RiskFilter {
  state?: RiskState | undefined;
  category?: RiskCategory | undefined;
  owner?: PersonId | undefined;
  /** The band of the residual score. */
  band?: RiskBand | undefined;
  /** Risks that nobody has dealt with in time, or with an action that is overdue. */
  overdue?: true | undefined;
  /** Risks that touch this request, vendor or system. */
  touches?: { kind: RiskLinkKind; target: string } | undefined;
  /** Words of the title. */
  q?: string | undefined;
}

export const riskOrders = ['newest', 'residual'] as const;
export type RiskOrder = (typeof riskOrders)[number];

export interface RiskSummary {
  id: string;
  title: string;
  category: RiskCategory;
  owner: PersonId;
  state: RiskState;
  treatment: RiskTreatment | null;
  inherent: RiskScore;
  residual: RiskScore;
  residualBand: RiskBand;
  /** Whether it is treated, being mitigated on time, accepted or closed. */
  dealtWith: boolean;
  overdue: boolean;
  acceptedUntil: Instant | null;
  nextDueAt: Instant | null;
  identifiedAt: Instant;
}

/** Where a page ends: highest residual score first where that is the order, then newest first, then by id. */
export interface RiskPosition {
  residualRank?: number | undefined;
  identifiedAt: Instant;
  id: string;
}

export type RankedRisk = RiskSummary & { residualRank: number };

/** One page of risks after `position`. */
export async function listRisks(
  db: Database | DatabaseTransaction,
  filter: RiskFilter,
  order: RiskOrder,
  limit: number,
  position?: RiskPosition,
): Promise<RankedRisk[]> {
  const { touches } = filter;
  // What a request, a vendor or a system is touched by leads: its links are in the order of the list.
  const from = touches === undefined ? sql`risk r` : sql`risk_link l join risk r on r.id = l.risk_id`;
  const key = keyOf(order, touches !== undefined);
  const { rows } = await sql<RankedRisk>`
    select r.id, r.title, r.category, r.owner_id as "owner", r.state, r.treatment,
           json_build_object('likelihood', r.inherent_likelihood, 'impact', r.inherent_impact) as "inherent",
           json_build_object('likelihood', r.residual_likelihood, 'impact', r.residual_impact) as "residual",
           r.residual_band as "residualBand", r.residual_rank as "residualRank", r.dealt_with as "dealtWith",
           r.overdue, r.accepted_until as "acceptedUntil", r.next_due_at as "nextDueAt",
           r.identified_at as "identifiedAt"
    from ${from}
    where ${sql.join([...conditionsOf(filter), after(key, order, position)], sql` and `)}
    order by ${sql.join(
      key.map((column) => sql`${column} desc`),
      sql`, `,
    )}
    limit ${limit}`.execute(db);
  return rows;
}

function keyOf(order: RiskOrder, byLink: boolean) {
  if (order === 'residual') return [sql`r.residual_rank`, sql`r.identified_at`, sql`r.id`];
  return byLink ? [sql`l.identified_at`, sql`l.risk_id`] : [sql`r.identified_at`, sql`r.id`];
}

function after(key: ReturnType<typeof keyOf>, order: RiskOrder, position: RiskPosition | undefined) {
  if (position === undefined) return sql`true`;
  const { residualRank = 0, identifiedAt, id } = position;
  const place = [sql`${identifiedAt}::timestamptz`, sql`${id}::uuid`];
  const whole = order === 'residual' ? [sql`${residualRank}::smallint`, ...place] : place;
  return sql`(${sql.join(key)}) < (${sql.join(whole)})`;
}

function conditionsOf({ state, category, owner, band, overdue, touches, q }: RiskFilter) {
  return [
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(category === undefined ? [] : [sql`r.category = ${category}`]),
    ...(owner === undefined ? [] : [sql`r.owner_id = ${owner}`]),
    ...(band === undefined ? [] : [sql`r.residual_band = ${band}`]),
    ...(overdue === undefined ? [] : [sql`r.overdue`]),
    ...(touches === undefined ? [] : [sql`l.kind = ${touches.kind} and l.target = ${targetOf(touches)}`]),
    ...(q === undefined ? [] : [sql`r.words @@ websearch_to_tsquery('simple', ${q})`]),
  ];
}

function targetOf({ kind, target }: { kind: RiskLinkKind; target: string }): string {
  return kind === 'system' ? nameKey(target) : target;
}
