import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { OversightScene, reviewers } from './oversight-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: OversightScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new OversightScene(organisation);
  await scene.staff();
});
afterAll(() => organisation.close());

/** A program's token for oversight cases. */
async function machine(scope = 'oversight'): Promise<Record<string, string>> {
  const body = { machine: 'loans', scope, label: 'test', expiresAt: '2099-01-01T00:00:00Z' };
  const issued = await organisation.call('administrator', 'POST', '/v1/tokens', body);
  expect(issued.status).toBe(201);
  return { authorization: `Bearer ${String(issued.body.token)}` };
}

describe('an oversight case', () => {
  it('is opened for a decision, given to a trained reviewer, acknowledged, decided and closed', async () => {
    const system = await scene.system();
    const { id, reviewer } = await scene.assigned({ system, subject: 'colleague' });
    expect(reviewers).toContain(reviewer);
    const acknowledged = await scene.act(reviewer, id, 'acknowledgement');
    expect([acknowledged.status, acknowledged.body.state]).toEqual([200, 'acknowledged']);
    const decided = await scene.decide(reviewer, id, { decision: 'overridden', instead: 'A person looks.' });
    expect(decided.body).toMatchObject({
      state: 'decided',
      decision: { decision: 'overridden', by: { userName: reviewer }, confirmedBy: null },
      system: { id: system },
    });
    const closed = await scene.close(reviewer, id);
    expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
    const events = await organisation.call('auditor', 'GET', `/v1/oversight-cases/${id}/events`);
    expect((events.body.items as { type: string }[]).map(({ type }) => type)).toEqual([
      'OversightCaseOpened',
      'OversightTermsSet',
      'ReviewerAssigned',
      'OversightCaseAcknowledged',
      'OversightCaseDecided',
      'OversightCaseClosed',
    ]);
  });

  it('is opened once by a repeated key, and not by the same key for another', async () => {
    const key = { 'idempotency-key': 'loan-4711' };
    const first = await scene.open({}, 'colleague', key);
    const again = await scene.open({}, 'colleague', key);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect(refusalOf(await scene.open({ severity: 'low' }, 'colleague', key))).toBe(
      '422 idempotency_key_reused',
    );
    const { id, reviewer } = await scene.assigned();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'once' };
    const said = { decision: 'upheld', note: 'It is right.' };
    const decided = await scene.act(reviewer, id, 'decision', said, headers);
    const repeated = await scene.act(reviewer, id, 'decision', said, headers);
    expect([decided.status, repeated.status]).toEqual([200, 200]);
  });

  it('holds a program until a reviewer has decided', async () => {
    const token = await machine();
    const opening = { holdUntilReviewed: true, contentHash: '0'.repeat(64), reference: 'loan/4711' };
    const opened = await scene.open(opening, undefined, token);
    expect([opened.status, opened.body.held]).toEqual([202, true]);
    const path = opened.headers.get('location') ?? '';
    expect(path).toBe(`/v1/oversight-cases/${opened.body.id}`);
    const { first } = await scene.until(opened.body.id, (one) => Boolean(one.first?.reviewer));
    const reviewer = await scene.accountOf(first?.reviewer ?? '');
    const held = await organisation.call(undefined, 'GET', path, undefined, token);
    expect(held.body).toMatchObject({ held: true, decision: null, openedBy: { id: 'machine/loans' } });
    await scene.decide(reviewer, opened.body.id, { decision: 'corrected', instead: 'Granted.' });
    const free = await organisation.call(undefined, 'GET', path, undefined, token);
    expect(free.body).toMatchObject({
      held: false,
      decision: { decision: 'corrected', instead: 'Granted.' },
    });
    expect(refusalOf(await scene.act('compliance', opened.body.id, 'calling-off', { reason: 'x' }))).toBe(
      '409 already_decided',
    );
  });

  it('is for programs with a token for it alone, which do nothing else', async () => {
    const [oversight, read] = [await machine(), await machine('read')];
    expect(refusalOf(await scene.open({}, undefined, read))).toBe('403 wrong_role');
    const get = (path: string, headers: Record<string, string>) =>
      organisation.call(undefined, 'GET', path, undefined, headers);
    expect(refusalOf(await get('/v1/oversight-cases', oversight))).toBe('403 wrong_role');
    expect((await get('/v1/oversight-cases', read)).status).toBe(200);
    const { id } = await scene.assigned();
    const decision = { decision: 'upheld', note: 'x' };
    const act = organisation.call(undefined, 'POST', `/v1/oversight-cases/${id}/decision`, decision, {
      ...oversight,
      'if-match': '"1"',
    });
    expect(refusalOf(await act)).toBe('403 wrong_role');
  });

  it('is opened with what it needs to say', async () => {
    const wrong = async (changes: Record<string, unknown>) => pointersOf(await scene.open(changes));
    expect(await wrong({ kind: 'breach' })).toEqual(['/kind']);
    expect(await wrong({ summary: ' ' })).toEqual(['/summary']);
    expect(await wrong({ severity: 'huge' })).toEqual(['/severity']);
    expect(await wrong({ contentHash: 'abc' })).toEqual(['/contentHash']);
    expect(await wrong({ system: 'No such system' })).toEqual(['/system']);
    expect(await wrong({ subject: 'nobody' })).toEqual(['/subject']);
    expect(await wrong({ kind: 'incident', holdUntilReviewed: true })).toEqual(['/holdUntilReviewed']);
    expect(refusalOf(await scene.open({}, 'auditor'))).toBe('403 wrong_role');
  });

  it('is found by state, system, reviewer, severity and what is overdue, page by page', async () => {
    const system = await scene.system();
    const cases = [await scene.assigned({ system }), await scene.assigned({ system, severity: 'critical' })];
    await scene.decide(cases[0]?.reviewer ?? 'security', cases[0]?.id ?? '');
    const list = async (query: string) => {
      const { body } = await organisation.call(
        'auditor',
        'GET',
        `/v1/oversight-cases?system=${system}&${query}`,
      );
      return { ids: (body.items as { id: string }[]).map(({ id }) => id), next: body.next as string | null };
    };
    const ids = cases.map(({ id }) => id).reverse();
    expect((await list('')).ids).toEqual(ids);
    expect((await list('state=decided')).ids).toEqual([ids[1]]);
    expect((await list('severity=critical')).ids).toEqual([ids[0]]);
    expect((await list('overdue=true')).ids).toEqual([]);
    expect((await list('gap=true')).ids).toEqual([]);
    expect((await list('kind=breach')).ids).toEqual([]);
    expect((await list(`reviewer=${cases[1]?.reviewer}`)).ids).toContain(ids[0]);
    expect((await list('reviewer=nobody')).ids).toEqual([]);
    const first = await list('limit=1');
    expect(first.ids).toEqual([ids[0]]);
    expect((await list(`limit=1&cursor=${first.next}`)).ids).toEqual([ids[1]]);
    expect((await list('running=true')).ids).toEqual(ids);
    await scene.close(cases[0]?.reviewer ?? 'security', cases[0]?.id ?? '');
    expect((await list('running=true')).ids).toEqual([ids[0]]);
    expect((await list('')).ids).toEqual(ids);
  });

  it('waits in the inbox of its reviewer, and then of who sees it through', async () => {
    const { id, reviewer } = await scene.assigned();
    const waiting = async () => {
      const { body } = await organisation.call(reviewer, 'GET', '/v1/inbox/tasks?limit=200');
      const items = body.items as { stream: string; kind: string }[];
      return items.filter(({ stream }) => stream === `oversight-case/${id}`).map(({ kind }) => kind);
    };
    expect(await waiting()).toEqual(['oversight_case']);
    await scene.decide(reviewer, id);
    expect(await waiting()).toEqual(['oversight_closing']);
    await scene.close(reviewer, id);
    expect(await waiting()).toEqual([]);
  });

  it('is given to whoever has the fewest, also of many that come at once', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => scene.open({ severity: 'low' })));
    for (const { body } of opened) await scene.until(body.id, (one) => Boolean(one.first?.reviewer));
    const counts = await organisation.database.db
      .selectFrom('oversight_assignment')
      .select((eb) => ['reviewer_id', eb.fn.countAll<number>().as('cases')])
      .groupBy('reviewer_id')
      .execute();
    const [most, least] = counts.map(({ cases }) => cases).toSorted((a, b) => b - a);
    expect((most ?? 0) - (least ?? 0)).toBeLessThanOrEqual(1);
  });
});

