import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleBreach } from '../../db/boundary-breach.ts';
import { inTransaction } from '../../db/facts.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { windowsOf } from '../../db/usage-window.ts';
import type { Boundary } from '../../domain/boundary.ts';
import type { WindowBoundary } from '../../domain/boundary-breach.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { minutesAfter, useOf } from '../usage-story.ts';

const start = '2026-11-25T08:00:00.000Z';
const at = '2026-11-26T08:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const rate = (most: number, windowMinutes: number): WindowBoundary => ({
  id: `rate-${windowMinutes}`,
  statement: 'Not too often',
  kind: 'rate',
  most,
  windowMinutes,
});

/** Minutes after the start at which something was used, over some hours. */
const minutes = fc.array(fc.nat(400), { minLength: 1, maxLength: 40 });

/** What is seen in each window that ends with a minute of use, worked out the slow way. */
function expected(used: readonly number[], windowMinutes: number): [until: string, samples: number][] {
  return [...new Set(used)]
    .sort((a, b) => a - b)
    .map((end) => [
      minutesAfter(start, end),
      used.filter((minute) => minute > end - windowMinutes && minute <= end).length,
    ]);
}

describe('windows', () => {
  it('are whole hours and the minutes around them, and hold what a count of each event says', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 1, max: 400 }), async (used, windowMinutes) => {
        const system = await systemInUse(database.db);
        const events = used.map((minute) => useOf(system, minutesAfter(start, minute + 0.5)));
        await ingestUsage(database.db, events, at);
        const asked = { system, boundary: rate(0, windowMinutes), from: start, to: at, settledAt: null };
        const windows = await inTransaction(database.db, (trx) => windowsOf(trx, [asked], at));
        expect(windows.map(({ until, samples }) => [until, samples])).toEqual(expected(used, windowMinutes));
      }),
      { numRuns: 40 },
    );
  });

  it('say the same however events are split, ordered and repeated', async () => {
    const life = fc.record({
      used: minutes,
      windowMinutes: fc.integer({ min: 1, max: 300 }),
      most: fc.nat(12),
      order: fc.infiniteStream(fc.nat()),
      batch: fc.integer({ min: 1, max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(life, async ({ used, windowMinutes, most, order, batch }) => {
        const boundaries = [rate(most, windowMinutes)];
        const [whole, split] = [
          await systemInUse(database.db, { boundaries }),
          await systemInUse(database.db, { boundaries }),
        ];
        const of = (system: string) =>
          used.map((minute) => useOf(system, minutesAfter(start, minute), { cost: 0.1 }));
        await ingestUsage(database.db, of(whole), at);
        const shuffled = of(split)
          .map((event) => ({ event, rank: order.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        for (let from = 0; from < shuffled.length; from += batch) {
          // Each batch begins with the last event of the one before.
          await ingestUsage(database.db, shuffled.slice(Math.max(0, from - 1), from + batch), at);
        }
        expect(await bucketsOf(split)).toEqual(await bucketsOf(whole));
        const isBroken = expected(used, windowMinutes).some(([, samples]) => samples > most);
        expect(await breachesOf(whole)).toBe(isBroken ? 1 : 0);
        expect(await breachesOf(split)).toBe(isBroken ? 1 : 0);
      }),
      { numRuns: 30 },
    );
  });

  it('hold nothing that somebody has settled', async () => {
    const boundaries: Boundary[] = [rate(2, 600)];
    const system = await systemInUse(database.db, { boundaries });
    const tell = (minute: number) =>
      ingestUsage(database.db, [useOf(system, minutesAfter(start, minute))], minutesAfter(start, minute));
    for (const minute of [0, 1, 2, 3]) await tell(minute);
    expect(await breachesOf(system)).toBe(1);
    const { case_id } = await database.db
      .selectFrom('boundary_breach')
      .select('case_id')
      .where('system_id', '=', system)
      .executeTakeFirstOrThrow();
    await inTransaction(database.db, (trx) => settleBreach(trx, case_id, minutesAfter(start, 3)));
    for (const minute of [3.5, 4, 5]) await tell(minute);
    expect(await breachesOf(system)).toBe(1);
    await tell(6);
    expect(await breachesOf(system)).toBe(2);
  });
});

async function bucketsOf(system: string) {
  return database.db
    .selectFrom('usage_bucket')
    .select(['metric', 'minutes', 'start', 'samples', 'total'])
    .where('system_id', '=', system)
    .orderBy('metric')
    .orderBy('minutes')
    .orderBy('start')
    .execute();
}

async function breachesOf(system: string): Promise<number> {
  const rows = await database.db
    .selectFrom('boundary_breach')
    .select('number')
    .where('system_id', '=', system)
    .execute();
  return rows.length;
}
