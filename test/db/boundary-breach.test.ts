import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBreaches, settleBreach, usageStream } from '../../db/boundary-breach.ts';
import { readEvents } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { uuidOf } from '../../db/uuid.ts';
import type { Boundary } from '../../domain/boundary.ts';
import type { UsageEvent } from '../../domain/usage-event.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { minutesAfter, useOf } from '../usage-story.ts';

const at = '2026-11-25T10:00:30.000Z';
const boundaries: Boundary[] = [
  {
    id: 'quality',
    statement: 'Answers are good',
    kind: 'metric',
    metric: 'quality',
    least: 0.8,
    most: null,
    windowMinutes: 60,
    minSamples: 3,
  },
  {
    id: 'drift',
    statement: 'Answers stay as they were',
    kind: 'drift',
    metric: 'quality',
    baseline: 0.9,
    tolerance: 0.05,
    windowMinutes: 60,
    minSamples: 3,
  },
  { id: 'health', statement: 'No health data', kind: 'data_class', dataClasses: ['special_category'] },
  { id: 'often', statement: 'Not too often', kind: 'rate', most: 5, windowMinutes: 10 },
  { id: 'dear', statement: 'Not too dear', kind: 'cost', most: 10, windowMinutes: 1_440 },
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tell = (events: UsageEvent[]) => ingestUsage(database.db, events, at);
const qualities = (system: string, values: number[]) =>
  tell(
    values.map((quality, index) => useOf(system, minutesAfter(at, -index), { measurements: { quality } })),
  );

async function broken(system: string): Promise<string[]> {
  return (await listBreaches(database.db, system, 100)).map(({ boundary }) => boundary.id).sort();
}

async function messagesTo(caseId: string) {
  return database.db
    .selectFrom('process_message')
    .select('command')
    .where('stream', '=', `oversight-case/${caseId}`)
    .execute();
}

describe('a boundary', () => {
  it.each<[string, string[], (system: string) => Promise<unknown>]>([
    ['of a mean, below it', ['drift', 'quality'], (system) => qualities(system, [0.7, 0.8, 0.8])],
    ['of a mean, at it', ['drift'], (system) => qualities(system, [0.7, 0.8, 0.9])],
    ['of a mean, with too few samples', [], (system) => qualities(system, [0, 0])],
    ['of drift, as far as it may', [], (system) => qualities(system, [0.85, 0.85, 0.85])],
    ['of drift, the other way', ['drift'], (system) => qualities(system, [1, 1, 0.9])],
    [
      'of data',
      ['health'],
      (system) =>
        tell([
          useOf(system, at, { dataClass: 'public' }),
          useOf(system, at, { dataClass: 'special_category' }),
        ]),
    ],
    ['of use, at its limit', [], (system) => tell([useOf(system, at, { requests: 5 })])],
    ['of use, beyond it', ['often'], (system) => tell([useOf(system, at, { requests: 6 })])],
    [
      'of use, over longer than its window',
      [],
      (system) =>
        tell([useOf(system, at, { requests: 5 }), useOf(system, minutesAfter(at, -10), { requests: 5 })]),
    ],
    [
      'of cost, beyond it over a day',
      ['dear'],
      (system) =>
        tell([useOf(system, at, { cost: 5 }), useOf(system, minutesAfter(at, -1_430), { cost: 5.01 })]),
    ],
    ['of cost, at it', [], (system) => tell([useOf(system, at, { cost: 10 })])],
  ])('%s', async (_what, expected, use) => {
    const system = await systemInUse(database.db, { boundaries });
    await use(system);
    expect(await broken(system)).toEqual(expected);
  });

  it('is broken by what comes late, too', async () => {
    const system = await systemInUse(database.db, { boundaries });
    await tell([useOf(system, at, { requests: 3 })]);
    await tell([useOf(system, minutesAfter(at, -300), { requests: 3 })]);
    expect(await broken(system)).toEqual([]);
    await tell([useOf(system, minutesAfter(at, -305), { requests: 3 })]);
    expect(await broken(system)).toEqual(['often']);
  });
});

describe('a breach', () => {
  it('is on record, and has one case opened, however often it goes on', async () => {
    const system = await systemInUse(database.db, { boundaries, tier: 'medium' });
    for (let round = 0; round < 3; round++) await tell([useOf(system, at, { requests: 6 })]);
    const [breach, ...others] = await listBreaches(database.db, system, 100);
    const caseId = uuidOf([system, 'often', 1]);
    expect(others).toEqual([]);
    expect(breach).toEqual({
      case: caseId,
      number: 1,
      boundary: boundaries[3],
      observed: { kind: 'window', value: 6, samples: 6, until: '2026-11-25T10:00:00.000Z' },
      openedAt: at,
      settledAt: null,
    });
    const events = await readEvents(database.db, usageStream(system));
    expect(events).toEqual([
      expect.objectContaining({ type: 'BoundaryBreached', by: 'system', case: caseId }),
    ]);
    expect(await messagesTo(caseId)).toEqual([
      {
        command: {
          type: 'open',
          id: `boundary-breach/${caseId}`,
          by: 'system',
          at,
          kind: 'breach',
          system,
          boundary: 'often',
          summary: 'Not too often: 6 uses in 10 minutes.',
          severity: 'medium',
        },
      },
    ]);
  });

  it('that is settled makes way for another one, with a case of its own', async () => {
    const system = await systemInUse(database.db, { boundaries });
    const health = { dataClass: 'special_category' as const };
    await tell([useOf(system, at, health)]);
    const settledAt = minutesAfter(at, 1);
    await inTransaction(database.db, (trx) => settleBreach(trx, uuidOf([system, 'health', 1]), settledAt));
    await tell([useOf(system, at, health)]);
    const breaches = await listBreaches(database.db, system, 100);
    expect(breaches.map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(await messagesTo(uuidOf([system, 'health', 2]))).toHaveLength(1);
    const [first] = await listBreaches(database.db, system, 1);
    const rest = await listBreaches(database.db, system, 5, first);
    expect(rest).toHaveLength(1);
  });

  it('is there once, whoever comes at the same moment', async () => {
    const system = await systemInUse(database.db, { boundaries });
    const batches = Array.from({ length: 30 }, (_, minute) => [
      useOf(system, minutesAfter(at, -(minute % 9)), { requests: 1, dataClass: 'special_category' }),
    ]);
    await Promise.all(batches.map(tell));
    expect(await broken(system)).toEqual(['health', 'often']);
  });

  it('stands again as it was, once the read models have been made anew', async () => {
    const fresh = await createTestDatabase();
    const { db } = fresh;
    const system = await systemInUse(db, { boundaries });
    await ingestUsage(db, [useOf(system, at, { requests: 6, dataClass: 'special_category' })], at);
    const every = () => db.selectFrom('boundary_breach').selectAll().orderBy('case_id').execute();
    const before = await every();
    expect(before).toHaveLength(2);
    await db
      .updateTable('boundary_breach')
      .set({ detail: '{}', opened_at: '2000-01-01T00:00:00.000Z' })
      .execute();
    await rebuildReadModels(db);
    expect(await every()).toEqual(before);
    await fresh.drop();
  });
});