describe('a decision is refused', () => {
  it('without what was seen, on what was not, or without saying why', async () => {
    const { id, reviewer } = await scene.assigned();
    const bare = scene.act(reviewer, id, 'decision', { decision: 'upheld', note: 'x' });
    expect(refusalOf(await bare)).toBe('428 precondition_required');
    expect(await refused(organisation, () => scene.decide(reviewer, id, {}, 7))).toBe('412 stale_revision');
    expect(pointersOf(await scene.decide(reviewer, id, { note: ' ' }))).toEqual(['/note']);
    expect(pointersOf(await scene.decide(reviewer, id, { decision: 'corrected' }))).toEqual(['/instead']);
    expect(pointersOf(await scene.decide(reviewer, id, { decision: 'stopped' }))).toEqual(['/decision']);
    expect(pointersOf(await scene.decide(reviewer, id, { decision: 'serious_incident' }))).toEqual([
      '/incident',
    ]);
  });

  it('from another role, another reviewer, and an auditor', async () => {
    const { id, other } = await scene.assigned();
    for (const account of ['requester', 'legal', 'auditor', other, 'compliance', 'management'] as const) {
      expect(await refused(organisation, () => scene.decide(account, id)), account).toBe('403 wrong_role');
    }
  });

  it('from the system’s owner, whom it is about, and who has brought it up', async () => {
    const [roles, headers] = [['security', 'oversight_reviewer'], { 'if-match': '"1"' }];
    const owner = await newcomer(organisation, 'owner-who-reviews', roles);
    const system = await scene.system();
    await organisation.database.db
      .updateTable('ai_system')
      .set({ owner_id: owner.id })
      .where('id', '=', system)
      .execute();
    const { id } = await scene.assigned({ system, subject: 'management' });
    const said = { decision: 'upheld', note: 'Mine is fine.' };
    const path = `/v1/oversight-cases/${id}/decision`;
    const asOwner = organisation.call(undefined, 'POST', path, said, { ...owner.as, ...headers });
    expect(refusalOf(await asOwner)).toBe('403 segregation_of_duties');
    for (const account of ['management', 'colleague'] as const) {
      const refusal = await refused(organisation, () => scene.decide(account, id));
      expect(refusal, account).toBe('403 segregation_of_duties');
    }
  });

  it('from a reviewer who has come to own the system meanwhile', async () => {
    const system = await scene.system();
    const { id, reviewer } = await scene.assigned({ system });
    await organisation.database.db
      .updateTable('ai_system')
      .set({ owner_id: await scene.idOf(reviewer) })
      .where('id', '=', system)
      .execute();
    expect(await refused(organisation, () => scene.decide(reviewer, id))).toBe('403 segregation_of_duties');
  });

  it('after it was made, and after the case was closed', async () => {
    const { id, reviewer, other } = await scene.decided();
    const again = await scene.decide(reviewer, id);
    expect(refusalOf(again)).toBe('409 already_decided');
    expect(again.body).toMatchObject({ decision: 'upheld', decidedBy: { userName: reviewer } });
    expect(refusalOf(await scene.decide(other, id))).toBe('403 wrong_role');
    await scene.close(reviewer, id);
    expect(refusalOf(await scene.decide(reviewer, id))).toBe('409 closed');
    expect(refusalOf(await scene.close(reviewer, id))).toBe('409 closed');
    expect(refusalOf(await scene.act(reviewer, id, 'acknowledgement'))).toBe('409 closed');
  });

  it('of a case that is not there', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(refusalOf(await scene.decide('security', nowhere))).toBe('404 not_found');
    expect(refusalOf(await scene.read(nowhere))).toBe('404 not_found');
  });
});

