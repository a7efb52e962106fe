import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { refusalOf, refused } from './refusal.ts';
import { TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: AiSystemScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AiSystemScene(organisation);
});
afterAll(() => organisation.close());

const act = (account: Account, id: string, what: string, body: object = {}) =>
  refused(organisation, () => scene.act(account, id, what, body));

describe('an approval', () => {
  it('opens the system that it is for, with what was approved as its scope', async () => {
    const id = await scene.approved({
      purpose: {
        intendedUse: 'Suggest answers.',
        alternativesConsidered: '',
        names: ['Answering tickets', 'Summaries'],
      },
    });
    const { body, headers } = await scene.read(id);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      state: 'approved',
      name: 'Support Drafts',
      tier: 'medium',
      owner: { userName: 'business-owner' },
      requests: [id],
      scope: {
        purposes: ['Answering tickets', 'Summaries'],
        dataClasses: ['internal', 'personal'],
        users: { everyone: false, teams: ['Customer support'] },
        regions: ['EU'],
      },
      review: { everyMonths: 12, overdueSince: null },
    });
    expect((body['scope'] as { users: { people: { userName: string }[] } }).users.people).toMatchObject([
      { userName: 'requester' },
      { userName: 'business-owner' },
    ]);
  });

  it('opens nothing when it is refused', async () => {
    const { body } = await organisation.submit();
    await organisation.signOff('legal', body.id, 'legal', { decision: 'reject', comment: 'No.' });
    expect(refusalOf(await scene.read(body.id))).toBe('404 not_found');
  });

  it('of an amending request changes the scope of the system that it names, and opens none', async () => {
    const id = await scene.live();
    const system = {
      name: 'Support Drafts',
      provider: 'Example AI Ltd',
      model: 'example-large-3',
      amends: id,
    };
    const amending = await scene.approvedRequest({
      title: 'Drafts for sales too',
      system: { ...system, kind: 'generative_text', origin: 'third_party_service' },
      users: { teams: ['Sales'], headcount: 10 },
    });
    const amended = await scene.until(id, ({ requests }) => (requests as string[]).length === 2);
    expect(amended).toMatchObject({
      state: 'live',
      title: 'Drafts for sales too',
      model: 'example-large-3',
      requests: [id, amending],
      scope: { users: { teams: ['Sales'] } },
    });
    expect(refusalOf(await scene.read(amending))).toBe('404 not_found');
  });

  it('of a change to what is not in use any more is refused', async () => {
    const id = await scene.live();
    const system = { name: 'Support Drafts', provider: 'Example AI Ltd', model: '', amends: id };
    const amending = {
      system: { ...system, kind: 'generative_text', origin: 'third_party_service' },
      data: { classes: ['internal'], providerMayTrain: false },
    };
    const { body } = await organisation.submit(amending);
    await scene.act('business-owner', id, 'decommissioning', { reason: 'Replaced.' });
    for (const role of ['security', 'legal', 'privacy'] as const)
      await organisation.signOff(role, body.id, role);
    expect(refusalOf(await organisation.signOff('business-owner', body.id, 'business_owner'))).toBe(
      '409 guard_failed',
    );
    expect((await organisation.submit(amending)).status).toBe(422);
  });
});

