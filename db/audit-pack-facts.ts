import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { isInPack, isSystemInPack, type PackScope } from './audit-pack-scope.ts';
import type { PackPart } from './audit-pack-writer.ts';
import type { Database } from './database.ts';

/** The period of a pack. */
export interface Period {
  since: Instant;
  until: Instant;
}

/** A register of what no process decides on, as the tables have it. Its rows are in the order of their key. */
export interface FactRegister {
  name: string;
  title: string;
  columns: readonly string[];
  /** Columns that hold ids of people. */
  people: readonly string[];
  /** Columns that name a row, with their types. */
  key: readonly (readonly [column: string, type: 'uuid' | 'text' | 'integer' | 'timestamptz'])[];
  /** How many rows are read at a time: few that are large, many that are made anew each time. */
  atATime?: number;
  /** A query whose columns are called as they are to be. */
  rows: (scope: PackScope, period: Period) => RawBuilder<unknown>;
}

const rules = ['approval', 'risk', 'vendor', 'usage', 'oversight'] as const;

export const factRegisters: readonly FactRegister[] = [
  {
    name: 'policy-versions',
    title: 'Versions of policies, with their text',
    columns: ['policy', 'version', 'state', 'hash', 'major', 'effectiveAt', 'publishedAt', 'author'],
    people: ['author'],
    key: [
      ['policy', 'uuid'],
      ['version', 'integer'],
    ],
    atATime: 20,
    rows: (_scope, { until }) => sql`
      select v.policy_id as policy, v.version, v.state, v.hash, v.major, v.note, v.author_id as author,
             v.submitted_at as "submittedAt", v.effective_at as "effectiveAt", v.approved_at as "approvedAt",
             v.published_at as "publishedAt", v.superseded_at as "supersededAt", t.content
      from policy_version v left join policy_text t on t.hash = v.hash where v.submitted_at <= ${until}`,
  },
  {
    name: 'acknowledgements',
    title: 'Acknowledgements of policies',
    columns: ['policy', 'person', 'version', 'hash', 'at'],
    people: ['person'],
    key: [
      ['policy', 'uuid'],
      ['person', 'text'],
      ['version', 'integer'],
    ],
    rows: (_scope, { until }) => sql`
      select policy_id as policy, person_id as person, version, hash, at from acknowledgement where at <= ${until}`,
  },
  {
    name: 'assignments',
    title: 'What people are asked to acknowledge or to learn, as it stood when the pack was made',
    columns: [
      'of',
      'kind',
      'person',
      'version',
      'since',
      'dueAt',
      'escalatedAt',
      'fulfilledAt',
      'fulfilledUntil',
    ],
    people: ['person'],
    key: [
      ['of', 'uuid'],
      ['person', 'text'],
    ],
    rows: (_scope, { until }) => sql`
      select a.campaign_id as of, c.kind, a.person_id as person, a.version, a.since, a.due_at as "dueAt",
             a.escalated_at as "escalatedAt", a.fulfilled_at as "fulfilledAt", a.fulfilled_until as "fulfilledUntil"
      from assignment a join campaign c on c.id = a.campaign_id where a.since <= ${until}`,
  },
  {
    name: 'course-versions',
    title: 'Versions of courses, with their content',
    columns: ['course', 'title', 'competence', 'version', 'hash', 'major', 'publishedAt', 'publishedBy'],
    people: ['publishedBy'],
    key: [
      ['course', 'uuid'],
      ['version', 'integer'],
    ],
    atATime: 20,
    rows: (_scope, { until }) => sql`
      select v.course_id as course, c.title, c.competence, v.version, v.hash, v.major, v.note,
             v.published_by as "publishedBy", v.published_at as "publishedAt", t.content
      from course_version v join course c on c.id = v.course_id left join course_content t on t.hash = v.hash
      where v.published_at <= ${until}`,
  },
  {
    name: 'training-completions',
    title: 'Completions of training',
    columns: [
      'id',
      'course',
      'person',
      'version',
      'competence',
      'source',
      'score',
      'completedAt',
      'validUntil',
      'revokedAt',
    ],
    people: ['person'],
    key: [['id', 'uuid']],
    rows: (_scope, { until }) => sql`
      select id, course_id as course, person_id as person, version, competence, source, score, vouched_by as "vouchedBy",
             evidence_hash as "evidenceHash", completed_at as "completedAt", valid_until as "validUntil",
             revoked_at as "revokedAt"
      from training_completion where completed_at <= ${until}`,
  },
  {
    name: 'rules',
    title: 'Versions of the rules that processes follow',
    columns: ['kind', 'version', 'hash', 'note', 'publishedAt', 'publishedBy'],
    people: ['publishedBy'],
    key: [
      ['kind', 'text'],
      ['version', 'integer'],
    ],
    rows: (_scope, { until }) =>
      sql.join(
        rules.map(
          (kind) => sql`
            select ${`${kind}-policy`}::text as kind, version, hash, note, published_by as "publishedBy",
                   published_at as "publishedAt", rules
            from ${sql.table(`${kind}_policy`)} where published_at <= ${until}`,
        ),
        sql` union all `,
      ),
  },
  {
    name: 'boundary-breaches',
    title: 'Breaches of boundaries',
    columns: ['case', 'system', 'boundary', 'number', 'openedAt', 'settledAt'],
    people: [],
    key: [['case', 'uuid']],
    rows: (scope, { until }) => sql`
      select b.case_id as case, b.system_id as system, b.boundary_id as boundary, b.number, b.opened_at as "openedAt",
             b.settled_at as "settledAt", b.detail
      from boundary_breach b where b.opened_at <= ${until} and ${isSystemInPack(scope, sql`b.system_id`)}`,
  },
  {
    name: 'usage-totals',
    title: 'Use of the systems in all, as it stood when the pack was made',
    columns: ['system', 'uses', 'cost', 'firstUsedAt', 'lastUsedAt'],
    people: [],
    key: [['system', 'uuid']],
    rows: (scope) => sql`
      select t.system_id as system, t.uses, t.cost, t.first_used_at as "firstUsedAt", t.last_used_at as "lastUsedAt"
      from usage_total t where ${isSystemInPack(scope, sql`t.system_id`)}`,
  },
  {
    name: 'usage-in-period',
    title: 'Use of the systems in the period by month of UTC, as far as it is still kept',
    columns: ['system', 'month', 'uses', 'cost', 'people'],
    people: [],
    key: [
      ['system', 'uuid'],
      ['month', 'text'],
    ],
    atATime: 50_000,
    rows: (scope, { since, until }) => sql`
      select u.system_id as system, to_char(u.used_at at time zone 'UTC', 'YYYY-MM') as month,
             sum(u.requests)::bigint as uses, sum(u.cost) as cost, count(distinct u.person_id)::integer as people
      from usage_event u
      where u.system_id is not null and u.used_at >= ${since} and u.used_at <= ${until}
        and ${isSystemInPack(scope, sql`u.system_id`)}
      group by 1, 2`,
  },
  {
    name: 'control-results',
    title: 'How the statements stood in the period, as it was put down then',
    columns: ['statement', 'at', 'status', 'population', 'failing'],
    people: [],
    key: [
      ['statement', 'text'],
      ['at', 'timestamptz'],
    ],
    rows: (_scope, { since, until }) => sql`
      select statement, at, status, population, failing from control_result where at >= ${since} and at <= ${until}`,
  },
  {
    name: 'control-evidence',
    title: 'Evidence that was filed for statements',
    columns: [
      'statement',
      'name',
      'hash',
      'coversFrom',
      'coversUntil',
      'endsAt',
      'filedAt',
      'filedBy',
      'owner',
    ],
    people: ['filedBy', 'owner'],
    key: [['id', 'uuid']],
    rows: (_scope, { until }) => sql`
      select id, statement, hash, name, owner_id as owner, covers_from as "coversFrom", covers_until as "coversUntil",
             ends_at as "endsAt", note, filed_by as "filedBy", filed_at as "filedAt", withdrawn_at as "withdrawnAt",
             withdrawn_by as "withdrawnBy", reason
      from control_evidence where filed_at <= ${until}`,
  },
  {
    name: 'duty-firings',
    title: 'What recurring duties have started',
    columns: ['duty', 'seq', 'occasion', 'firedAt', 'firedBy', 'subject'],
    people: ['firedBy'],
    key: [
      ['duty', 'text'],
      ['seq', 'integer'],
    ],
    rows: (_scope, { until }) => sql`
      select duty_id as duty, seq, occasion, fired_at as "firedAt", fired_by as "firedBy", reason, subject
      from duty_firing where fired_at <= ${until}`,
  },
  {
    name: 'comments',
    title: 'Comments on adoption requests',
    columns: ['id', 'request', 'at', 'text', 'author'],
    people: ['author'],
    key: [['id', 'uuid']],
    rows: (scope, { until }) => sql`
      select c.id, c.request_id as request, c.author_id as author, c.at, c.text
      from comment c where c.at <= ${until} and ${isInPack(scope, sql`'comment/' || c.request_id`)}`,
  },
  {
    name: 'evidence',
    title: 'Files of evidence, and what they were put to',
    columns: ['stream', 'hash', 'name', 'size', 'mediaType', 'addedAt', 'addedBy'],
    people: ['addedBy'],
    key: [
      ['stream', 'text'],
      ['hash', 'text'],
    ],
    rows: (scope, { until }) => sql`
      select a.stream, a.hash, a.name, e.size, e.media_type as "mediaType", a.added_by as "addedBy",
             a.added_at as "addedAt"
      from evidence_attachment a join evidence e on e.hash = a.hash
      where a.added_at <= ${until} and ${isInPack(scope, sql`a.stream`)}`,
  },
  {
    name: 'people',
    title: 'The directory of people, as it stood when the pack was made',
    columns: ['id', 'name', 'active', 'team', 'roles'],
    people: [],
    key: [['id', 'text']],
    rows: () => sql`
      select p.id, p.name, p.active, p.team,
             coalesce((select jsonb_agg(r.role order by r.role) from person_role r where r.person_id = p.id), '[]') as roles
      from person p`,
  },
];

/** So many rows are read at a time. */
const batch = 500;

/** The rows of a register, a line of JSON each. */
export function factsPart(
  db: Database,
  scope: PackScope,
  period: Period,
  { name, key, rows, atATime = batch }: FactRegister,
): PackPart {
  const path = `records/${name}.jsonl`;
  const columns = sql.join(key.map(([column]) => sql.ref(column)));
  return async function* (cursor) {
    if (cursor === undefined) yield { path, content: '', cursor: {} };
    for (let after = (cursor as { after?: unknown[] } | undefined)?.after; ;) {
      const values = after?.map((value, place) => sql`${value}::${sql.raw(key[place]?.[1] ?? 'text')}`);
      const { rows: found } = await sql<{ record: Record<string, unknown> }>`
        select to_jsonb(fact) as record from (${rows(scope, period)}) fact
        where ${values === undefined ? sql`true` : sql`(${columns}) > (${sql.join(values)})`}
        order by ${columns} limit ${atATime}`.execute(db);
      const last = found.at(-1)?.record;
      if (last === undefined) return;
      after = key.map(([column]) => last[column]);
      const content = found.map(({ record }) => `${JSON.stringify(record)}\n`).join('');
      yield { path, content, records: found.length, cursor: { after } };
    }
  };
}
