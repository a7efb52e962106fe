import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { OversightScene } from './oversight-scene.ts';
import { gateway, sentUse } from './usage-scene.ts';

let organisation: TestOrganisation;
let systems: AiSystemScene;
let send: Awaited<ReturnType<typeof gateway>>;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  systems = new AiSystemScene(organisation);
  send = await gateway(organisation);
});
afterAll(() => organisation.close());

const purpose = 'Drafting assistant for customer support';

async function casesOf(system: string): Promise<{ id: string; kind: string }[]> {
  const { body } = await organisation.call(
    'auditor',
    'GET',
    `/v1/oversight-cases?system=${system}&limit=100`,
  );
  return body.items as { id: string; kind: string }[];
}

describe('a hundred thousand uses that break a boundary', () => {
  it('open one case, however many follow while it is open', { timeout: 240_000 }, async () => {
    const oversight = new OversightScene(organisation);
    await oversight.staff();
    const system = await oversight.system('business-owner');
    const boundary = {
      id: 'quality',
      statement: 'Good enough.',
      kind: 'metric',
      metric: 'quality',
      most: null,
    };
    const boundaries = [{ ...boundary, least: 0.7, windowMinutes: 60, minSamples: 10 }];
    expect((await systems.set('business-owner', system, 'boundaries', { boundaries })).status).toBe(200);
    const batch = () =>
      Array.from({ length: 10_000 }, () => sentUse(system, { measurements: { quality: 0.2 } }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send('POST', '/v1/usage-events', { events: batch() })),
    );
    expect(answers.map(({ body }) => body.accepted)).toEqual(answers.map(() => 10_000));
    const [opened, ...others] = await eventually(async () => {
      const cases = await casesOf(system);
      return cases.length > 0 && cases;
    });
    expect(others).toEqual([]);
    const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}/breaches`);
    expect(body.items).toMatchObject([{ number: 1, case: opened?.id, settledAt: null }]);
    const { body: figures } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}/usage`);
    expect(figures).toMatchObject({ total: { uses: 100_000 } });
    await send('POST', '/v1/usage-events', { events: batch() });
    expect(await casesOf(system)).toHaveLength(1);
  });
});

describe('a suspension while checks are asked', () => {
  it('parts those that are allowed from those that are not at one place of the record', async () => {
    const id = await systems.live({ title: purpose });
    const question = { person: 'requester', system: id, purpose, dataClass: 'internal' };
    const ask = () => send('POST', '/v1/usage-checks', { checks: [question] });
    let isStopped = false;
    const asking = Array.from({ length: 8 }, async () => {
      const afterwards: boolean[] = [];
      while (afterwards.length < 5) {
        const wasStopped = isStopped;
        const { body } = await ask();
        const [answer] = body.answers as { allowed: boolean }[];
        if (wasStopped) afterwards.push(answer?.allowed === true);
      }
      return afterwards;
    });
    await eventually(async () => (await checksOf(id)).length >= 20);
    expect((await systems.act('security', id, 'suspension', { note: 'It leaks.' })).status).toBe(200);
    isStopped = true;
    expect((await Promise.all(asking)).flat()).toEqual(Array.from({ length: 40 }, () => false));
    const suspendedAt = (await systems.eventsOf(id)).indexOf('AiSystemSuspended') + 1;
    const checks = await checksOf(id);
    expect(checks.some(({ allowed }) => allowed)).toBe(true);
    for (const { allowed, system_seq } of checks) expect(allowed).toBe((system_seq ?? 0) < suspendedAt);
  });

  async function checksOf(id: string) {
    return organisation.database.db
      .selectFrom('usage_check')
      .select(['allowed', 'system_seq'])
      .where('system_id', '=', id)
      .execute();
  }
});
