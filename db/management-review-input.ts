import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { InputFigure, InputTopic } from '../domain/management-review-state.ts';
import { riskBands } from '../domain/risk-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** Where a figure comes from: what counts, and what it is a part of. */
interface Source {
  topic: InputTopic;
  name: string;
  value: RawBuilder<number>;
  of?: RawBuilder<number>;
  path: string;
}

/** What the registers give for a review: as things are at `at`, and what has happened since `since` (null: ever). */
export async function gatherFigures(
  db: Database | DatabaseTransaction,
  since: Instant | null,
  at: Instant,
): Promise<InputFigure[]> {
  const sources = [...registerSources(at), ...peopleSources(at), ...periodSources(since)];
  const rows = sources.map(
    ({ value, of }, place) =>
      sql`select ${place}::integer as place, (${value}) as value, (${of ?? sql`null::integer`}) as "of"`,
  );
  const { rows: counted } = await sql<{ place: number; value: number; of: number | null }>`
    ${sql.join(rows, sql` union all `)}`.execute(db);
  const byPlace = new Map(counted.map((row) => [row.place, row]));
  return sources.map(({ topic, name, path }, place) => {
    const { value = 0, of = null } = byPlace.get(place) ?? {};
    return { topic, name, value, of, path };
  });
}

function count(what: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`select count(*)::integer from ${what}`;
}

const lastEvaluation = sql`control_result where at = (select max(at) from control_result)`;

/** As the registers stand. */
function registerSources(at: Instant): Source[] {
  const openRisks = count(sql`risk where state <> 'closed'`);
  const vendors = count(sql`vendor where state <> 'off_boarded'`);
  const fromReviews = sql`action where subject like 'management-review/%'`;
  return [
    {
      topic: 'earlier_actions',
      name: 'Done',
      value: count(sql`${fromReviews} and state = 'done'`),
      of: count(fromReviews),
      path: '/management-reviews',
    },
    {
      topic: 'earlier_actions',
      name: 'Overdue',
      value: count(sql`${fromReviews} and state = 'open' and due_at <= ${at}`),
      path: '/actions?overdue=true',
    },
    {
      topic: 'audits',
      name: 'Statements of the controls met',
      value: count(sql`${lastEvaluation} and status = 'met'`),
      of: count(sql`${lastEvaluation} and status in ('met', 'partly_met', 'gap')`),
      path: '/compliance',
    },
    {
      topic: 'audits',
      name: 'Gaps overdue',
      value: count(sql`gap where state = 'open' and overdue`),
      of: count(sql`gap where state = 'open'`),
      path: '/gaps',
    },
    {
      topic: 'requests',
      name: 'Open',
      value: count(sql`adoption_request where open`),
      path: '/adoption-requests',
    },
    {
      topic: 'requests',
      name: 'Open and overdue',
      value: sql<number>`select count(distinct request_id)::integer from sign_off where waiting and due_at <= ${at}`,
      path: '/inbox?due=over',
    },
    ...riskBands.map((band) => ({
      topic: 'risks' as const,
      name: `Residual risk ${band}`,
      value: count(sql`risk where state <> 'closed' and residual_band = ${band}`),
      of: openRisks,
      path: '/risks',
    })),
    {
      topic: 'risks',
      name: 'Overdue',
      value: count(sql`risk where state <> 'closed' and overdue`),
      of: openRisks,
      path: '/risks',
    },
    ...(['lapsed', 'rejected'] as const).map((state) => ({
      topic: 'vendors' as const,
      name: state === 'lapsed' ? 'Approval lapsed' : 'Rejected',
      value: count(sql`vendor where state = ${state}`),
      of: vendors,
      path: `/vendors?state=${state}`,
    })),
    { topic: 'actions', name: 'Open', value: count(sql`action where state = 'open'`), path: '/actions' },
    {
      topic: 'actions',
      name: 'Open and overdue',
      value: count(sql`action where state = 'open' and due_at <= ${at}`),
      of: count(sql`action where state = 'open'`),
      path: '/actions?overdue=true',
    },
  ];
}

/** What people have acknowledged and learned of what they are asked for. */
function peopleSources(at: Instant): Source[] {
  const asked = (kind: 'acknowledgement' | 'training', which = sql``) =>
    count(sql`
      assignment a join campaign c on c.id = a.campaign_id
      where c.kind = ${kind} and c.ended_at is null ${which}`);
  const overdue = sql`and a.fulfilled_at is null and a.due_at <= ${at}`;
  const fulfilled = sql`and a.fulfilled_at is not null`;
  return [
    {
      topic: 'policies',
      name: 'In force',
      value: count(sql`policy where state = 'in_force'`),
      of: count(sql`policy where state <> 'retired'`),
      path: '/policies',
    },
    {
      topic: 'policies',
      name: 'Acknowledged, of what people are asked to',
      value: asked('acknowledgement', fulfilled),
      of: asked('acknowledgement'),
      path: '/policies',
    },
    {
      topic: 'policies',
      name: 'Acknowledgements overdue',
      value: asked('acknowledgement', overdue),
      path: '/policies',
    },
    {
      topic: 'training',
      name: 'Completed, of what people are asked to',
      value: asked('training', fulfilled),
      of: asked('training'),
      path: '/courses',
    },
    { topic: 'training', name: 'Overdue', value: asked('training', overdue), path: '/courses' },
  ];
}

/** What has happened since the last review. */
function periodSources(since: Instant | null): Source[] {
  const within = (column: RawBuilder<unknown>) =>
    since === null ? sql`${column} is not null` : sql`${column} >= ${since}`;
  const decided = (states: string[]) =>
    count(sql`adoption_request where ${within(sql`decided_at`)} and state in (${sql.join(states)})`);
  return [
    {
      topic: 'changes',
      name: 'Significant changes declared',
      value: count(sql`significant_change where ${within(sql`declared_at`)}`),
      path: '/policies',
    },
    {
      topic: 'changes',
      name: 'Versions of policies that came into force',
      value: count(sql`policy_version where ${within(sql`published_at`)}`),
      path: '/policies',
    },
    {
      topic: 'requests',
      name: 'Approved',
      value: decided(['approved', 'approved_with_conditions']),
      path: '/adoption-requests?state=approved',
    },
    {
      topic: 'requests',
      name: 'Rejected or prohibited',
      value: decided(['rejected', 'prohibited']),
      path: '/adoption-requests?state=rejected',
    },
  ];
}
