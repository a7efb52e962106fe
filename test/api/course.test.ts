import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { pointersOf, refused, refusalOf } from './refusal.ts';
import { inDays, shortContent, TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: TrainingScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrainingScene(organisation);
});
afterAll(() => organisation.close());

const nobodys = '00000000-0000-4000-8000-000000000000';

describe('a course', () => {
  it('comes from a template with one call, and its audience is asked to take it', async () => {
    const { status, body, headers } = await scene.post('compliance', '/v1/courses', {
      template: 'responsible-ai-use',
    });
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([
      201,
      `/v1/courses/${body.id}`,
      '"1"',
    ]);
    expect(body).toMatchObject({
      title: 'Responsible use of AI',
      competence: 'ai_use',
      state: 'in_force',
      version: 1,
      requiredVersion: 1,
      audience: { everyone: true, people: [] },
    });
    expect((await scene.askedOf('auditor', body.id)).doneUntil).toBeNull();
    const { body: mine } = await scene.get('auditor', '/v1/assignments');
    expect(mine.items).toContainEqual(
      expect.objectContaining({ subject: body.id, kind: 'training', title: 'Responsible use of AI' }),
    );
  });

  it('can be changed before: what is said beside the template counts', async () => {
    const said = {
      template: 'human-oversight',
      title: 'Oversight here',
      audience: { people: ['requester'] },
    };
    const { body } = await scene.post('compliance', '/v1/courses', said);
    expect(body).toMatchObject({
      title: 'Oversight here',
      competence: 'oversight',
      passMark: 0.8,
      audience: { everyone: false, roles: [], people: [{ userName: 'requester' }] },
    });
  });

  it.each([
    ['nothing of its own and no template', {}, '/content'],
    ['a template that there is not', { template: 'none' }, '/template'],
    [
      'nobody for its audience',
      { template: 'human-oversight', audience: { people: ['x'] } },
      '/audience/people/0',
    ],
    ['a pass mark of nothing', { template: 'human-oversight', passMark: 0 }, '/passMark'],
    ['a competence that is no word', { template: 'human-oversight', competence: 'A b' }, '/competence'],
    [
      'a quiz whose right answer is not there',
      {
        template: 'human-oversight',
        content: { ...shortContent(), quiz: [{ ...shortContent().quiz[0], correct: ['nowhere'] }] },
      },
      '/content/quiz/0/correct',
    ],
  ])('is refused with %s', async (_what, body, pointer) => {
    const answer = await scene.post('compliance', '/v1/courses', body);
    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toContain(pointer);
  });

  it('is for compliance managers to write, and its right answers for them alone to read', async () => {
    const { id } = await scene.created();
    const path = `/v1/courses/${id}`;
    for (const account of ['requester', 'auditor', 'administrator'] as const) {
      expect(await refused(organisation, () => scene.create({}, account))).toBe('403 wrong_role');
      expect(await refused(organisation, () => scene.publish(id, {}, account))).toBe('403 wrong_role');
      const change = () => organisation.call(account, 'PATCH', path, { validDays: 7 });
      expect(await refused(organisation, change)).toBe('403 wrong_role');
      const retire = () => scene.post(account, `${path}/retirement`, { reason: 'x' });
      expect(await refused(organisation, retire)).toBe('403 wrong_role');
      expect(refusalOf(await scene.get(account, '/v1/course-templates'))).toBe('403 wrong_role');
      const read = await scene.get(account, `${path}/versions/1`);
      expect(read.status).toBe(200);
      expect(JSON.stringify(read.body)).not.toMatch(/correct|explanation|Because/);
    }
    const { body } = await scene.get('compliance', `${path}/versions/1`);
    expect(body).toMatchObject(shortContent());
  });

  it('that there is not is not found', async () => {
    for (const path of ['', '/versions', '/versions/1', '/attempts']) {
      expect(refusalOf(await scene.get('compliance', `/v1/courses/${nobodys}${path}`))).toBe('404 not_found');
    }
    expect(refusalOf(await scene.publish(nobodys))).toBe('404 not_found');
    expect(refusalOf(await scene.attempt('colleague', nobodys, 4))).toBe('404 not_found');
    const { id } = await scene.created();
    expect(refusalOf(await scene.get('colleague', `/v1/courses/${id}/versions/2`))).toBe('404 not_found');
  });

  it('is found by what it qualifies for, by title, page by page', async () => {
    const competence = 'found-by-title';
    for (const title of ['b', 'A', 'c']) await scene.created({ title, competence });
    const titles: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await scene.get('auditor', `/v1/courses?competence=${competence}&limit=2${cursor}`);
      titles.push(...(body.items as { title: string }[]).map(({ title }) => title));
      next = body.next as string | null;
    }
    expect(titles).toEqual(['A', 'b', 'c']);
  });
});

