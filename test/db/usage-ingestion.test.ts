import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { usageSeries } from '../../db/usage-series.ts';
import { usageTotalOf } from '../../db/usage-total.ts';
import type { UsageEvent } from '../../domain/usage-event.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { minutesAfter, useOf } from '../usage-story.ts';

const at = '2026-11-25T10:00:30.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function ingested(events: UsageEvent[], now = at): Promise<string[]> {
  return (await ingestUsage(database.db, events, now)).map(({ outcome }) => outcome);
}

async function rowsOf(system: string) {
  return database.db
    .selectFrom('usage_event')
    .selectAll()
    .where((eb) =>
      eb.or([eb(eb.cast<string>('system_id', 'text'), '=', system), eb('system_name', '=', system)]),
    )
    .orderBy('used_at')
    .execute();
}

describe('use that is told', () => {
  it('is put down whole, and named by the inventory and the directory', async () => {
    const name = `Translator ${randomUUID()}`;
    const system = await systemInUse(database.db, { name });
    const person = await inTransaction(database.db, (trx) =>
      addPerson(trx, { userName: 'ann', name: 'Ann', email: null, roles: [] }, 'system', at),
    );
    const hash = 'a'.repeat(64);
    const told = {
      purpose: 'Translate',
      dataClass: 'internal' as const,
      tokens: 12,
      requests: 3,
      cost: 0.1,
      measurements: { quality: 0.9 },
      flags: ['long', 'with "quotes", {braces} and \\'],
      promptHash: hash,
      outputHash: hash,
    };
    const events = [
      useOf(name.toUpperCase(), at, { ...told, person: 'ANN' }),
      useOf(system.toUpperCase(), minutesAfter(at, 1), { person: person }),
      useOf(` ${name}  `, minutesAfter(at, 2), { person: 'somebody@elsewhere' }),
    ];
    expect(await ingested(events)).toEqual(['accepted', 'accepted', 'accepted']);
    const [first, second, third] = await rowsOf(system);
    expect(first).toMatchObject({
      used_at: at,
      received_at: at,
      event_id: events[0]?.id,
      system_name: null,
      person_id: person,
      person_name: null,
      purpose: 'Translate',
      data_class: 'internal',
      tokens: 12,
      requests: 3,
      measurements: { quality: 0.9 },
      flags: told.flags,
      prompt_hash: hash,
    });
    expect(second).toMatchObject({ person_id: person, measurements: null, flags: null });
    expect(third).toMatchObject({ person_id: null, person_name: 'somebody@elsewhere' });
    expect(await usageTotalOf(database.db, system)).toEqual({
      uses: 5,
      cost: 0.1,
      firstUsedAt: at,
      lastUsedAt: minutesAfter(at, 2),
    });
  });

  it('again is there once, in the same batch and in a later one; another time is another use', async () => {
    const system = await systemInUse(database.db);
    const one = useOf(system, at, { measurements: { quality: 1 } });
    expect(await ingested([one, one])).toEqual(['accepted', 'duplicate']);
    const later = { ...one, usedAt: minutesAfter(at, 1) };
    const elsewhere = { ...one, source: 'machine/other' };
    const fresh = useOf(system, at);
    expect(await ingested([fresh, one, later, elsewhere])).toEqual([
      'accepted',
      'duplicate',
      'accepted',
      'accepted',
    ]);
    expect(await rowsOf(system)).toHaveLength(4);
    expect((await usageTotalOf(database.db, system))?.uses).toBe(4);
    const hour = {
      from: '2026-11-25T10:00:00.000Z',
      until: '2026-11-25T11:00:00.000Z',
      step: 'hour' as const,
    };
    expect(await usageSeries(database.db, system, hour)).toEqual([
      { start: hour.from, uses: 4, cost: 0, metrics: { quality: { mean: 1, samples: 3 } } },
    ]);
  });

  it('by many at once, who know nothing of each other, is there once', async () => {
    const systems = [await systemInUse(database.db), await systemInUse(database.db)];
    const events = Array.from({ length: 600 }, (_, index) =>
      useOf(systems[index % 2] ?? '', minutesAfter(at, -index % 90), { measurements: { quality: 1 } }),
    );
    const batches = Array.from({ length: 20 }, (_, batch) => {
      const mine = events.slice(batch * 30, batch * 30 + 60);
      return batch % 2 === 0 ? mine : mine.toReversed();
    });
    const outcomes = (await Promise.all(batches.map((batch) => ingested(batch)))).flat();
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(600);
    for (const system of systems) {
      expect(await rowsOf(system)).toHaveLength(300);
      expect((await usageTotalOf(database.db, system))?.uses).toBe(300);
    }
  });

  it('from the future, or from before what is kept, is refused alone', async () => {
    const system = await systemInUse(database.db, { tier: 'low' });
    const critical = await systemInUse(database.db, { tier: 'critical' });
    const longAgo = '2026-05-01T00:00:00.000Z';
    const outcomes = await ingestUsage(
      database.db,
      [
        useOf(system, minutesAfter(at, 6)),
        useOf(system, minutesAfter(at, 5)),
        useOf(system, longAgo),
        useOf(critical, longAgo),
        useOf('Nobody knows it', longAgo),
      ],
      at,
    );
    expect(outcomes).toEqual([
      { outcome: 'refused', pointer: '/usedAt', detail: expect.stringContaining('future') },
      { outcome: 'accepted' },
      {
        outcome: 'refused',
        pointer: '/usedAt',
        detail: 'is older than use is kept here: it goes back to 2026-05-25T10:00:30.000Z',
      },
      { outcome: 'accepted' },
      { outcome: 'refused', pointer: '/usedAt', detail: expect.any(String) },
    ]);
  });

  it('counts into its own hour and day, whenever it comes', async () => {
    const system = await systemInUse(database.db);
    const times = [0, -60 * 24, -61, -1, -60 * 24 - 1].map((minutes) => minutesAfter(at, minutes));
    for (const time of times) await ingested([useOf(system, time, { cost: 1.5 })]);
    const range = { from: '2026-11-24T00:00:00.000Z', until: '2026-11-26T00:00:00.000Z' };
    const starts = async (step: 'hour' | 'day') =>
      (await usageSeries(database.db, system, { ...range, step })).map(({ start, uses, cost }) => [
        start.slice(8, 13),
        uses,
        cost,
      ]);
    expect(await starts('hour')).toEqual([
      ['24T09', 1, 1.5],
      ['24T10', 1, 1.5],
      ['25T08', 1, 1.5],
      ['25T09', 1, 1.5],
      ['25T10', 1, 1.5],
    ]);
    expect(await starts('day')).toEqual([
      ['24T00', 2, 3],
      ['25T00', 3, 4.5],
    ]);
  });
});
