import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAction } from '../open-actions.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { RiskScene } from './risk-scene.ts';

interface Task {
  stream: string;
  kind: string;
  dueAt: string;
}

let organisation: TestOrganisation;
let risks: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  risks = new RiskScene(organisation);
});
afterAll(() => organisation.close());

async function tasksOf(account: Account, limit = 200): Promise<Task[]> {
  const all: Task[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await organisation.call(
      account,
      'GET',
      `/v1/inbox/tasks?limit=${limit}${after}`,
    );
    expect(status).toBe(200);
    all.push(...(body.items as Task[]));
    cursor = body.next as string | null;
  }
  return all;
}

const waitsFor = async (account: Account, stream: string) =>
  (await tasksOf(account)).find((task) => task.stream === stream)?.kind;

describe('what waits for somebody beside requests', () => {
  it('is a risk: its owner’s to treat, then of whoever may accept it, but never of its owner', async () => {
    const risk = `risk/${await risks.identified({ owner: 'management' })}`;
    expect(await waitsFor('management', risk)).toBe('risk_treatment');
    expect(await waitsFor('compliance', risk)).toBeUndefined();
    const treated = await risks.treat('management', risk.slice(5), { treatment: 'accept', reason: 'Rare.' });
    expect(treated.status).toBe(200);
    expect(await waitsFor('management', risk)).toBeUndefined();
    expect(await waitsFor('compliance', risk)).toBe('risk_acceptance');
    expect(await waitsFor('security', risk)).toBeUndefined();
    expect((await risks.accept('compliance', risk.slice(5))).status).toBe(200);
    expect(await waitsFor('compliance', risk)).toBeUndefined();
  });

  it('is a condition of an approval, until it is done', async () => {
    const id = await openAction(organisation);
    expect(await waitsFor('colleague', `action/${id}`)).toBe('action');
    expect(await waitsFor('compliance', `action/${id}`)).toBeUndefined();
    await organisation.call('colleague', 'POST', `/v1/actions/${id}/completion`, { note: 'Done.' });
    expect(await waitsFor('colleague', `action/${id}`)).toBeUndefined();
  });

  it('comes soonest due first, in pages that are complete and hold nothing twice', async () => {
    for (let count = 0; count < 5; count += 1) await risks.identified();
    const all = await tasksOf('requester');
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted());
    expect(await tasksOf('requester', 2)).toEqual(all);
    expect(new Set(all.map(({ stream }) => stream)).size).toBe(all.length);
  });

  it('has a page that leads to it', async () => {
    const [first] = await tasksOf('requester');
    const { html } = await organisation.page('requester', '/inbox/tasks');
    expect(html).toContain(`href="/${(first?.stream ?? '').replace('risk/', 'risks/')}"`);
    expect((await organisation.page('auditor', '/inbox/tasks')).html).toContain(
      'Nothing else waits for you.',
    );
  });

  it('is nobody’s who has not signed in, and no nonsense', async () => {
    expect((await organisation.call(undefined, 'GET', '/v1/inbox/tasks')).status).toBe(401);
    expect((await organisation.call('security', 'GET', '/v1/inbox/tasks?cursor=nonsense')).status).toBe(422);
  });
});
