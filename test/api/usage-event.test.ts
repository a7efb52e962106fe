import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemInUse } from '../system-in-use.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';
import { gateway, sentUse } from './usage-scene.ts';

type Sent = Awaited<ReturnType<typeof gateway>>;

let organisation: TestOrganisation;
let send: Sent;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
  send = await gateway(organisation);
});
afterAll(() => organisation.close());

const path = '/v1/usage-events';
const tell = (...events: unknown[]) => send('POST', path, { events });

async function countOf(system: string): Promise<number> {
  const rows = await organisation.database.db
    .selectFrom('usage_event')
    .select('event_id')
    .where('system_id', '=', system)
    .execute();
  return rows.length;
}

describe('usage events', () => {
  it('are taken from a gateway, whatever is wrong with some of them', async () => {
    const system = await systemInUse(organisation.database.db);
    const good = sentUse(system);
    const { status, body } = await tell(
      good,
      good,
      sentUse(system, { cost: -1 }),
      sentUse(system, { measurements: { quality: 0.5 } }),
      sentUse(system, { usedAt: '2099-01-01T00:00:00Z' }),
      'nothing',
      null,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, duplicate: 1, refused: 4 });
    expect(body.events).toEqual([
      { id: good.id, outcome: 'accepted' },
      { id: good.id, outcome: 'duplicate' },
      {
        id: expect.any(String),
        outcome: 'refused',
        errors: [{ pointer: '/events/2/cost', detail: expect.any(String) }],
      },
      { id: expect.any(String), outcome: 'accepted' },
      {
        id: expect.any(String),
        outcome: 'refused',
        errors: [
          { pointer: '/events/4/usedAt', detail: 'lies in the future: check the clock of what sends it' },
        ],
      },
      { id: null, outcome: 'refused', errors: [{ pointer: '/events/5', detail: expect.any(String) }] },
      { id: null, outcome: 'refused', errors: [{ pointer: '/events/6', detail: expect.any(String) }] },
    ]);
    expect(await countOf(system)).toBe(2);
    expect((await tell(good)).body).toMatchObject({ accepted: 0, duplicate: 1 });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['no number', { cost: 'NaN' }, '/cost'],
    ['a number as text', { tokens: '12' }, '/tokens'],
    ['half a token', { tokens: 0.5 }, '/tokens'],
    ['fewer than no tokens', { tokens: -1 }, '/tokens'],
    ['no use at all', { requests: 0 }, '/requests'],
    ['a cost beyond all measure', { cost: 1e300 }, '/cost'],
    ['no measurement', { measurements: { quality: null } }, '/measurements/quality'],
    ['a measurement as text', { measurements: { quality: '0.5' } }, '/measurements/quality'],
    ['a measurement by a name of ours', { measurements: { ':use': 1 } }, '/measurements/:use'],
    ['an unknown class of data', { dataClass: 'secret' }, '/dataClass'],
    ['no time', { usedAt: 'yesterday' }, '/usedAt'],
    ['a day that there is not', { usedAt: '2026-02-30T00:00:00Z' }, '/usedAt'],
    ['too old a time', { usedAt: '2001-01-01T00:00:00Z' }, '/usedAt'],
    ['a blank id', { id: ' ' }, '/id'],
    ['NUL in a name', { person: 'a\0b' }, '/person'],
    ['half a character', { purpose: '\ud800' }, '/purpose'],
    ['no flags', { flags: 'late' }, '/flags'],
    ['no hash', { promptHash: 'abc' }, '/promptHash'],
  ])('with %s are refused one by one', async (_what, changes, pointer) => {
    const system = await systemInUse(organisation.database.db);
    const { body } = await tell(sentUse(system), sentUse(system, changes), sentUse(system));
    expect(body).toMatchObject({ accepted: 2, refused: 1 });
    const [, wrong] = body.events as { errors: { pointer: string }[] }[];
    expect(wrong?.errors.map((error) => error.pointer)).toEqual([`/events/1${pointer}`]);
    expect(await countOf(system)).toBe(2);
  });

  it.each(['prompt', 'output', 'messages', 'completion', 'content'])(
    'never hold what was said: %s',
    async (field) => {
      const { body } = await tell(sentUse('Any', { [field]: 'My secret' }));
      const [event] = body.events as { errors: { detail: string }[] }[];
      expect(event?.errors[0]?.detail).toMatch(/never taken/);
      expect(JSON.stringify(body)).not.toContain('My secret');
    },
  );

  it('come in batches of up to 10 MB, packed or not', async () => {
    const system = await systemInUse(organisation.database.db);
    const purpose = 'p'.repeat(390);
    const flags = Array.from({ length: 5 }, (_, index) => `${index}`.repeat(98));
    const large = { events: Array.from({ length: 9_500 }, () => sentUse(system, { purpose, flags })) };
    const text = JSON.stringify(large);
    expect(text.length).toBeGreaterThan(9.5e6);
    const { status, body } = await send('POST', path, text);
    expect([status, body.accepted]).toEqual([200, 9_500]);
    const packed = await fetch(`${organisation.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${organisation.tokenOf('compliance')}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: new Uint8Array(gzipSync(JSON.stringify({ events: [sentUse(system)] }))),
    });
    expect(packed.status).toBe(200);
    expect(await countOf(system)).toBe(9_501);
  });

  it('are refused together where the body is no batch', async () => {
    const many = Array.from({ length: 10_001 }, () => ({}));
    expect(pointersOf(await send('POST', path, { events: many }))).toEqual(['/events']);
    expect(pointersOf(await send('POST', path, { events: [] }))).toEqual(['/events']);
    expect(pointersOf(await send('POST', path, { events: 'x' }))).toEqual(['/events']);
    expect(pointersOf(await send('POST', path, { events: [{}], more: 1 }))).toEqual(['/more']);
    expect(refusalOf(await send('POST', path, '{"events": [NaN]}'))).toBe('400 malformed');
    expect(refusalOf(await send('POST', path, 'x', { 'content-type': 'text/plain' }))).toBe(
      '415 unsupported_media_type',
    );
    const tooLarge = JSON.stringify({ events: [{ id: 'x'.repeat(11e6) }] });
    expect(refusalOf(await send('POST', path, tooLarge))).toBe('413 too_large');
  });

  it.each<[string, Account | undefined, string]>([
    ['nobody', undefined, '401 unauthenticated'],
    ['a requester', 'requester', '403 wrong_role'],
    ['an auditor', 'auditor', '403 wrong_role'],
    ['an administrator', 'administrator', '403 wrong_role'],
  ])('are not taken from %s', async (_who, account, refusal) => {
    const act = () => organisation.call(account, 'POST', path, { events: [sentUse('Any')] });
    expect(await refused(organisation, act)).toBe(refusal);
  });

  it.each(['read', 'scim', 'training'])('are not taken by a token of scope %s', async (scope) => {
    const other = await gateway(organisation, scope);
    expect(refusalOf(await other('POST', path, { events: [sentUse('Any')] }))).toBe('403 wrong_role');
  });

  it('are all that a token of scope usage is for', async () => {
    for (const other of ['/v1/shadow-ai', '/v1/ai-systems', '/v1/people']) {
      const answer = await send('GET', other);
      if (answer.status !== 404) expect(refusalOf(answer)).toBe('403 wrong_role');
    }
  });
});

describe('the figures of a system', () => {
  it('are read by hour and by day, from what has been told', async () => {
    const system = await systemInUse(organisation.database.db);
    const usedAt = new Date().toISOString();
    await tell(
      sentUse(system, { usedAt, cost: 0.5, measurements: { quality: 0.5 } }),
      sentUse(system, { usedAt, cost: 0.25, measurements: { quality: 1 } }),
    );
    for (const step of ['hour', 'day']) {
      const { status, body } = await organisation.call(
        'requester',
        'GET',
        `/v1/ai-systems/${system}/usage?step=${step}`,
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        step,
        total: { uses: 2, cost: 0.75, firstUsedAt: usedAt, lastUsedAt: usedAt },
        items: [{ uses: 2, cost: 0.75, metrics: { quality: { mean: 0.75, samples: 2 } } }],
      });
    }
    const before = await organisation.call(
      'requester',
      'GET',
      `/v1/ai-systems/${system}/usage?to=${usedAt.slice(0, 10)}T00:00:00Z`,
    );
    expect(before.body.items).toEqual([]);
  });

  it('are asked for sensibly, and of a system that there is', async () => {
    const system = await systemInUse(organisation.database.db);
    const ask = (query: string, id = system) =>
      organisation.call('requester', 'GET', `/v1/ai-systems/${id}/usage?${query}`);
    const backwards = await ask('from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z');
    expect([refusalOf(backwards), pointersOf(backwards)]).toEqual(['422 invalid', ['to']]);
    const tooLong = await ask('from=2020-01-01T00:00:00Z&step=hour');
    expect([refusalOf(tooLong), pointersOf(tooLong)]).toEqual(['422 invalid', ['from']]);
    expect(refusalOf(await ask('step=week'))).toBe('422 invalid');
    expect(refusalOf(await ask('', randomUUID()))).toBe('404 not_found');
    expect(
      refusalOf(await organisation.call('requester', 'GET', `/v1/ai-systems/${randomUUID()}/breaches`)),
    ).toBe('404 not_found');
  });
});

describe('the usage policy', () => {
  it('keeps the use of high-risk systems for six months at least', async () => {
    const rules = { keptDays: { low: 1, medium: 30, high: 184, critical: 184 }, unknownKeptDays: 30 };
    const publish = (changed: unknown, account: Account = 'compliance') =>
      organisation.call(account, 'POST', '/v1/usage-policy/versions', { note: 'Less.', rules: changed });
    for (const tier of ['high', 'critical']) {
      const tooShort = await publish({ ...rules, keptDays: { ...rules.keptDays, [tier]: 183 } });
      expect(pointersOf(tooShort)).toEqual([`/rules/keptDays/${tier}`]);
    }
    expect(refusalOf(await publish(rules, 'administrator'))).toBe('403 wrong_role');
    expect((await publish(rules)).status).toBe(201);
    const { body } = await organisation.call('auditor', 'GET', '/v1/usage-policy');
    expect(body).toMatchObject({ version: 2, rules });
    const weekOld = new Date(Date.now() - 7 * 86_400_000).toISOString();
    const system = await systemInUse(organisation.database.db, { tier: 'low' });
    expect((await tell(sentUse(system, { usedAt: weekOld }))).body).toMatchObject({ refused: 1 });
  });
});
