import { randomInt, randomUUID } from 'node:crypto';
import type pg from 'pg';

const systems = 1_000;
const people = 20_000;

export interface GeneratedUse {
  id: string;
  usedAt: string;
  system: string;
  person: string;
  purpose: string;
  dataClass: string;
  tokens: number;
  cost: number;
  measurements: { quality: number; toxicity: number };
}

/** None of them is ever broken: what is measured is the looking. */
const boundaries = [
  {
    id: 'quality',
    statement: 'Answers are good',
    kind: 'metric',
    metric: 'quality',
    least: 0.1,
    most: null,
    windowMinutes: 60,
    minSamples: 50,
  },
  { id: 'rate', statement: 'Not too often', kind: 'rate', most: 1e9, windowMinutes: 60 },
  { id: 'cost', statement: 'Not too dear', kind: 'cost', most: 1e9, windowMinutes: 1_440 },
];

/** 1,000 systems, 20,000 people, and so many uses in the last two weeks; returns the systems' ids. */
export async function generateUsage(client: pg.Client, uses: number): Promise<string[]> {
  await client.query(
    `insert into ai_system (id, name, name_key, title, provider, state, tier, owner_id, opened_at, live_since,
                            next_review_at, seq, detail)
     select gen_random_uuid(), 'System ' || n, 'system ' || n, 'System ' || n, 'A provider', 'live', 'medium', 'owner',
            now(), now(), now(), 1, jsonb_build_object('boundaries', $2::jsonb)
     from generate_series(1, $1::integer) n`,
    [systems, JSON.stringify(boundaries)],
  );
  await client.query(
    `insert into person (id, user_name, name, active)
     select 'crowd-' || n, 'crowd-' || n, 'Crowd ' || n, true from generate_series(1, $1::integer) n`,
    [people],
  );
  const { rows } = await client.query<{ id: string }>('select id from ai_system');
  await client.query(
    `insert into usage_event (used_at, source, event_id, received_at, system_id, person_id, purpose, data_class, tokens,
                              requests, cost, measurements)
     select now() - interval '14 days' * (n::float8 / $1), 'machine/bench', 'before-' || n, now(),
            ($2::uuid[])[1 + n % $3], 'crowd-' || (1 + n % $4), 'Summarise', 'internal', n % 2000, 1,
            0.01, '{"quality": 0.9, "toxicity": 0.01}'
     from generate_series(1, $1::integer) n`,
    [uses, rows.map(({ id }) => id), systems, people],
  );
  await client.query('vacuum analyze');
  return rows.map(({ id }) => id);
}

/** Uses of the last few seconds, as a gateway sends them that waits for a batch to be full. */
export function generateUses(ids: readonly string[], count: number): GeneratedUse[] {
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    usedAt: new Date(Date.now() - randomInt(5_000)).toISOString(),
    system: ids[randomInt(ids.length)] ?? '',
    person: `crowd-${randomInt(people) + 1}`,
    purpose: 'Summarise',
    dataClass: 'internal',
    tokens: randomInt(2_000),
    cost: randomInt(1_000) / 10_000,
    measurements: { quality: 0.5 + randomInt(500) / 1_000, toxicity: randomInt(100) / 1_000 },
  }));
}

/** The row of a use as COPY reads it. */
export function copyLineOf(use: GeneratedUse, source: string): string {
  const none = '\\N';
  const columns = [
    use.usedAt,
    source,
    use.id,
    use.usedAt,
    use.system,
    none,
    use.person,
    none,
    use.purpose,
    use.dataClass,
    use.tokens,
    1,
    use.cost,
    JSON.stringify(use.measurements),
    none,
    none,
    none,
  ];
  return `${columns.join('\t')}\n`;
}