describe('changing a course', () => {
  it('changes what is named, and asks others when it is for others', async () => {
    const { id } = await scene.created();
    await scene.askedOf('colleague', id);
    const change = (body: object) => organisation.call('compliance', 'PATCH', `/v1/courses/${id}`, body);
    expect((await change({ validDays: 90 })).body).toMatchObject({ validDays: 90, attempts: 3 });
    expect(await refused(organisation, () => change({ validDays: 90 }))).toBe('422 unchanged');
    expect((await change({ audience: { people: ['legal'] } })).body).toMatchObject({
      audience: { people: [{ userName: 'legal' }] },
    });
    await scene.askedOf('legal', id);
    const { body } = await scene.get('auditor', '/v1/people/colleague/training');
    expect((body.asked as { course: { id: string } }[]).map(({ course }) => course.id)).not.toContain(id);
  });

  it('never changes what it qualifies for', async () => {
    const { id } = await scene.created();
    const answer = await organisation.call('compliance', 'PATCH', `/v1/courses/${id}`, { competence: 'x' });
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/competence']]);
  });
});

describe('a version', () => {
  it('that is minor is taken from then on, and asks nobody again', async () => {
    const { id, competence } = await scene.created();
    await scene.passed('colleague', id);
    const content = { ...shortContent(), pages: [{ title: 'Stop', markdown: 'A comma, more.' }] };
    const published = await scene.publish(id, { major: false, content });
    expect([published.status, published.headers.get('location')]).toEqual([
      201,
      `/v1/courses/${id}/versions/2`,
    ]);
    expect(published.body).toMatchObject({ version: 2, requiredVersion: 1 });
    expect(await scene.isTrained('colleague', competence, inDays(200))).toBe(true);
    expect(await refused(organisation, () => scene.attempt('colleague', id, 4, { version: 2 }))).toBe(
      '409 already_decided',
    );
    expect(await refused(organisation, () => scene.attempt('legal', id, 4, { version: 1 }))).toBe(
      '409 closed',
    );
    expect(await refused(organisation, () => scene.attempt('legal', id, 4, { version: 3 }))).toBe(
      '422 invalid',
    );
    await scene.passed('legal', id, 2);
  });

  it('that is major is asked of everybody, and ends what they had taken once it is due', async () => {
    const { id, competence } = await scene.created();
    await scene.passed('colleague', id);
    const { body } = await scene.publish(id);
    expect(body).toMatchObject({ version: 2, requiredVersion: 2 });
    const asked = await scene.askedOf('colleague', id);
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    expect(await scene.isTrained('colleague', competence, inDays(60))).toBe(false);
    const { body: versions } = await scene.get('auditor', `/v1/courses/${id}/versions`);
    expect(versions.items).toMatchObject([{ version: 2, major: true }, { version: 1 }]);
    await scene.passed('colleague', id, 2);
    expect(await scene.isTrained('colleague', competence, inDays(60))).toBe(true);
    expect(asked.version).toBeLessThanOrEqual(2);
  });

  it('is published once by two who have seen the same', async () => {
    const { id } = await scene.created();
    const answers = await Promise.all([1, 2, 3].map(() => scene.publish(id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412, 412]);
    expect(await refused(organisation, () => scene.publish(id, { version: 2, major: false }))).toBe(
      '422 unchanged',
    );
  });
});

describe('a course that is retired', () => {
  it('is taken and asked for by nobody any more, and what was completed counts on', async () => {
    const { id, competence } = await scene.created({ audience: { people: ['colleague', 'legal'] } });
    await scene.askedOf('legal', id);
    const completion = await scene.passed('colleague', id);
    const path = `/v1/courses/${id}/retirement`;
    expect((await scene.post('compliance', path, { reason: 'Old.' })).body.state).toBe('retired');
    const again = () => scene.post('compliance', path, { reason: 'Old.' });
    expect(await refused(organisation, again)).toBe('409 closed');
    expect(await refused(organisation, () => scene.attempt('legal', id, 4))).toBe('409 closed');
    expect(await refused(organisation, () => scene.publish(id))).toBe('409 closed');
    const change = () => organisation.call('compliance', 'PATCH', `/v1/courses/${id}`, { validDays: 7 });
    expect(await refused(organisation, change)).toBe('409 closed');
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    expect((await scene.get('colleague', `/v1/training-completions/${completion}`)).status).toBe(200);
  });
});
