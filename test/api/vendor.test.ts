import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { pointersOf, refused, refusalOf } from './refusal.ts';
import { goodAnswers, VendorScene } from './vendor-scene.ts';

let organisation: TestOrganisation;
let scene: VendorScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new VendorScene(organisation);
});
afterAll(() => organisation.close());

describe('registering a vendor', () => {
  it('puts it into the register with nothing known of it yet', async () => {
    const name = `Registered ${randomUUID()}`;
    const { status, body, headers } = await scene.register({ name, owner: 'colleague' });
    expect([status, headers.get('location')]).toEqual([201, `/v1/vendors/${body.id}`]);
    expect(body).toMatchObject({
      name,
      state: 'unassessed',
      criticality: 'standard',
      owner: { userName: 'colleague' },
      currentFor: [],
      review: null,
      assessment: null,
    });
    expect((await scene.read(body.id)).body).toEqual(body);
  });

  it('has each name once, however it is written and whoever comes at the same time', async () => {
    const name = `Once ${randomUUID()}`;
    const answers = await Promise.all(
      [name, name.toUpperCase(), `  ${name} `, name].map((written) => scene.register({ name: written })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors?q=${encodeURIComponent(name)}`);
    expect(body.items).toHaveLength(1);
  });

  it('happens once for a repeated key', async () => {
    const body = { name: `Repeated ${randomUUID()}` };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await scene.post('requester', '/v1/vendors', body, headers);
    const again = await scene.post('requester', '/v1/vendors', body, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await scene.post('requester', '/v1/vendors', { name: 'Other' }, headers)).status).toBe(422);
  });

  it.each([
    ['a blank name', { name: ' ' }, '/name'],
    ['nobody as its owner', { owner: 'nobody' }, '/owner'],
    ['a script for a website', { website: 'javascript:alert(1)' }, '/website'],
    ['a field that there is not', { colour: 'red' }, '/colour'],
  ])('is refused with %s', async (_what, changes, pointer) => {
    const answer = await scene.register(changes);
    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toContain(pointer);
  });

  it('is not for auditors and strangers', async () => {
    expect((await scene.register({}, 'auditor')).status).toBe(403);
    expect((await organisation.call(undefined, 'POST', '/v1/vendors', {})).status).toBe(401);
  });
});

describe('changing a vendor', () => {
  it('is for its owner and compliance managers, and for nobody who saw it before a change', async () => {
    const id = await scene.registered();
    const change = (account: 'requester' | 'colleague' | 'compliance', body: object, etag?: string) =>
      organisation.call(
        account,
        'PATCH',
        `/v1/vendors/${id}`,
        body,
        etag === undefined ? {} : { 'if-match': etag },
      );
    expect(await refused(organisation, () => change('colleague', { services: 'x' }))).toBe('403 wrong_role');
    const changed = await change('compliance', { criticality: 'critical' }, '"1"');
    expect([changed.status, changed.body.criticality]).toEqual([200, 'critical']);
    expect(await refused(organisation, () => change('requester', { services: 'x' }, '"1"'))).toBe(
      '412 stale_revision',
    );
    expect(await refused(organisation, () => change('requester', { criticality: 'critical' }))).toBe(
      '422 unchanged',
    );
    const other = await scene.register({ name: `Taken ${randomUUID()}` });
    const taken = await change('requester', { name: other.body.name });
    expect([taken.status, pointersOf(taken)]).toEqual([422, ['/name']]);
  });
});

describe('an assessment', () => {
  it('goes from questions through answers and sign-offs to an approval for the data it was for', async () => {
    const id = await scene.registered();
    const started = await scene.assess(id, ['internal']);
    expect(started.body).toMatchObject({
      assessment: { number: 1, reason: 'first', phase: 'answering', dataClasses: ['internal'] },
    });
    expect((await scene.save(id, 1, goodAnswers())).body).toMatchObject({ version: 1 });
    const handedIn = await scene.submit(id, 1);
    expect(handedIn.body).toMatchObject({
      assessment: { phase: 'review', submission: 1, answeredBy: { userName: 'requester' } },
    });
    await scene.signOff('security', id, 'security');
    const decided = await scene.signOff('privacy', id, 'privacy', {
      decision: 'approve_with_conditions',
      conditions: [{ text: 'Switch the logs off', owner: 'colleague', dueOn: '2099-01-31' }],
    });
    expect(decided.body).toMatchObject({
      state: 'approved_with_conditions',
      currentFor: ['internal'],
      assessment: null,
      review: { assessment: 1, dataClasses: ['internal'] },
    });
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${id}/assessments/1`);
    expect(body).toMatchObject({
      number: 1,
      answers: goodAnswers(),
      review: { outcome: 'approved_with_conditions' },
    });
    const score = body.score as { points: number; questions: { points: number }[] };
    expect(score.points).toBeCloseTo(score.questions.reduce((sum, { points }) => sum + points, 0));
  });

  it('is joined by whoever asks again, and widened where more is asked', async () => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    await scene.assess(id, ['internal']);
    const { body } = await scene.assess(id, ['personal'], 'compliance');
    expect(body).toMatchObject({ assessments: 1, assessment: { dataClasses: ['internal', 'personal'] } });
    expect(await refused(organisation, () => scene.assess(id, ['internal'], 'colleague'))).toBe(
      '403 wrong_role',
    );
  });

  it('begins anew when anybody reports an incident, and is compared with the one before', async () => {
    const id = await scene.approved();
    const path = `/v1/vendors/${id}/reports`;
    const incident = { what: 'incident', note: 'Prompts of others were shown.' };
    const { body } = await scene.post('colleague', path, incident);
    expect(body).toMatchObject({
      state: 'approved',
      assessment: { number: 2, reason: 'incident', reports: [{ by: { userName: 'colleague' } }] },
    });
    const changes = { retention: { values: ['no'], note: 'Not limited any more.', evidence: [] } };
    await scene.save(id, 2, goodAnswers(changes));
    await scene.submit(id, 2);
    const { body: both } = await organisation.call(
      'auditor',
      'GET',
      `/v1/vendors/${id}/assessments/2/comparison?with=1`,
    );
    const questions = both.questions as { question: { id: string }; changed: boolean; laterPoints: number }[];
    expect(questions.filter(({ changed }) => changed)).toMatchObject([
      { question: { id: 'retention' }, laterPoints: 0, later: { note: 'Not limited any more.' } },
    ]);
  });
});

