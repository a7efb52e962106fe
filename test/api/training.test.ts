import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { newcomer, pointersOf, refused, refusalOf } from './refusal.ts';
import { answers, inDays, TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: TrainingScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrainingScene(organisation);
});
afterAll(() => organisation.close());

describe('an attempt at a quiz', () => {
  it('that fails says what was right and why, and how many are left', async () => {
    const { id, competence } = await scene.created();
    const { status, body, headers } = await scene.attempt('colleague', id, 2);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      number: 1,
      score: 0.5,
      passMark: 0.75,
      passed: false,
      attemptsLeft: 2,
      nextAttemptAt: null,
      completion: null,
    });
    expect(body.questions).toMatchObject([
      { id: 'q1', chosen: ['The right one'], right: true, explanation: 'Because of 1.' },
      { right: true },
      { id: 'q3', chosen: ['The wrong one'], right: false, explanation: 'Because of 3.' },
      { right: false },
    ]);
    expect((await scene.get('colleague', headers.get('location') ?? '')).body).toEqual(body);
    expect(refusalOf(await scene.get('requester', headers.get('location') ?? ''))).toBe('404 not_found');
    expect(await scene.isTrained('colleague', competence)).toBe(false);
  });

  it('that passes is a completion, which is what was asked for', async () => {
    const { id, competence } = await scene.created();
    await scene.askedOf('colleague', id);
    await scene.attempt('colleague', id, 1);
    const { body } = await scene.attempt('colleague', id, 3);
    expect(body).toMatchObject({ number: 2, score: 0.75, passed: true, attemptsLeft: 3 });
    const read = await scene.get('colleague', `/v1/training-completions/${String(body.completion)}`);
    expect(read.body).toMatchObject({
      person: { userName: 'colleague' },
      course: { id },
      competence,
      version: 1,
      score: 0.75,
      source: 'quiz',
      vouchedBy: null,
      revocation: null,
    });
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    const asked = await scene.askedOf('colleague', id);
    expect(asked.doneUntil).toBe(read.body.validUntil);
    const { body: outstanding } = await scene.get('auditor', `/v1/courses/${id}/outstanding`);
    expect(outstanding).toMatchObject({ count: { asked: 1, done: 1, overdue: 0 }, items: [] });
    const mine = await scene.get('colleague', `/v1/courses/${id}/attempts`);
    expect(mine.body.items).toMatchObject([
      { number: 2, passed: true },
      { number: 1, passed: false },
    ]);
  });

  it('is for everybody: an auditor and who has no role learn too', async () => {
    const { id, competence } = await scene.created({ audience: { everyone: true } });
    await scene.passed('auditor', id);
    const { as } = await newcomer(organisation, `learner-${randomUUID()}`, []);
    const path = `/v1/courses/${id}/attempts`;
    const body = { version: 1, answers: answers(4) };
    expect((await organisation.call(undefined, 'POST', path, body, as)).status).toBe(201);
    expect(await scene.isTrained('auditor', competence)).toBe(true);
    expect((await organisation.call(undefined, 'POST', path, body)).status).toBe(401);
  });

  it.each([
    ['half of the answers', { q1: ['right'], q2: ['right'] }, '/answers/q3', '/answers/q4'],
    ['an answer that there is not', { ...answers(4), q4: ['other'] }, '/answers/q4'],
    ['a question that nobody asks', { ...answers(4), q5: ['right'] }, '/answers/q5'],
    ['two answers to a question with one', { ...answers(4), q1: ['right', 'wrong'] }, '/answers/q1'],
  ])('with %s is refused, and is none', async (_what, chosen, ...pointers) => {
    const { id } = await scene.created();
    const act = () => scene.post('colleague', `/v1/courses/${id}/attempts`, { version: 1, answers: chosen });
    expect(pointersOf(await act())).toEqual(pointers);
    expect(await refused(organisation, act)).toBe('422 invalid');
    expect((await scene.attempt('colleague', id, 1)).body.number).toBe(1);
  });

  it('waits once all are used up, and never come more than are allowed, however many come at once', async () => {
    const { id } = await scene.created({ attempts: 2 });
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => scene.attempt('colleague', id, 1)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409]);
    const numbers = tries.filter(({ status }) => status === 201).map(({ body }) => body.number);
    expect(numbers.toSorted()).toEqual([1, 2]);
    const last = tries.find(({ body }) => body.number === 2);
    expect(last?.body.attemptsLeft).toBe(0);
    expect(String(last?.body.nextAttemptAt) > new Date().toISOString()).toBe(true);
    expect(await refused(organisation, () => scene.attempt('colleague', id, 4))).toBe('409 closed');
    expect((await scene.attempt('requester', id, 1)).status).toBe(201);
  });

  it('that passes twice at once is one completion', async () => {
    const { id } = await scene.created();
    const both = await Promise.all([1, 2].map(() => scene.attempt('colleague', id, 4)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('counts once for a repeated key', async () => {
    const { id } = await scene.created();
    const headers = { 'idempotency-key': randomUUID() };
    const both = await Promise.all([1, 2].map(() => scene.attempt('colleague', id, 1, { headers })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.body).toEqual(both[1]?.body);
    expect(refusalOf(await scene.attempt('colleague', id, 4, { headers }))).toBe(
      '422 idempotency_key_reused',
    );
    expect((await scene.attempt('colleague', id, 1)).body.number).toBe(2);
  });
});

describe('who is trained', () => {
  it('is one question, for any day, of any of the completions that there are', async () => {
    const { id, competence } = await scene.created();
    await scene.bring(id, { completedAt: '2025-03-10T12:00:00Z', validUntil: '2025-06-01T00:00:00Z' });
    await scene.bring(id, { completedAt: '2025-05-10T12:00:00Z', validUntil: '2025-09-01T00:00:00Z' });
    const days = ['2025-03-09', '2025-03-10', '2025-05-20', '2025-08-31', '2025-09-01', '2026-11-01'];
    const answered = await Promise.all(days.map((day) => scene.isTrained('colleague', competence, day)));
    expect(answered).toEqual([false, true, true, true, false, false]);
    const { body } = await scene.get(
      'colleague',
      `/v1/people/colleague/training?for=${competence}&on=2025-05-20`,
    );
    expect(body).toMatchObject({ trained: true, until: '2025-09-01T00:00:00.000Z', for: competence });
    expect(body.completions).toHaveLength(2);
  });

  it('is listed for a day, page by page and as a file', async () => {
    const { id, competence } = await scene.created();
    for (const person of ['legal', 'colleague', 'security']) await scene.bring(id, { person });
    await scene.bring(id, { person: 'privacy', completedAt: inDays(-5) });
    const day = inDays(-10).slice(0, 10);
    const names: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const path = `/v1/training?for=${competence}&on=${day}&limit=2${cursor}`;
      const { body } = await scene.get('auditor', path);
      names.push(...(body.items as { person: { userName: string } }[]).map(({ person }) => person.userName));
      next = body.next as string | null;
    }
    expect(names).toEqual(['colleague', 'legal', 'security']);
    const file = await scene.get('auditor', `/v1/training/export?for=${competence}&on=${day}`);
    expect(String(file.body.text).trim().split('\n')).toHaveLength(4);
    expect(file.headers.get('content-disposition')).toContain(`training-${competence}-${day}.csv`);
    for (const path of ['/v1/training', '/v1/training/export']) {
      expect(refusalOf(await scene.get('colleague', `${path}?for=${competence}`))).toBe('403 wrong_role');
      expect(refusalOf(await scene.get('auditor', `${path}?for=${competence}&on=soon`))).toBe('422 invalid');
    }
  });

  it('is shown to the person, their manager, and whoever oversees it', async () => {
    const { id, competence } = await scene.created();
    await scene.bring(id);
    await organisation.call('administrator', 'PATCH', '/v1/people/colleague', { manager: 'legal' });
    const path = `/v1/people/colleague/training?for=${competence}`;
    for (const account of ['colleague', 'legal', 'compliance', 'auditor', 'administrator'] as const) {
      expect((await scene.get(account, path)).body.trained).toBe(true);
    }
    for (const account of ['requester', 'security', 'management'] as const) {
      expect(refusalOf(await scene.get(account, path))).toBe('403 wrong_role');
    }
    expect(refusalOf(await scene.get('auditor', '/v1/people/nobody/training'))).toBe('404 not_found');
  });
});

describe('who is outstanding', () => {
  it('is listed and exported: everybody for those who oversee it, their own people for managers', async () => {
    const { id } = await scene.created({ audience: { people: ['legal', 'colleague'] } });
    await scene.askedOf('legal', id);
    await organisation.call('administrator', 'PATCH', '/v1/people/legal', { manager: 'management' });
    const path = `/v1/courses/${id}/outstanding`;
    const namesFor = async (account: Account) => {
      const { body } = await scene.get(account, path);
      expect(body).toMatchObject({ count: { asked: 2, done: 0 }, next: null });
      return (body.items as { person: { userName: string } }[])
        .map(({ person }) => person.userName)
        .toSorted();
    };
    for (const account of ['compliance', 'auditor', 'administrator'] as const) {
      expect(await namesFor(account)).toEqual(['colleague', 'legal']);
    }
    expect(await namesFor('management')).toEqual(['legal']);
    expect(await namesFor('requester')).toEqual([]);
    const rowsFor = async (account: Account) => {
      const { body } = await scene.get(account, `${path}/export`);
      const [header, ...rows] = String(body.text).trim().split('\n');
      expect(header).toMatch(/^userName,name,team,manager,version,since,dueAt/);
      return rows.length;
    };
    expect([await rowsFor('auditor'), await rowsFor('management'), await rowsFor('requester')]).toEqual([
      2, 1, 0,
    ]);
    expect((await organisation.call(undefined, 'GET', path)).status).toBe(401);
  });
});