describe('its use', () => {
  it('is begun by its owner once, not by others', async () => {
    const id = await scene.approved();
    for (const account of ['requester', 'colleague', 'security', 'auditor'] as const)
      expect(await act(account, id, 'going-live')).toBe('403 wrong_role');
    expect((await scene.act('business-owner', id, 'going-live')).body).toMatchObject({ state: 'live' });
    expect(await act('compliance', id, 'going-live')).toBe('409 already_decided');
  });

  it('waits for the training that its approval asks for', async () => {
    const { id: course } = await new TrainingScene(organisation).created();
    const condition = { text: 'Learn first', owner: 'business-owner', dueOn: '2099-01-01', course };
    const id = await scene.approved({ users: { teams: [], headcount: 2 } }, [condition]);
    const waiting = await scene.act('business-owner', id, 'going-live');
    expect(refusalOf(waiting)).toBe('409 guard_failed');
    expect(waiting.body.detail).toContain('Learn first');
  });

  it('is stopped at once, and let go on by somebody else than its owner', async () => {
    const id = await scene.live();
    expect(await act('legal', id, 'suspension', { note: 'x' })).toBe('403 wrong_role');
    expect(await act('security', id, 'suspension', { note: ' ' })).toBe('422 invalid');
    const stopped = await scene.act('security', id, 'suspension', { note: 'It leaks.' });
    expect(stopped.body).toMatchObject({
      state: 'suspended',
      suspension: { reason: 'by_hand', note: 'It leaks.' },
    });
    expect(await act('security', id, 'suspension', { note: 'x' })).toBe('409 already_decided');
    expect(await act('business-owner', id, 'resumption', { note: 'x' })).toBe('403 wrong_role');
    expect(await act('auditor', id, 'resumption', { note: 'x' })).toBe('403 wrong_role');
    expect((await scene.act('compliance', id, 'resumption', { note: 'Mended.' })).body).toMatchObject({
      state: 'live',
      suspension: null,
    });
    expect(await act('compliance', id, 'resumption', { note: 'x' })).toBe('409 already_decided');
  });

  it('of a race between two who stop it, one counts', async () => {
    const id = await scene.live();
    const answers = await Promise.all(
      (['security', 'security-2', 'compliance', 'business-owner'] as const).map((account) =>
        scene.act(account, id, 'suspension', { note: account }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect((await scene.eventsOf(id)).filter((type) => type === 'AiSystemSuspended')).toHaveLength(1);
  });

  it('is repeated under one key without happening twice', async () => {
    const id = await scene.live();
    const key = { 'idempotency-key': 'stop' };
    const once = () => scene.act('security', id, 'suspension', { note: 'It leaks.' }, key);
    expect([(await once()).status, (await once()).status]).toEqual([200, 200]);
    const other = await scene.act('security', id, 'suspension', { note: 'Another' }, key);
    expect(refusalOf(other)).toBe('422 idempotency_key_reused');
  });

  it('ends for good', async () => {
    const id = await scene.live();
    expect(await act('security', id, 'decommissioning', { reason: 'x' })).toBe('403 wrong_role');
    const ended = await scene.act('business-owner', id, 'decommissioning', { reason: 'Replaced.' });
    expect(ended.body).toMatchObject({ state: 'decommissioned', decommissioned: { reason: 'Replaced.' } });
    for (const [what, body] of [
      ['suspension', { note: 'x' }],
      ['reviews', { note: 'x' }],
      ['joinings', { reason: 'x' }],
      ['decommissioning', { reason: 'x' }],
    ] as const)
      expect(await act('compliance', id, what, body)).toBe('409 closed');
  });
});

describe('a declared change', () => {
  const change = { change: 'model_version', note: 'example-large-3' };

  it('asks again for the sign-offs that rested on it, each by whoever may', async () => {
    const id = await scene.live();
    expect(await act('colleague', id, 'changes', change)).toBe('403 wrong_role');
    expect((await scene.act('compliance', id, 'changes', change)).body).toMatchObject({
      state: 'live',
      changes: [{ number: 1, signOffs: [{ role: 'security' }, { role: 'business_owner' }] }],
    });
    const sign = (account: Account, role: string, body = {}) =>
      act(account, id, 'changes/1/sign-offs', { role, decision: 'approve', ...body });
    expect(await sign('colleague', 'security')).toBe('403 wrong_role');
    expect(await sign('legal', 'legal')).toBe('422 invalid');
    expect(await sign('security', 'security', { decision: 'reject' })).toBe('422 invalid');
    const inbox = await organisation.call('security', 'GET', '/v1/inbox/tasks');
    expect(JSON.stringify(inbox.body)).toContain(`ai-system/${id}`);
    await scene.act('security', id, 'changes/1/sign-offs', { role: 'security', decision: 'approve' });
    expect(await sign('security-2', 'security')).toBe('409 already_decided');
    const last = { role: 'business_owner', decision: 'approve' };
    expect((await scene.act('business-owner', id, 'changes/1/sign-offs', last)).body).toMatchObject({
      changes: [],
    });
    expect(await sign('security', 'security')).toBe('409 closed');
  });

  it('that is rejected suspends the system', async () => {
    const id = await scene.live();
    await scene.act('compliance', id, 'changes', change);
    const no = { role: 'security', decision: 'reject', comment: 'It has not been tested.' };
    expect((await scene.act('security', id, 'changes/1/sign-offs', no)).body).toMatchObject({
      state: 'suspended',
      suspension: { reason: 'change_not_signed' },
    });
    expect(await act('compliance', id, 'resumption', { note: 'x' })).toBe('409 guard_failed');
  });
});

describe('the short lane', () => {
  it('lets somebody in by the word of the owner', async () => {
    const id = await scene.live();
    const asked = await scene.act('colleague', id, 'joinings', { reason: 'We answer tickets too.' });
    expect(asked.body).toMatchObject({ joinings: [{ number: 1, person: { userName: 'colleague' } }] });
    expect(await act('colleague', id, 'joinings', { reason: 'x' })).toBe('409 already_decided');
    expect(await act('auditor', id, 'joinings', { reason: 'x' })).toBe('403 wrong_role');
    for (const account of ['colleague', 'compliance'] as const)
      expect(await act(account, id, 'joinings/1/answer', { admit: true })).toBe('403 wrong_role');
    expect(await act('business-owner', id, 'joinings/1/answer', { admit: false })).toBe('422 invalid');
    const admitted = await scene.act('business-owner', id, 'joinings/1/answer', { admit: true });
    expect(JSON.stringify(admitted.body['scope'])).toContain('"colleague"');
    expect(await act('business-owner', id, 'joinings/1/answer', { admit: true })).toBe('409 already_decided');

    const removal = { person: 'colleague', reason: 'Moved.' };
    expect(await act('security', id, 'user-removals', removal)).toBe('403 wrong_role');
    const removed = await scene.act('business-owner', id, 'user-removals', removal);
    expect(JSON.stringify(removed.body['scope'])).not.toContain('"colleague"');
    expect(await act('business-owner', id, 'user-removals', removal)).toBe('422 unchanged');
  });
});

describe('what its use must stay within', () => {
  const boundary = {
    id: 'answer-quality',
    statement: 'Most drafts are sent as they are.',
    kind: 'metric',
    metric: 'accepted',
    least: 0.7,
    windowMinutes: 60,
  };

  it('is set by whoever answers for it, and checked as it is typed', async () => {
    const id = await scene.live();
    const set = (account: Account, boundaries: object[]) =>
      refused(organisation, () => scene.set(account, id, 'boundaries', { boundaries }));
    expect(await set('security', [boundary])).toBe('403 wrong_role');
    expect(await set('business-owner', [{ ...boundary, least: null }])).toBe('422 invalid');
    expect(await set('business-owner', [boundary, boundary])).toBe('422 invalid');
    const done = await scene.set('business-owner', id, 'boundaries', { boundaries: [boundary] });
    expect(done.body['boundaries']).toEqual([{ ...boundary, most: null, minSamples: 1 }]);
    expect(await set('business-owner', [boundary])).toBe('422 unchanged');
    expect((await scene.set('compliance', id, 'training', { training: ['ai_use'] })).body).toMatchObject({
      training: ['ai_use'],
    });
  });
});

describe('the register', () => {
  it('is found by state, tier, owner, vendor and words, by name or by what is reviewed next', async () => {
    const own = await TestOrganisation.found();
    const theirs = new AiSystemScene(own);
    const system = { provider: 'Example AI Ltd', model: '', kind: 'search', origin: 'third_party_service' };
    const named = (name: string) => ({ title: `Use of ${name}`, system: { ...system, name } });
    const alpha = await theirs.live(named('Alpha'));
    const beta = await theirs.approved(named('beta'));
    const ids = async (query: string) => {
      const { body } = await own.call('colleague', 'GET', `/v1/ai-systems${query}`);
      return (body['items'] as { id: string }[]).map(({ id }) => id);
    };
    const { vendor } = (await theirs.read(alpha)).body;
    expect(await ids('')).toEqual([alpha, beta]);
    expect(await ids('?state=approved')).toEqual([beta]);
    expect(await ids('?tier=high')).toEqual([]);
    expect(await ids('?owner=business-owner&q=alpha')).toEqual([alpha]);
    expect(await ids(`?vendor=${String(vendor)}`)).toEqual([alpha, beta]);
    expect(await ids('?sort=next_review')).toEqual([alpha, beta]);
    const { body: page } = await own.call('colleague', 'GET', '/v1/ai-systems?limit=1');
    expect(await ids(`?limit=1&cursor=${String(page['next'])}`)).toEqual([beta]);
    await own.close();
  });
});
