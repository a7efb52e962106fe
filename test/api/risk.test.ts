import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { dateIn, RiskScene, score } from './risk-scene.ts';

let organisation: TestOrganisation;
let scene: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const typeOf = (code: string) => `urn:countersign:problem:${code}`;

describe('identifying a risk', () => {
  it('puts it into the register with its bands, its owner and what it touches', async () => {
    const { body: request } = await organisation.submit();
    const { status, body, headers } = await scene.identify({
      requests: [request.id],
      owner: 'colleague',
    });
    expect([status, headers.get('location')]).toEqual([201, `/v1/risks/${body.id}`]);
    expect(body).toMatchObject({
      state: 'untreated',
      owner: { userName: 'colleague' },
      identifiedBy: { userName: 'requester' },
      inherentBand: 'high',
      residualBand: 'moderate',
      dealtWith: false,
      acceptableBy: ['compliance_manager', 'management'],
      touches: [
        { kind: 'adoption-request', target: request.id, name: request.title },
        { kind: 'system', name: 'Support Drafts' },
      ],
    });
    expect((await scene.read(body.id)).body).toEqual(body);
  });

  it('happens once for a repeated key, and not at all for another body with it', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const [first, again] = [
      await scene.identify({}, 'requester', headers),
      await scene.identify({}, 'requester', headers),
    ];
    expect(again.body).toEqual(first.body);
    expect((await scene.identify({ title: 'Other' }, 'requester', headers)).status).toBe(422);
  });

  it.each([
    ['a residual score above the inherent one', { residual: score(5, 5) }, '/residual'],
    ['a level that there is not', { inherent: score(0, 6) }, '/inherent/likelihood'],
    ['nobody as its owner', { owner: 'nobody' }, '/owner'],
    ['a request that is not there', { requests: [randomUUID()] }, '/requests/0'],
    ['a vendor that is not there', { vendors: [randomUUID()] }, '/vendors/0'],
    ['a blank title', { title: ' ' }, '/title'],
    ['a system twice', { systems: ['A', 'A'] }, '/systems'],
    ['a field that there is not', { colour: 'red' }, '/colour'],
  ])('is refused with %s', async (_what, changes, pointer) => {
    const { status, body } = await scene.identify(changes);
    expect(status).toBe(422);
    expect(body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
  });

  it('is not for auditors and strangers', async () => {
    expect((await scene.identify({}, 'auditor')).status).toBe(403);
    expect((await organisation.call(undefined, 'POST', '/v1/risks', {})).status).toBe(401);
  });
});

describe('describing a risk', () => {
  it('is for its owner and compliance managers, and changes what it names', async () => {
    const id = await scene.identified();
    const change = { systems: ['Support Drafts', 'Chat'] };
    const path = `/v1/risks/${id}`;
    const stranger = await organisation.call('colleague', 'PATCH', path, change);
    expect([stranger.status, stranger.body.type]).toEqual([403, typeOf('wrong_role')]);
    const { status, body } = await organisation.call('compliance', 'PATCH', path, change);
    expect(status).toBe(200);
    expect(body.touches).toMatchObject([{ name: 'Support Drafts' }, { name: 'Chat' }]);
    const again = await organisation.call('compliance', 'PATCH', path, change);
    expect(again.body.type).toBe(typeOf('unchanged'));
  });

  it('binds to what was seen', async () => {
    const id = await scene.identified();
    const { headers } = await scene.read(id);
    const seen = { 'if-match': headers.get('etag') ?? '' };
    const path = `/v1/risks/${id}`;
    expect((await organisation.call('requester', 'PATCH', path, { title: 'A' }, seen)).status).toBe(200);
    expect((await organisation.call('requester', 'PATCH', path, { title: 'B' }, seen)).status).toBe(412);
    const atOnce = await Promise.all(
      ['C', 'D'].map((title) => organisation.call('requester', 'PATCH', path, { title, cause: title })),
    );
    const { body } = await scene.read(id);
    const done = atOnce.filter(({ status }) => status === 200).length;
    expect(done).toBeGreaterThan(0);
    expect(body.title).toBe(body.cause);
  });
});

