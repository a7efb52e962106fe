import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { sightingsOf } from '../../db/shadow-ai.ts';
import { recordUsageChecks, type UsageCheck } from '../../db/usage-check.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { ensureUsagePartitions, monthAfter, usagePartitionsBefore } from '../../db/usage-partition.ts';
import { publishUsagePolicy } from '../../db/usage-policy.ts';
import { pruneUsage } from '../../db/usage-retention.ts';
import { inTransaction } from '../../db/facts.ts';
import { daysAfter } from '../../domain/days.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { useOf } from '../usage-story.ts';

const at = '2026-01-15T10:00:00.000Z';
const rules = { keptDays: { low: 10, medium: 40, high: 184, critical: 184 }, unknownKeptDays: 20 };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function left(): Promise<string[]> {
  const rows = await database.db.selectFrom('usage_event').select('event_id').orderBy('event_id').execute();
  return rows.map(({ event_id }) => event_id);
}

const months = () =>
  inTransaction(database.db, (trx) => usagePartitionsBefore(trx, '2100-01-01T00:00:00.000Z'));

describe('months', () => {
  it('follow each other', () => {
    expect(['2026-01', '2026-11', '2026-12'].map(monthAfter)).toEqual(['2026-02', '2026-12', '2027-01']);
  });

  it('are made a place for once, by however many at once', async () => {
    const wanted = ['2031-01', '2031-02'];
    await Promise.all(Array.from({ length: 5 }, () => ensureUsagePartitions(database.db, wanted)));
    expect(await months()).toEqual(wanted);
  });
});

describe('use', () => {
  it('is kept for as long as the policy says of its tier, and what is gone is on record', async () => {
    const { db } = database;
    await publishUsagePolicy(db, { rules, note: 'x', by: 'compliance', at, replaces: 1 });
    const unknown = `Unknown ${randomUUID()}`;
    const of = {
      low: await systemInUse(db, { tier: 'low' }),
      high: await systemInUse(db, { tier: 'high' }),
      unknown,
    };
    const use = (which: keyof typeof of, daysOld: number) =>
      useOf(of[which], daysAfter(at, -daysOld), { id: `${which} ${daysOld}` });
    await ingestUsage(
      db,
      [use('low', 1), use('low', 9), use('high', 9), use('high', 180), use('unknown', 19)],
      at,
    );
    expect(await pruneUsage(db, at)).toBe(0);
    expect(await pruneUsage(db, daysAfter(at, 2))).toBe(2);
    expect(await left()).toEqual(['high 180', 'high 9', 'low 1']);
    expect(await sightingsOf(db, unknown)).toBeUndefined();
    expect(await months()).toContain('2025-07');
    // A month later, all of July is older than anything that is kept.
    const later = daysAfter(at, 30);
    expect(await pruneUsage(db, later)).toBe(2);
    expect(await left()).toEqual(['high 9']);
    expect(await months()).not.toContain('2025-07');
    expect(await pruneUsage(db, later)).toBe(0);
    const events = await readEvents(db, 'usage-retention/organisation');
    expect(events).toEqual([
      expect.objectContaining({
        type: 'UsagePruned',
        by: 'system',
        policy: 2,
        events: 2,
        at: daysAfter(at, 2),
      }),
      expect.objectContaining({
        events: 1,
        before: expect.objectContaining({ high: daysAfter(later, -184) }),
      }),
      expect.objectContaining({ events: 1 }),
    ]);
  });

  it('is thrown away with the answers of as long ago to who might use what', async () => {
    const { db } = database;
    const [low, high] = [await systemInUse(db, { tier: 'low' }), await systemInUse(db, { tier: 'high' })];
    const answered = (systemId: string | null, daysOld: number): UsageCheck => ({
      id: randomUUID(),
      at: daysAfter(at, -daysOld),
      askedBy: 'machine/gateway',
      person: 'ann',
      personId: null,
      system: systemId ?? 'nothing',
      systemId,
      systemSeq: null,
      purpose: 'Translate',
      dataClass: 'internal',
      allowed: false,
      denials: [{ reason: 'unknown_person', detail: 'x' }],
    });
    const [kept, gone] = [
      [answered(low, 9), answered(high, 183), answered(null, 19)],
      [answered(low, 11), answered(high, 185), answered(null, 21)],
    ];
    await recordUsageChecks(db, [...kept, ...gone]);
    await pruneUsage(db, at);
    const rows = await db.selectFrom('usage_check').select('id').execute();
    expect(rows.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id).toSorted());
    const [last] = (await readEvents(db, 'usage-retention/organisation')).slice(-1);
    expect(last).toMatchObject({ events: 0, checks: 3 });
  });

  it('of longer ago than windows reach is summed up by the hour alone', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    await ingestUsage(db, [useOf(system, daysAfter(at, -100)), useOf(system, at)], at);
    await pruneUsage(db, at);
    const buckets = await db
      .selectFrom('usage_bucket')
      .select(['minutes', 'start'])
      .where('system_id', '=', system)
      .orderBy('start')
      .orderBy('minutes')
      .execute();
    expect(buckets.map(({ minutes, start }) => [minutes, start.slice(0, 10)])).toEqual([
      [60, '2025-10-07'],
      [1, '2026-01-15'],
      [60, '2026-01-15'],
    ]);
  });
});
