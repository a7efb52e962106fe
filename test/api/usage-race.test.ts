import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Boundary } from '../../domain/boundary.ts';
import { systemInUse } from '../system-in-use.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { gateway, sentUse } from './usage-scene.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

const boundaries: Boundary[] = [
  { id: 'often', statement: 'Not too often', kind: 'rate', most: 1_000, windowMinutes: 60 },
];

describe('a hundred batches at once', () => {
  it('that overlap leave each event there once, and one breach', async () => {
    const { db } = organisation.database;
    const system = await systemInUse(db, { boundaries });
    const send = await gateway(organisation);
    const now = Date.now();
    const events = Array.from({ length: 5_000 }, (_, index) =>
      sentUse(system, { id: `storm-${index}`, usedAt: new Date(now - (index % 600) * 1_000).toISOString() }),
    );
    // Each batch shares half of its events with the one before, and holds them in another order.
    const batches = Array.from({ length: 100 }, (_, batch) => {
      const from = batch * 50;
      const mine = [...events.slice(from, from + 50), ...events.slice(Math.max(0, from - 50), from)];
      return batch % 2 === 0 ? mine : mine.toReversed();
    });
    const answers = await Promise.all(
      batches.map((batch) => send('POST', '/v1/usage-events', { events: batch })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const accepted = answers.reduce((sum, { body }) => sum + Number(body.accepted), 0);
    const duplicate = answers.reduce((sum, { body }) => sum + Number(body.duplicate), 0);
    expect([accepted, duplicate]).toEqual([5_000, 4_950]);
    const rows = await db
      .selectFrom('usage_event')
      .select('event_id')
      .where('system_id', '=', system)
      .execute();
    expect(new Set(rows.map(({ event_id }) => event_id)).size).toBe(rows.length);
    expect(rows).toHaveLength(5_000);
    const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}/breaches`);
    expect(body.items).toEqual([expect.objectContaining({ number: 1, settledAt: null })]);
    const messages = await db
      .selectFrom('process_message')
      .select('stream')
      .where('stream', 'like', 'oversight-case/%')
      .execute();
    expect(messages).toHaveLength(1);
    const { body: figures } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}/usage`);
    expect(figures).toMatchObject({ total: { uses: 5_000 } });
  });
});