describe('treating a risk', () => {
  const plan = [
    { text: 'Add a check', owner: 'colleague', dueOn: dateIn(20) },
    { text: 'Train people', owner: 'security', dueOn: dateIn(40) },
  ];

  it('by a plan: each action by whoever has it, and with the last one it is treated', async () => {
    const id = await scene.identified();
    const treated = await scene.treat('requester', id, {
      treatment: 'mitigate',
      reason: 'Cheap.',
      actions: plan,
    });
    expect(treated.body).toMatchObject({ state: 'mitigating', dealtWith: true });
    const [first, second] = treated.body.actions as { id: string; dueAt: string }[];
    expect((first?.dueAt ?? '') > new Date(`${dateIn(20)}T12:00:00Z`).toISOString()).toBe(true);
    const complete = (account: 'colleague' | 'security' | 'legal', action?: string) =>
      scene.post(account, `/v1/risks/${id}/actions/${action}/completion`, { note: 'Done.' });
    expect((await complete('legal', first?.id)).body.type).toBe(typeOf('wrong_role'));
    expect((await complete('colleague', first?.id)).body.state).toBe('mitigating');
    expect((await complete('colleague', first?.id)).body.type).toBe(typeOf('already_decided'));
    expect((await complete('security', randomUUID())).status).toBe(404);
    const last = await complete('security', second?.id);
    expect(last.body).toMatchObject({ state: 'treated', dealtWith: true });
  });

  it.each([
    ['without a plan', { treatment: 'mitigate', reason: 'r' }, '/actions'],
    ['with a plan that it does not need', { treatment: 'avoid', reason: 'r', actions: plan }, '/actions'],
    ['without a reason', { treatment: 'transfer', reason: ' ' }, '/reason'],
    [
      'with an action that was due',
      { treatment: 'mitigate', reason: 'r', actions: [{ ...plan[0], dueOn: dateIn(-2) }] },
      '/actions/0/dueOn',
    ],
    [
      'with an action of nobody',
      { treatment: 'mitigate', reason: 'r', actions: [{ ...plan[0], owner: 'nobody' }] },
      '/actions/0/owner',
    ],
  ])('is refused %s', async (_what, body, pointer) => {
    const answer = await scene.treat('requester', await scene.identified(), body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it('is not for others than its owner and compliance managers', async () => {
    const id = await scene.identified();
    const body = { treatment: 'avoid', reason: 'r' };
    expect((await scene.treat('management', id, body)).body.type).toBe(typeOf('wrong_role'));
    expect((await scene.treat('compliance', id, body)).body.state).toBe('treated');
  });
});

describe('closing and reopening', () => {
  it('is for its owner once it is dealt with, and ends everything until it is reopened', async () => {
    const id = await scene.identified();
    const close = (account: 'requester' | 'compliance' | 'colleague') =>
      scene.post(account, `/v1/risks/${id}/closure`, { reason: 'Out of use.' });
    expect((await close('colleague')).body.type).toBe(typeOf('wrong_role'));
    expect((await close('requester')).body.type).toBe(typeOf('segregation_of_duties'));
    await scene.treat('requester', id, { treatment: 'avoid', reason: 'Stopped.' });
    expect((await close('requester')).body).toMatchObject({
      state: 'closed',
      closure: { reason: 'Out of use.' },
    });
    const workflow = organisation.client.workflow.getHandle(`risk/${id}`);
    await workflow.result();

    const deeds = [
      close('requester'),
      scene.treat('requester', id, { treatment: 'avoid', reason: 'r' }),
      scene.assess('requester', id, score(1, 1)),
      organisation.call('requester', 'PATCH', `/v1/risks/${id}`, { title: 'T' }),
    ];
    for (const deed of deeds) expect((await deed).body.type).toBe(typeOf('closed'));
    const reopen = (account: 'colleague' | 'requester') =>
      scene.post(account, `/v1/risks/${id}/reopening`, { reason: 'It is back.' });
    expect((await reopen('colleague')).body.type).toBe(typeOf('wrong_role'));
    expect((await reopen('requester')).body).toMatchObject({ state: 'untreated', treatment: null });
    expect((await reopen('requester')).body.type).toBe(typeOf('not_closed'));
    const { body } = await organisation.call('auditor', 'GET', `/v1/risks/${id}/events`);
    expect((body.items as { type: string }[]).map(({ type }) => type)).toEqual([
      'RiskIdentified',
      'RiskTreatmentChosen',
      'RiskClosed',
      'RiskReopened',
    ]);
  });
});

describe('a risk that is not there', () => {
  it('is read and acted on by nobody', async () => {
    const id = randomUUID();
    expect((await scene.read(id)).status).toBe(404);
    expect((await scene.read('nonsense')).status).toBe(404);
    expect((await scene.accept('management', id)).status).toBe(404);
    expect((await scene.assess('compliance', id, score(1, 1))).status).toBe(404);
    expect((await organisation.call('auditor', 'GET', `/v1/risks/${id}/events`)).status).toBe(404);
  });
});
