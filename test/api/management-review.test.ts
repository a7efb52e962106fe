import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fireDuty } from '../../db/duty-command.ts';
import { declaredDuty } from '../declared-duty.ts';
import { eventually } from '../eventually.ts';
import { type Account, type Answer, TestOrganisation } from '../test-organisation.ts';
import { exampleMinutes, ManagementReviewScene } from './management-review-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: ManagementReviewScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new ManagementReviewScene(organisation);
});
afterAll(() => organisation.close());

const open = (account: Account, body: unknown, headers: Record<string, string> = {}) =>
  organisation.call(account, 'POST', '/v1/management-reviews', body, headers);

describe('a management review', () => {
  it('is opened by its duty, once for its instant, with the figures of the registers', async () => {
    const duty = await declaredDuty(organisation, { schedule: false });
    const instant = '2027-02-01T05:00:00.000Z';
    for (const at of [1, 2])
      await fireDuty(organisation.database.db, duty, instant, new Date(at).toISOString());
    const firing = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/duties/${duty}`);
      const { last } = body as Answer['body'] & { last: { subject: string; outcome: string } };
      return last.outcome === 'taken_up' && last;
    });
    const { body } = await scene.read(firing.subject.replace('management-review/', ''));
    expect(body).toMatchObject({ state: 'preparing', reason: 'cycle' });
    const figures = body.figures as { topic: string; path: string; value: number }[];
    const topics = new Set(figures.map(({ topic }) => topic));
    expect([...topics].sort()).toEqual([
      'actions',
      'audits',
      'changes',
      'earlier_actions',
      'policies',
      'requests',
      'risks',
      'training',
      'vendors',
    ]);
    expect(figures.every(({ path, value }) => path.startsWith('/') && value >= 0)).toBe(true);
  });

  it('counts what the registers hold when it is opened, and keeps it as it was', async () => {
    const figureOf = (answer: Answer, topic: string, name: string) =>
      (answer.body.figures as { topic: string; name: string; value: number }[]).find(
        (figure) => figure.topic === topic && figure.name === name,
      )?.value;
    const first = await scene.read(await scene.opened());
    await organisation.submit();
    const second = await scene.read(await scene.opened());
    expect(figureOf(second, 'requests', 'Open')).toBe((figureOf(first, 'requests', 'Open') ?? 0) + 1);
    expect((await scene.read(first.body.id)).body).toEqual(first.body);
    expect(second.body['since']).toBe(first.body['openedAt']);
  });

  it('is prepared, submitted and signed; what was decided becomes actions', async () => {
    const id = await scene.submitted();
    const before = await scene.read(id);
    expect(before.body).toMatchObject({
      state: 'signing',
      version: 1,
      submission: { version: 1, by: { userName: 'compliance' } },
      signOff: { role: 'management', state: 'pending' },
    });
    const signed = await scene.sign(id);
    expect(signed.status).toBe(200);
    expect(signed.body).toMatchObject({
      state: 'closed',
      signOff: { state: 'approved', by: { userName: 'management' } },
      ended: { by: { userName: 'management' } },
    });
    const actions = await eventually(async () => {
      const path = `/v1/actions?subject=management-review/${id}`;
      const { items } = (await organisation.call('auditor', 'GET', path)).body as Answer['body'] & {
        items: unknown[];
      };
      return items.length > 0 && items;
    });
    expect(actions).toMatchObject([
      { text: 'Translate the course into Danish', owner: { userName: 'colleague' }, state: 'open' },
    ]);
  });

  it('goes back for changes and is signed as it then is', async () => {
    const id = await scene.submitted();
    const asked = await scene.sign(id, { decision: 'request_changes', comment: 'Which sites?' });
    expect([asked.status, asked.body.state]).toEqual([200, 'preparing']);
    const changed = { ...exampleMinutes, changes: 'All sites.' };
    expect((await scene.write(id, { version: 1, minutes: changed })).status).toBe(200);
    expect((await scene.submit(id, { version: 2 })).status).toBe(200);
    expect(refusalOf(await scene.sign(id))).toBe('412 stale_revision');
    const signed = await scene.sign(id, { version: 2 });
    expect([signed.status, signed.body.state]).toEqual([200, 'closed']);
  });

  it('has a fingerprint of its figures and its minutes', async () => {
    const hashOf = async (id: string) => ((await scene.read(id)).body.submission as { hash: string }).hash;
    const [first, second] = [await scene.submitted(), await scene.submitted()];
    expect(await hashOf(first)).toMatch(/^[0-9a-f]{64}$/);
    const other = await scene.opened();
    await scene.write(other, { minutes: { ...exampleMinutes, changes: 'Another.' } });
    await scene.submit(other);
    expect(await hashOf(other)).not.toBe(await hashOf(second));
  });

  it('is listed newest first, by state, page by page', async () => {
    const ids = [await scene.opened(), await scene.opened()];
    const page = async (query: string) =>
      (await organisation.call('requester', 'GET', `/v1/management-reviews${query}`))
        .body as Answer['body'] & {
        items: { id: string }[];
        next: string | null;
      };
    const first = await page('?state=preparing&limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([ids[1]]);
    const second = await page(`?state=preparing&limit=1&cursor=${first.next ?? ''}`);
    expect(second.items.map(({ id }) => id)).toEqual([ids[0]]);
  });
});

describe('sent again under the same key', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  it('opens one review, and gets the first answer', async () => {
    const [headers, body] = [key(), { reason: 'Once.' }];
    const answers = await Promise.all([1, 2, 3].map(() => open('compliance', body, headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect((await open('compliance', body, headers)).body.id).toBe(answers[0]?.body.id);
    expect(refusalOf(await open('compliance', { reason: 'Other.' }, headers))).toBe(
      '422 idempotency_key_reused',
    );
  });

  it('writes once and signs once', async () => {
    const id = await scene.opened();
    const headers = key();
    expect((await scene.write(id, { headers })).status).toBe(200);
    expect((await scene.write(id, { headers })).body).toMatchObject({ version: 1 });
    await scene.submit(id);
    const signing = key();
    expect((await scene.sign(id, {}, signing)).status).toBe(200);
    expect((await scene.sign(id, {}, signing)).status).toBe(200);
  });
});

describe('what is refused', () => {
  const others: Account[] = ['requester', 'auditor', 'management', 'security', 'administrator'];

  it('opening, to everybody but compliance managers, and without a reason', async () => {
    for (const account of others) {
      expect(await refused(organisation, () => open(account, { reason: 'x' })), account).toBe(
        '403 wrong_role',
      );
    }
    expect(await refused(organisation, () => open('compliance', { reason: ' ' }))).toBe('422 invalid');
    expect(pointersOf(await open('compliance', {}))).toEqual(['/reason']);
  });

  it('writing, submitting and calling off, to everybody but compliance managers', async () => {
    const id = await scene.written();
    for (const account of others) {
      expect(await refused(organisation, () => scene.write(id, { account, version: 1 }))).toBe(
        '403 wrong_role',
      );
      expect(await refused(organisation, () => scene.submit(id, { account }))).toBe('403 wrong_role');
      const callOff = () => scene.post(account, id, 'calling-off', { reason: 'x' });
      expect(await refused(organisation, callOff)).toBe('403 wrong_role');
    }
  });

  it('signing, to everybody but management', async () => {
    const id = await scene.submitted();
    for (const account of ['requester', 'auditor', 'compliance', 'security', 'administrator'] as const) {
      expect(await refused(organisation, () => scene.sign(id, { account })), account).toBe('403 wrong_role');
    }
  });

  it('signing what one has prepared', async () => {
    const roles = ['compliance_manager', 'management'];
    const { as } = await newcomer(organisation, `both-${randomUUID()}`, roles);
    const id = await scene.opened();
    const headers = { ...as, 'if-match': '"0"' };
    const path = `/v1/management-reviews/${id}`;
    const wrote = await organisation.call(undefined, 'PUT', `${path}/minutes`, exampleMinutes, headers);
    expect(wrote.status).toBe(200);
    await scene.submit(id);
    const own = { version: 1, decision: 'approve' };
    const sign = () => organisation.call(undefined, 'POST', `${path}/sign-offs`, own, as);
    expect(await refused(organisation, sign)).toBe('403 segregation_of_duties');
  });

  it('minutes over those of somebody else, without saying what one has seen, or with faults', async () => {
    const id = await scene.written();
    const other = { ...exampleMinutes, changes: 'Other.' };
    expect(await refused(organisation, () => scene.write(id, { minutes: other }))).toBe('412 stale_revision');
    const path = `/v1/management-reviews/${id}/minutes`;
    const blind = () => organisation.call('compliance', 'PUT', path, other);
    expect(await refused(organisation, blind)).toBe('428 precondition_required');
    const again = () => scene.write(id, { version: 1 });
    expect(await refused(organisation, again)).toBe('422 unchanged');
    const action = { text: 'x', owner: 'nobody-here', dueOn: '2099-01-01' };
    const named = await scene.write(id, { version: 1, minutes: { ...other, actions: [action] } });
    expect(pointersOf(named)).toEqual(['/actions/0/owner']);
    const bad = { ...other, actions: [{ ...action, owner: 'colleague', dueOn: 'soon' }] };
    expect(pointersOf(await scene.write(id, { version: 1, minutes: bad }))).toEqual(['/actions/0/dueOn']);
    expect(refusalOf(await scene.write(id, { version: 1, minutes: { notes: { weather: 'x' } } }))).toBe(
      '422 invalid',
    );
  });

  it('submitting what says nothing, or what one has not seen', async () => {
    const id = await scene.opened();
    const submit = (version: number) => () => scene.submit(id, { version });
    expect(await refused(organisation, submit(0))).toBe('422 invalid');
    await scene.write(id);
    expect(await refused(organisation, submit(0))).toBe('412 stale_revision');
    expect(await refused(organisation, submit(7))).toBe('412 stale_revision');
  });

  it('submitting twice, writing what is submitted, asking for changes without saying which', async () => {
    const id = await scene.submitted();
    expect(await refused(organisation, () => scene.submit(id))).toBe('409 already_decided');
    const late = { version: 1, minutes: { ...exampleMinutes, changes: 'Late.' } };
    expect(await refused(organisation, () => scene.write(id, late))).toBe('409 already_decided');
    const silent = () => scene.sign(id, { decision: 'request_changes' });
    expect(await refused(organisation, silent)).toBe('422 invalid');
    expect(await refused(organisation, () => scene.sign(id, { version: 0 }))).toBe('412 stale_revision');
  });

  it('signing before there is anything to sign', async () => {
    const id = await scene.written();
    expect(await refused(organisation, () => scene.sign(id))).toBe('409 closed');
  });

  it('everything once it is closed or called off', async () => {
    const off = await scene.written();
    expect((await scene.post('compliance', off, 'calling-off', { reason: 'By mistake.' })).body.state).toBe(
      'called_off',
    );
    for (const id of [await scene.closed(), off]) {
      const late = { version: 1, minutes: { ...exampleMinutes, changes: 'Late.' } };
      expect(await refused(organisation, () => scene.write(id, late))).toBe('409 closed');
      expect(await refused(organisation, () => scene.submit(id))).toBe('409 closed');
      expect(await refused(organisation, () => scene.sign(id))).toBe('409 closed');
      const callOff = () => scene.post('compliance', id, 'calling-off', { reason: 'x' });
      expect(await refused(organisation, callOff)).toBe('409 closed');
    }
  });

  it('a second signature in a race, and writing over each other at once', async () => {
    const id = await scene.submitted();
    const { as } = await newcomer(organisation, `second-${randomUUID()}`, ['management']);
    const path = `/v1/management-reviews/${id}/sign-offs`;
    const other = organisation.call(undefined, 'POST', path, { version: 1, decision: 'approve' }, as);
    const statuses = (await Promise.all([scene.sign(id), other])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    const open = await scene.opened();
    const writings = ['One.', 'Two.', 'Three.'].map((changes) =>
      scene.write(open, { minutes: { ...exampleMinutes, changes } }),
    );
    const written = (await Promise.all(writings)).map(({ status }) => status);
    expect(written.sort()).toEqual([200, 412, 412]);
  });

  it('a review that is not there', async () => {
    const id = randomUUID();
    expect(refusalOf(await scene.read(id))).toBe('404 not_found');
    expect(await refused(organisation, () => scene.write(id))).toBe('404 not_found');
    expect(await refused(organisation, () => scene.submit(id))).toBe('404 not_found');
    expect(await refused(organisation, () => scene.sign(id))).toBe('404 not_found');
  });
});