describe('a reviewer whose training has lapsed', () => {
  it('neither acknowledges nor decides, and can hand over to somebody who is trained', async () => {
    const late = await newcomer(organisation, 'late-reviewer', ['oversight_reviewer']);
    const { id } = await scene.assigned();
    const handing = scene.act('compliance', id, 'handover', { to: late.id });
    expect(refusalOf(await handing)).toBe('409 guard_failed');
    const { id: mine, reviewer } = await scene.assigned();
    await organisation.database.db
      .updateTable('training_completion')
      .set({ valid_until: new Date().toISOString() })
      .where('person_id', '=', await scene.idOf(reviewer))
      .where('competence', '=', 'oversight')
      .execute();
    for (const act of [
      () => scene.act(reviewer, mine, 'acknowledgement'),
      () => scene.decide(reviewer, mine),
    ]) {
      expect(await refused(organisation, act)).toBe('409 guard_failed');
    }
    const other = reviewer === 'security' ? 'security-2' : 'security';
    expect((await scene.act(reviewer, mine, 'handover', { to: other })).status).toBe(200);
    expect((await scene.decide(other, mine)).status).toBe(200);
    await scene.train(reviewer);
  });
});

describe('a stop', () => {
  it('has whoever approved a system asked again, where its approval is reopened', async () => {
    const system = await scene.system('colleague');
    const { id, reviewer } = await scene.assigned({ system });
    const reopened = { decision: 'reopened', note: 'It is used on people now.' };
    expect((await scene.decide(reviewer, id, reopened)).status).toBe(200);
    const asked = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}`);
      return (body['changes'] as object[]).length > 0 && body;
    });
    expect(asked).toMatchObject({
      state: 'live',
      changes: [{ change: 'oversight_finding', note: 'It is used on people now.' }],
    });
    expect(JSON.stringify(asked['changes'])).toContain('"privacy"');
  });

  it('suspends the system within a second, and the record says by which case', async () => {
    const system = await scene.system();
    const { id, reviewer } = await scene.assigned({ system });
    expect((await scene.decide(reviewer, id, { decision: 'stopped', note: 'It drifts.' })).status).toBe(200);
    const stopped = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}`);
      return body.state === 'suspended' && body;
    });
    expect(stopped.suspension).toMatchObject({ reason: 'oversight', case: id, note: 'It drifts.' });
  });
});
