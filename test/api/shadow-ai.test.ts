import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';
import { ShadowAiScene } from './shadow-ai-scene.ts';

let organisation: TestOrganisation;
let scene: ShadowAiScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new ShadowAiScene(organisation);
});
afterAll(() => organisation.close());

const blocking = { note: 'The proxy refuses it.' };
const dismissal = { reason: 'A spell checker.' };
const named = (name: string) => ({ system: { ...(exampleSubmission()['system'] as object), name } });

describe('findings of shadow AI', () => {
  it('have an owner, a clock and figures, and are listed by those who oversee', async () => {
    const name = `Listed ${randomUUID()}`;
    const id = await scene.found(name);
    const { body, headers } = await scene.read(id);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      name,
      number: 1,
      state: 'open',
      owner: { userName: 'compliance' },
      sightings: { events: 1, people: 1 },
      settled: null,
    });
    const list = (account: Account, query: string) =>
      organisation.call(account, 'GET', `/v1/shadow-ai?${query}`);
    const second = await scene.found();
    const first = await list('auditor', 'limit=1&state=open&owner=compliance');
    expect(first.body.items).toMatchObject([{ id: second, overdue: false }]);
    const next = await list('auditor', `limit=1&cursor=${String(first.body.next)}`);
    expect(next.body.items).toMatchObject([{ id, name, sightings: { events: 1 } }]);
    expect((await list('auditor', 'overdue=true')).body.items).toEqual([]);
    expect((await list('auditor', 'owner=nobody')).body.items).toEqual([]);
    expect(refusalOf(await list('auditor', 'cursor=x'))).toBe('422 invalid');
    expect(refusalOf(await list('requester', ''))).toBe('403 wrong_role');
    expect(refusalOf(await organisation.call('auditor', 'GET', `/v1/shadow-ai/${randomUUID()}`))).toBe(
      '404 not_found',
    );
  });

  it('are settled by the approval of a system of that name', async () => {
    const name = `Adopted ${randomUUID()}`;
    const id = await scene.found(name);
    const system = await new AiSystemScene(organisation).approved(named(` ${name.toUpperCase()}`));
    await eventually(async () => (await scene.read(id)).body.state === 'registered');
    expect((await scene.read(id)).body).toMatchObject({ system: { id: system } });
    expect(await scene.findings(name, 'open')).toEqual([]);
  });

  it('are settled as another name of a system, whose use it counts for from then on', async () => {
    const name = `gpt-${randomUUID()}`;
    const systemName = `Known ${randomUUID()}`;
    const id = await scene.found(name);
    const system = await new AiSystemScene(organisation).live(named(systemName));
    expect(pointersOf(await scene.act('compliance', id, 'registration', { system: 'Nothing' }))).toEqual([
      '/system',
    ]);
    const { status, body } = await scene.act('compliance', id, 'registration', { system: systemName });
    expect([status, body.state]).toEqual([200, 'registered']);
    await scene.use(name);
    const { body: usage } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}/usage`);
    expect(usage).toMatchObject({ total: { uses: 1 } });
    const check = { person: 'requester', system: name, purpose: 'x', dataClass: 'internal' };
    const asked = await organisation.call('compliance', 'POST', '/v1/usage-checks', { checks: [check] });
    expect(JSON.stringify(asked.body)).not.toContain('unknown_system');
  });

  it('are opened again, and due sooner, where it is used although it is blocked', async () => {
    const name = `Blocked ${randomUUID()}`;
    const id = await scene.found(name);
    const { body } = await scene.act('compliance', id, 'blocking', blocking);
    expect(body).toMatchObject({ state: 'blocked', settled: { note: blocking.note } });
    await scene.use(name, { usedAt: new Date(Date.now() + 60_000).toISOString() });
    const [again] = await eventually(async () => {
      const open = await scene.findings(name, 'open');
      return open.length === 1 && open;
    });
    expect(again).toMatchObject({ number: 2 });
    const { body: reading } = await scene.read(again?.id ?? '');
    const days = (Date.parse(String(reading.dueAt)) - Date.parse(String(reading.openedAt))) / 86_400_000;
    expect(days).toBe(3);
  });

  it.each<[string, Account, string, unknown, string]>([
    ['blocked by a stranger', 'requester', 'blocking', blocking, '403 wrong_role'],
    ['blocked by an auditor', 'auditor', 'blocking', blocking, '403 wrong_role'],
    ['blocked without a word', 'compliance', 'blocking', { note: ' ' }, '422 invalid'],
    ['dismissed by its owner', 'compliance', 'dismissal', dismissal, '403 segregation_of_duties'],
    ['dismissed by a stranger', 'security', 'dismissal', dismissal, '403 wrong_role'],
    ['handed over by a stranger', 'security', 'handover', { owner: 'security' }, '403 wrong_role'],
    ['handed over to nobody', 'compliance', 'handover', { owner: 'nobody' }, '422 invalid'],
    ['handed over to its owner', 'compliance', 'handover', { owner: 'compliance' }, '422 unchanged'],
    ['said to be another system', 'requester', 'registration', { system: 'Nothing' }, '422 invalid'],
  ])('are not %s', async (_what, account, act, body, refusal) => {
    const id = await scene.found();
    expect(await refused(organisation, () => scene.act(account, id, act, body))).toBe(refusal);
  });

  it('are the new owner’s once handed over, and then a compliance manager may dismiss them', async () => {
    const id = await scene.handedOver();
    expect((await scene.act('colleague', id, 'handover', { owner: 'requester' })).status).toBe(200);
    expect(await refused(organisation, () => scene.act('colleague', id, 'blocking', blocking))).toBe(
      '403 wrong_role',
    );
    expect((await scene.act('compliance', id, 'dismissal', dismissal)).body).toMatchObject({
      state: 'dismissed',
    });
    for (const [act, body] of [
      ['blocking', blocking],
      ['dismissal', dismissal],
      ['handover', { owner: 'legal' }],
    ] as const) {
      expect(await refused(organisation, () => scene.act('compliance', id, act, body)), act).toBe(
        '409 closed',
      );
    }
  });

  it('are settled once, by whoever comes first', async () => {
    const id = await scene.handedOver();
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => scene.act('colleague', id, 'blocking', blocking)),
      ...Array.from({ length: 5 }, () => scene.act('compliance', id, 'dismissal', dismissal)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const events = await scene.eventsOf(id);
    expect(events.filter((type) => /Blocked|Dismissed/.test(type))).toHaveLength(1);
  });

  it('answer a repeated command as they did the first time', async () => {
    const id = await scene.found();
    const key = { 'idempotency-key': randomUUID() };
    const first = await scene.act('compliance', id, 'blocking', blocking, key);
    const second = await scene.act('compliance', id, 'blocking', blocking, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });
});

describe('the log of a proxy', () => {
  const send = (account: Account, text: string, query = '') =>
    organisation.call(account, 'POST', `/v1/usage-events/import${query}`, text, {
      'content-type': 'text/csv',
    });
  const now = () => new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, '');

  it('tells which AI people use, and opens a finding of each that the register does not have', async () => {
    const name = `Known ${randomUUID()}`;
    const system = await new AiSystemScene(organisation).live(named(name));
    const time = now();
    const text = [
      'date,cs-username,url,appDisplayName,sc-status',
      `${time},colleague,https://chat.mistral.ai/chat?x=1,,200`,
      `${time},LEGAL,chat.mistral.ai:443,,200`,
      `${time},colleague,intranet.example.com,,200`,
      `${time},colleague,,${name},200`,
      `yesterday,colleague,chat.mistral.ai,,200`,
      '',
    ].join('\n');
    const looked = await send('compliance', text, '?dryRun=true');
    expect(looked.body).toMatchObject({ dryRun: true, rows: 4, uses: 3, accepted: 0 });
    expect(await scene.findings('Mistral')).toEqual([]);
    const { status, body } = await send('compliance', text);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rows: 4,
      uses: 3,
      accepted: 3,
      duplicate: 0,
      refused: 0,
      systems: [
        { name: 'Mistral', system: null, uses: 2, people: 2 },
        { name, system, uses: 1, people: 1 },
      ],
      faults: [{ row: 6, column: 'time' }],
    });
    const [finding] = await eventually(async () => {
      const open = await scene.findings('Mistral', 'open');
      return open.length === 1 && open;
    });
    expect((await scene.read(finding?.id ?? '')).body).toMatchObject({ sightings: { events: 2, people: 2 } });
    expect((await send('compliance', text)).body).toMatchObject({ accepted: 0, duplicate: 3 });
    const { body: trail } = await organisation.call('auditor', 'GET', '/v1/audit/events?type=UsageImported');
    expect(trail.items).toHaveLength(2);
  });

  it('counts rows that say the same as many uses', async () => {
    const row = `${now()},colleague,poe.com`;
    const { body } = await send('compliance', `time,user,host\n${row}\n${row}\n${row}\n`);
    expect(body).toMatchObject({ uses: 3, accepted: 3 });
  });

  it.each([
    ['of nobody who may', 'security', 'time,host\n', '403 wrong_role'],
    ['without a time', 'compliance', 'host\npoe.com\n', '422 invalid'],
    ['that is empty', 'compliance', '', '422 invalid'],
    ['with a column twice', 'compliance', 'time,host,hostname\n', '422 invalid'],
  ] as const)('is refused %s', async (_what, account, text, refusal) => {
    expect(await refused(organisation, () => send(account, text))).toBe(refusal);
  });
});
