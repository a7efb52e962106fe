import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { GapScene } from './gap-scene.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: GapScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new GapScene(organisation);
});
afterAll(() => organisation.close());

const closing = { cause: 'Nobody had written it down.', correction: 'It is written down.' };
const plan = { text: 'We write it down.', dueOn: inDays(20) };

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

describe('gaps', () => {
  it('are opened once of what the records deny, and listed by those who oversee and by management', async () => {
    const id = await scene.opened('societal-impact');
    await scene.evaluate();
    expect(await scene.opened('societal-impact')).toBe(id);
    const { body, headers } = await scene.read(id);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      state: 'open',
      statement: { id: 'societal-impact', control: 'A.5.5' },
      number: 1,
      counted: { population: 1, failing: 1 },
      owner: null,
      plan: null,
      settled: null,
    });
    const [first] = (await scene.list('management', 'state=open&limit=1')).body['items'] as { id: string }[];
    expect(first).toBeDefined();
    expect((await scene.list('auditor', 'owner=colleague')).body['items']).toEqual([]);
    expect((await scene.list('auditor', 'overdue=true')).body['items']).toEqual([]);
    expect(refusalOf(await scene.list('requester', ''))).toBe('403 wrong_role');
    expect(refusalOf(await scene.list('auditor', 'cursor=x'))).toBe('422 invalid');
    expect(refusalOf(await scene.read(randomUUID()))).toBe('404 not_found');
  });

  it('are paged through, losing and repeating none', async () => {
    await scene.opened('customers');
    const all = (await scene.list('auditor', 'limit=200')).body['items'] as { id: string }[];
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await scene.list('auditor', `limit=2${cursor}`);
      const next = body['next'] as string | null;
      paged.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(paged).toEqual(all.map(({ id }) => id));
    expect(all.length).toBeGreaterThan(4);
  });

  it('are given to somebody, planned, mended and closed: only when the check passes', async () => {
    const id = await scene.assigned('objectives');
    expect((await scene.act('colleague', id, 'plan', plan)).body).toMatchObject({
      plan: { text: plan.text, by: { userName: 'colleague' } },
    });
    const tasks = await organisation.call('colleague', 'GET', '/v1/inbox/tasks');
    expect(tasks.body['items']).toMatchObject([{ stream: `gap/${id}` }]);
    const refusedClosing = () => scene.act('colleague', id, 'closing', closing);
    expect(await refused(organisation, refusedClosing)).toBe('409 guard_failed');
    await scene.file('objectives');
    await scene.evaluate();
    await eventually(async () => {
      const counted = (await scene.read(id)).body['counted'] as { failing: number };
      return counted.failing === 0;
    });
    const { status, body } = await scene.act('colleague', id, 'closing', closing);
    expect([status, body.state]).toEqual([200, 'closed']);
    expect(body['settled']).toMatchObject({ ...closing, by: { userName: 'colleague' } });
    for (const [act, said] of [
      ['closing', closing],
      ['plan', plan],
      ['assignment', { owner: 'requester' }],
    ] as const)
      expect(await refused(organisation, () => scene.act('compliance', id, act, said))).toBe('409 closed');
    expect(await scene.eventsOf(id)).toEqual([
      'GapOpened',
      'GapAssigned',
      'GapPlanned',
      'GapCounted',
      'GapClosed',
    ]);
  });

  it('are opened anew, with the next number, when what mended them counts no more', async () => {
    const id = await scene.mended('policy-aligned');
    expect((await scene.act('colleague', id, 'closing', closing)).status).toBe(200);
    const { body } = await organisation.call(
      'auditor',
      'GET',
      '/v1/controls/statements/policy-aligned/evidence',
    );
    const [evidence] = body['items'] as { id: string }[];
    expect((await scene.withdraw('compliance', 'policy-aligned', evidence?.id ?? '')).status).toBe(200);
    const again = await scene.opened('policy-aligned');
    expect(again).not.toBe(id);
    expect((await scene.read(again)).body).toMatchObject({ number: 2 });
  });

  it.each<[string, Account, string, unknown, string]>([
    ['assigned by a stranger', 'security', 'assignment', { owner: 'security' }, '403 wrong_role'],
    ['assigned by an auditor', 'auditor', 'assignment', { owner: 'auditor' }, '403 wrong_role'],
    ['assigned to nobody', 'compliance', 'assignment', { owner: 'nobody' }, '422 invalid'],
    [
      'assigned by management before it has come to them',
      'management',
      'assignment',
      { owner: 'legal' },
      '403 wrong_role',
    ],
    ['planned by a stranger', 'requester', 'plan', plan, '403 wrong_role'],
    ['planned without a word', 'compliance', 'plan', { ...plan, text: ' ' }, '422 invalid'],
    [
      'planned for a day that has passed',
      'compliance',
      'plan',
      { ...plan, dueOn: '2026-01-01' },
      '422 invalid',
    ],
    ['closed by a stranger', 'legal', 'closing', closing, '403 wrong_role'],
    ['closed without a cause', 'compliance', 'closing', { ...closing, cause: '' }, '422 invalid'],
    ['closed while records deny it', 'compliance', 'closing', closing, '409 guard_failed'],
  ])('are not %s', async (_what, account, act, body, refusal) => {
    const id = await scene.opened('customers');
    expect(await refused(organisation, () => scene.act(account, id, act, body))).toBe(refusal);
  });

  it('give their owner no more time by the owner’s own hand', async () => {
    const id = await scene.assigned('interested-parties');
    const later = { ...plan, dueOn: inDays(60) };
    const answer = await scene.act('colleague', id, 'plan', later);
    expect([refusalOf(answer), pointersOf(answer)]).toEqual(['403 segregation_of_duties', ['/dueOn']]);
    expect((await scene.act('compliance', id, 'plan', later)).status).toBe(200);
  });

  it('are closed by one of two who close at once, and the same key gets the same answer', async () => {
    const id = await scene.mended('reports-from-outside');
    const key = { 'Idempotency-Key': 'close-it' };
    const answers = await Promise.all([
      scene.act('colleague', id, 'closing', closing, key),
      scene.act('compliance', id, 'closing', closing),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [again, first] = [await scene.act('colleague', id, 'closing', closing, key), answers[0]];
    expect(again.status).toBe(first.status);
    const closings = (await scene.eventsOf(id)).filter((type) => type === 'GapClosed');
    expect(closings).toHaveLength(1);
  });

  it('are withdrawn by an operator in Temporal, and opened anew by the next evaluation', async () => {
    const id = await scene.opened('impact-process');
    await organisation.client.workflow.getHandle(`gap/${id}`).cancel();
    await eventually(async () => (await scene.read(id)).body.state === 'withdrawn');
    expect(await scene.opened('impact-process')).not.toBe(id);
  });
});