describe('answers', () => {
  it('are saved as a draft, and not over what somebody else has saved meanwhile', async () => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    const some = { retention: { values: ['yes'], note: '', evidence: [] } };
    expect((await scene.save(id, 1, some)).status).toBe(200);
    const answers = await Promise.all([1, 2, 3].map(() => scene.save(id, 1, goodAnswers(), { version: 1 })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    const read = await organisation.call('auditor', 'GET', `/v1/vendors/${id}/assessments/1/answers`);
    expect([read.headers.get('etag'), read.body.answers]).toEqual(['"2"', goodAnswers()]);
  });

  it('are handed in whole, once, and as they were seen', async () => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    const nothing = await scene.submit(id, 1, { version: 0 });
    expect(refusalOf(nothing)).toBe('422 invalid');
    expect(pointersOf(nothing)).toContain('/answers/retention');
    await scene.save(id, 1, goodAnswers());
    expect(await refused(organisation, () => scene.submit(id, 1, { version: 7 }))).toBe('412 stale_revision');
    const answers = await Promise.all([1, 2, 3].map(() => scene.submit(id, 1)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await refused(organisation, () => scene.save(id, 1, {}, { version: 1 }))).toBe(
      '409 already_decided',
    );
  });

  it.each([
    [
      'a question that nobody asks',
      { colour: { values: ['red'], note: '', evidence: [] } },
      '/answers/colour',
    ],
    [
      'a file that is not there',
      { retention: { values: ['yes'], note: '', evidence: ['a'.repeat(64)] } },
      '/answers/retention/evidence/0',
    ],
  ])('are refused with %s', async (_what, changes, pointer) => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    const answer = await scene.save(id, 1, changes);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it('are not taken with a certificate that has ended', async () => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    const expiresOn = { 'SOC 2 Type II': '2020-01-31' };
    const certificates = { values: ['SOC 2 Type II'], note: '', evidence: [], expiresOn };
    await scene.save(id, 1, goodAnswers({ certificates }));
    expect(pointersOf(await scene.submit(id, 1))).toEqual(['/answers/certificates']);
  });

  it('are for the owner and compliance managers, and for the assessment that is in progress', async () => {
    const id = await scene.registered();
    await scene.assess(id, ['internal']);
    const stranger = { account: 'colleague' as const };
    expect(refusalOf(await scene.save(id, 1, {}, stranger))).toBe('403 wrong_role');
    expect(refusalOf(await scene.submit(id, 1, stranger))).toBe('403 wrong_role');
    expect((await scene.save(id, 1, {}, { account: 'compliance' })).status).toBe(200);
    expect(refusalOf(await scene.save(id, 2, {}))).toBe('404 not_found');
    const path = `/v1/vendors/${id}/assessments/1/answers`;
    expect(refusalOf(await organisation.call('requester', 'PUT', path, { answers: {} }))).toBe(
      '428 precondition_required',
    );
  });
});

describe('a sign-off', () => {
  it('is refused to the owner, to whoever answered, to a stranger, on other answers, and twice', async () => {
    const id = await scene.answered();
    const sign = (account: Parameters<typeof scene.signOff>[0], role: string, body = {}) =>
      refused(organisation, () => scene.signOff(account, id, role, body));
    expect(await sign('requester', 'security')).toBe('403 wrong_role');
    expect(await sign('legal', 'security')).toBe('403 wrong_role');
    expect(await sign('legal', 'legal')).toBe('422 invalid');
    expect(await sign('security', 'security', { submission: 2 })).toBe('412 stale_revision');
    expect(await sign('security', 'security', { decision: 'reject' })).toBe('422 invalid');
    expect((await scene.signOff('security', id, 'security')).status).toBe(200);
    expect(await sign('security-2', 'security')).toBe('409 already_decided');
    expect((await scene.signOff('privacy', id, 'privacy')).status).toBe(200);
    expect(await sign('security-2', 'security')).toBe('409 closed');
  });

  it('of everybody at once decides once', async () => {
    const id = await scene.answered();
    const answers = await Promise.all([
      scene.signOff('security', id, 'security'),
      scene.signOff('security-2', id, 'security', { decision: 'reject', comment: 'No.' }),
      scene.signOff('privacy', id, 'privacy'),
    ]);
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${id}/events`);
    const types = (body.items as { type: string }[]).map(({ type }) => type);
    expect(types.filter((type) => type === 'VendorDecided')).toHaveLength(1);
    const accepted = answers.filter(({ status }) => status === 200).length;
    expect(types.filter((type) => type === 'VendorSignedOff')).toHaveLength(accepted);
  });

  it('sends the answers back when changes are asked for, and none of the earlier ones count', async () => {
    const id = await scene.answered();
    await scene.signOff('privacy', id, 'privacy');
    const back = { decision: 'request_changes', comment: 'Which regions?' };
    expect((await scene.signOff('security', id, 'security', back)).body).toMatchObject({
      assessment: { phase: 'answering', submission: 1 },
    });
    await scene.save(id, 1, goodAnswers(), { version: 1 });
    expect((await scene.submit(id, 1, { version: 2 })).body).toMatchObject({
      assessment: { phase: 'review', submission: 2, signOffs: [{ state: 'pending' }, { state: 'pending' }] },
    });
  });

  it('cannot approve over a knock-out answer', async () => {
    const trains = { 'training-on-customer-data': { values: ['no'], note: '', evidence: [] } };
    const id = await scene.answered(['internal'], { answers: goodAnswers(trains) });
    expect(await refused(organisation, () => scene.signOff('security', id, 'security'))).toBe('422 invalid');
    const rejected = await scene.signOff('security', id, 'security', { decision: 'reject', comment: 'No.' });
    expect(rejected.body).toMatchObject({ state: 'rejected', currentFor: [] });
  });
});

describe('off-boarding', () => {
  it('is final, and frees the name', async () => {
    const { body } = await scene.register({ name: `Gone ${randomUUID()}` });
    const path = `/v1/vendors/${body.id}/off-boarding`;
    expect(await refused(organisation, () => scene.post('colleague', path, { reason: 'x' }))).toBe(
      '403 wrong_role',
    );
    const gone = await scene.post('requester', path, { reason: 'The contract has ended.' });
    expect(gone.body).toMatchObject({ state: 'off_boarded', offBoarded: { by: { userName: 'requester' } } });
    expect(await refused(organisation, () => scene.assess(body.id, ['internal']))).toBe('409 closed');
    const again = await scene.register({ name: body.name });
    expect([again.status, again.body.id === body.id]).toEqual([201, false]);
  });
});

describe('the policy', () => {
  it('is adopted by vendors when the next version is published', async () => {
    const id = await scene.registered();
    const { body } = await organisation.call('auditor', 'GET', '/v1/vendor-policy');
    const rules = { ...(body.rules as object), leastShare: 0.65 };
    const publication = { note: 'A little more.', rules };
    expect(refusalOf(await scene.post('requester', '/v1/vendor-policy/versions', publication))).toBe(
      '403 wrong_role',
    );
    const published = await scene.post('compliance', '/v1/vendor-policy/versions', publication);
    expect(published.status).toBe(201);
    await expect
      .poll(async () => (await scene.read(id)).body.policy, { timeout: 20_000 })
      .toMatchObject({ version: published.body.version });
    const bad = { note: 'x', rules: { ...rules, leadDays: 365 } };
    expect(pointersOf(await scene.post('compliance', '/v1/vendor-policy/versions', bad))).toEqual([
      '/rules/leadDays',
    ]);
  });
});
