import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { firstText, PolicyScene } from './policy-scene.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: PolicyScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new PolicyScene(organisation);
});
afterAll(() => organisation.close());

describe('a policy over the API', () => {
  it('is created, written, handed in, signed, and in force', async () => {
    const id = await scene.created();
    expect((await scene.read(id)).body).toMatchObject({
      state: 'unpublished',
      owner: { userName: 'requester' },
      inForce: null,
      review: { number: 1, reason: 'first', phase: 'drafting' },
    });
    const draft = await organisation.call('requester', 'GET', `/v1/policies/${id}/draft`);
    expect(draft.body).toMatchObject({ version: 1, text: firstText });
    expect((await scene.save(id, '# Meetings\n\nAsk first.')).headers.get('etag')).toBe('"2"');
    const handedIn = await scene.submit(id, { version: 2 });
    expect(handedIn.body).toMatchObject({
      review: { phase: 'review', submission: { number: 1, version: 1, major: true } },
    });
    expect((await scene.read(id, '/versions')).body.items).toMatchObject([
      { version: 1, state: 'in_review' },
    ]);
    await scene.signed(id);
    const { body } = await scene.read(id);
    expect(body).toMatchObject({
      state: 'in_force',
      inForce: { version: 1 },
      acknowledgeVersion: 1,
      review: null,
      campaign: { version: 1 },
    });
    const version = await scene.read(id, '/versions/1');
    expect(version.body).toMatchObject({
      state: 'published',
      text: { markdown: '# Meetings\n\nAsk first.' },
      approvals: [
        { role: 'legal', by: { userName: 'legal' } },
        { role: 'privacy', by: { userName: 'privacy' } },
      ],
    });
    const events = await scene.read(id, '/events');
    expect((events.body.items as { type: string }[]).map(({ type }) => type)).toEqual([
      'PolicyCreated',
      'ReviewStarted',
      'PolicySubmitted',
      'PolicySignedOff',
      'PolicySignedOff',
      'PolicyApproved',
      'PolicyPublished',
    ]);
  });

  it('waits for the day on which it is to come into force', async () => {
    const id = await scene.created();
    await scene.submit(id, { effectiveOn: '2099-01-01' });
    await scene.signed(id);
    expect((await scene.read(id)).body).toMatchObject({
      state: 'unpublished',
      review: { phase: 'approved', submission: { effectiveAt: '2098-12-31T23:00:00.000Z' } },
    });
    const off = await scene.post('compliance', `/v1/policies/${id}/review/calling-off`, { reason: 'No.' });
    expect(refusalOf(off)).toBe('409 already_decided');
  });

  it('is reviewed at once on a change that is declared, and only where it is to be', async () => {
    const concerned = await scene.published({ reviewOn: ['new_law'] });
    const other = await scene.published({ reviewOn: ['incident'] });
    const declared = await scene.declare({ kind: 'new_law', note: 'Article 26 applies.' });
    expect(declared.status).toBe(201);
    expect(declared.body.policies).toContain(concerned);
    expect(declared.body.policies).not.toContain(other);
    const { review } = await scene.until(concerned, (body) => body.review !== null);
    expect(review).toMatchObject({ number: 2, reason: 'new_law', note: 'Article 26 applies.' });
    expect((await scene.confirm(concerned)).status).toBe(200);
    await scene.signed(concerned);
    expect((await scene.read(concerned)).body).toMatchObject({ review: null, inForce: { version: 1 } });
    expect((await scene.read(other)).body.review).toBeNull();
    const list = await organisation.call('auditor', 'GET', '/v1/significant-changes?limit=1');
    expect(list.body.items).toMatchObject([{ id: declared.body.id, by: { userName: 'compliance' } }]);
  });

  it('is listed by title, found by a part of it, and has figures', async () => {
    const id = await scene.published({ title: 'Zebra crossings', audience: { roles: ['security'] } });
    await scene.acknowledge('security', id);
    const found = await organisation.call('colleague', 'GET', '/v1/policies?q=zebra&state=in_force');
    expect(found.body.items).toMatchObject([
      { id, title: 'Zebra crossings', version: 1, asked: 2, acknowledged: 1, overdue: 0 },
    ]);
    const first = await organisation.call('auditor', 'GET', '/v1/policies?limit=1');
    const second = await organisation.call(
      'auditor',
      'GET',
      `/v1/policies?limit=200&cursor=${String(first.body.next)}`,
    );
    const ids = [first, second].flatMap(({ body }) => (body.items as { id: string }[]).map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(id);
  });

  it('is changed by its owner, to what they have seen, and retired by a compliance manager', async () => {
    const id = await scene.published();
    const change = (body: unknown, etag: string) =>
      organisation.call('requester', 'PATCH', `/v1/policies/${id}`, body, { 'if-match': etag });
    const etag = (await scene.read(id)).headers.get('etag') ?? '';
    const changed = await change({ acknowledgeDays: 21, audience: { people: ['legal'] } }, etag);
    expect(changed.body).toMatchObject({
      acknowledgeDays: 21,
      audience: { everyone: false, people: [{ userName: 'legal' }] },
    });
    expect(refusalOf(await change({ acknowledgeDays: 22 }, etag))).toBe('412 stale_revision');
    const end = { reason: 'Another says it.' };
    const retirement = `/v1/policies/${id}/retirement`;
    expect(refusalOf(await scene.post('requester', retirement, end))).toBe('403 wrong_role');
    expect((await scene.post('compliance', retirement, end)).body).toMatchObject({ state: 'retired' });
    expect(refusalOf(await scene.post('compliance', retirement, end))).toBe('409 closed');
    expect(refusalOf(await scene.save(id, 'x', 1))).toBe('409 closed');
    const declared = await scene.declare({ kind: 'incident', note: 'x', policies: [id] });
    expect(refusalOf(declared)).toBe('422 invalid');
  });

  it('gives a repeated call its first answer', async () => {
    const body = {
      title: 'Once',
      approvers: ['legal'],
      audience: { everyone: true },
    };
    const key = { 'idempotency-key': 'policy-once' };
    const [first, second] = await Promise.all([
      scene.post('compliance', '/v1/policies', body, key),
      scene.post('compliance', '/v1/policies', body, key),
    ]);
    expect(second.body.id).toBe(first.body.id);
    const other = await scene.post('compliance', '/v1/policies', { ...body, title: 'Twice' }, key);
    expect(refusalOf(other)).toBe('422 idempotency_key_reused');
    const change = { kind: 'incident', note: 'Once.' };
    const once = { 'idempotency-key': 'change-once' };
    const declared = await scene.post('compliance', '/v1/significant-changes', change, once);
    const again = await scene.post('compliance', '/v1/significant-changes', change, once);
    expect(again.body).toEqual(declared.body);
  });
});

describe('what is refused', () => {
  const outcome = (act: () => ReturnType<PolicyScene['create']>) => refused(organisation, act);

  it('everybody who may not', async () => {
    const id = await scene.submitted();
    expect(await outcome(() => scene.create({}, 'requester'))).toBe('403 wrong_role');
    expect(await outcome(() => scene.create({}, 'auditor'))).toBe('403 wrong_role');
    expect(await outcome(() => scene.save(id, 'x', 1, 'colleague'))).toBe('403 wrong_role');
    expect(await outcome(() => scene.submit(id, { account: 'colleague' }))).toBe('403 wrong_role');
    expect(await outcome(() => scene.confirm(id, 'legal'))).toBe('403 wrong_role');
    expect(await outcome(() => scene.signOff('security', id, 'legal'))).toBe('403 wrong_role');
    expect(await outcome(() => scene.declare({ kind: 'incident', note: 'x' }, 'requester'))).toBe(
      '403 wrong_role',
    );
    const off = { reason: 'x' };
    expect(await outcome(() => scene.post('requester', `/v1/policies/${id}/review/calling-off`, off))).toBe(
      '403 wrong_role',
    );
    const draft = await organisation.call('colleague', 'GET', `/v1/policies/${id}/draft`);
    expect(refusalOf(draft)).toBe('403 wrong_role');
  });

  it('one’s own, twice, too late, and what was not seen', async () => {
    const own = await scene.created({ owner: 'legal' });
    await scene.submit(own, { account: 'legal' });
    expect(await outcome(() => scene.signOff('legal', own, 'legal'))).toBe('403 segregation_of_duties');
    const id = await scene.created();
    expect(await outcome(() => scene.submit(id, { version: 2 }))).toBe('412 stale_revision');
    expect(await outcome(() => scene.save(id, 'x', 0))).toBe('412 stale_revision');
    expect(await outcome(() => scene.confirm(id))).toBe('422 invalid');
    await scene.submit(id);
    expect(await outcome(() => scene.submit(id))).toBe('409 already_decided');
    expect(await outcome(() => scene.signOff('legal', id, 'legal', { submission: 2 }))).toBe(
      '412 stale_revision',
    );
    await scene.signOff('legal', id, 'legal');
    expect(await outcome(() => scene.signOff('legal', id, 'legal'))).toBe('409 already_decided');
    await scene.signOff('privacy', id, 'privacy');
    expect(await outcome(() => scene.signOff('privacy', id, 'privacy'))).toBe('409 closed');
    expect(await outcome(() => scene.submit(id))).toBe('409 closed');
  });

  it('two who sign at once for one role: one counts', async () => {
    const id = await scene.submitted({ approvers: ['security', 'privacy'] });
    const answers = await Promise.all([
      scene.signOff('security', id, 'security'),
      scene.signOff('security-2', id, 'security'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('two who save one draft at once: one is told', async () => {
    const id = await scene.created();
    const answers = await Promise.all([scene.save(id, 'one', 1), scene.save(id, 'two', 1, 'compliance')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('what says nothing, or not what it should, by its field', async () => {
    const faults = async (changes: Record<string, unknown>) => pointersOf(await scene.create(changes));
    expect(await faults({ title: ' ' })).toEqual(['/title']);
    expect(await faults({ approvers: [] })).toEqual(['/approvers']);
    expect(await faults({ approvers: ['business_owner'] })).toEqual(['/approvers/0']);
    expect(await faults({ audience: {} })).toEqual(['/audience']);
    expect(await faults({ audience: { people: ['nobody-here'] } })).toEqual(['/audience/people/0']);
    expect(await faults({ cycleMonths: 5 })).toEqual(['/cycleMonths']);
    expect(await faults({ owner: 'nobody-here' })).toEqual(['/owner']);
    const rule = { id: 'a', effect: 'prohibited', statement: 'No.' };
    expect(await faults({ text: { markdown: 'x', rules: [rule, rule] } })).toEqual(['/text/rules']);
    expect(await faults({ text: { markdown: 'x', rules: [{ ...rule, id: 'A B' }] } })).toEqual([
      '/text/rules/0/id',
    ]);
    const missing = await scene.declare({
      kind: 'incident',
      note: 'x',
      policies: ['00000000-0000-4000-8000-000000000000'],
    });
    expect(pointersOf(missing)).toEqual(['/policies/0']);
  });
});
