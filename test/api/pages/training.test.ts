import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { answers, shortContent, TrainingScene } from '../training-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: TrainingScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrainingScene(organisation);
});
afterAll(() => organisation.close());

const idIn = (location: string | null) => /courses\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? '';

/** The fields of a quiz form, so many of them answered rightly. */
async function quizForm(id: string, right: number): Promise<FormFields> {
  const fields = formOnPage(
    await organisation.page('colleague', `/courses/${id}/quiz`),
    `/courses/${id}/attempts`,
  );
  const chosen = Object.entries(answers(right)).map(([question, value]) => [`/answers/${question}`, value]);
  return { ...fields, ...(Object.fromEntries(chosen) as FormFields) };
}

describe('a new course', () => {
  it('is a template with one press of a button', async () => {
    const { html } = await organisation.page('compliance', '/courses/new');
    expect(html).toContain('Publish “Human oversight of AI” as it is');
    const { status, location } = await organisation.submitForm('compliance', '/courses', {
      template: 'human-oversight',
    });
    expect([status, location]).toEqual([303, `/courses/${idIn(location)}?done=created`]);
    const { body } = await scene.get('auditor', `/v1/courses/${idIn(location)}`);
    expect(body).toMatchObject({ competence: 'oversight', audience: { roles: ['oversight_reviewer'] } });
  });

  it('is a template that was changed before, page by page and question by question', async () => {
    const page = await organisation.page('compliance', '/courses/new?template=responsible-ai-use');
    const fields = formOnPage(page, '/courses');
    expect(fields).toMatchObject({
      '/competence': 'ai_use',
      '/passMark': '75',
      '/terms/remindDaysBefore': '7, 1',
    });
    const changed = {
      ...fields,
      '/title': 'AI for us',
      '/passMark': '80',
      '/audience': [],
      '/audience/people': 'colleague',
      '/content/pages/0/title': '',
      '/content/pages/0/markdown': '',
    };
    const more = await organisation.submitForm('compliance', '/courses', { ...changed, step: 'question' });
    expect([more.status, more.html.includes('Question 9: what is asked')]).toEqual([200, true]);
    const asked = {
      ...formOnPage(more, '/courses'),
      '/content/quiz/8/text': 'Whom do you ask?',
      '/content/quiz/8/options': '* Compliance\nNobody',
      '/content/quiz/8/explanation': 'They know.',
    };
    const { location } = await organisation.submitForm('compliance', '/courses', asked);
    const { body } = await scene.get('compliance', `/v1/courses/${idIn(location)}`);
    expect(body).toMatchObject({ title: 'AI for us', passMark: 0.8, audience: { everyone: false } });
    const { body: version } = await scene.get('compliance', `/v1/courses/${idIn(location)}/versions/1`);
    expect(version.pages).toHaveLength(5);
    expect((version.quiz as object[])[8]).toMatchObject({
      text: 'Whom do you ask?',
      kind: 'single',
      options: [{ text: 'Compliance' }, { text: 'Nobody' }],
      correct: ['option-1'],
    });
  });

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const fields = formOnPage(
      await organisation.page('compliance', '/courses/new?template=blank'),
      '/courses',
    );
    const { status, html } = await organisation.submitForm('compliance', '/courses', {
      ...fields,
      '/title': 'Kept',
      '/content/quiz/0/text': 'Which?',
      '/content/quiz/0/options': 'This\nThat',
      '/audience/people': 'nobody-here',
    });
    expect(status).toBe(422);
    expect(html).toContain('value="Kept"');
    for (const field of [
      '-competence',
      '-content-pages',
      '-content-quiz-0-options',
      '-content-quiz-0-explanation',
    ]) {
      expect(html).toContain(`href="#field${field}"`);
    }
  });

  it('is for compliance managers', async () => {
    expect((await organisation.page('colleague', '/courses/new')).status).toBe(403);
    const act = await organisation.submitForm('colleague', '/courses', { template: 'human-oversight' });
    expect(act.status).toBe(403);
    expect((await organisation.page('colleague', '/courses')).html).not.toContain('New course');
  });
});

describe('a course', () => {
  it('is changed, published anew and retired by forms', async () => {
    const { id } = await scene.created();
    const details = formOnPage(
      await organisation.page('compliance', `/courses/${id}/details`),
      `/courses/${id}/details`,
    );
    const changed = await organisation.submitForm('compliance', `/courses/${id}/details`, {
      ...details,
      '/attempts': '5',
    });
    expect(changed.location).toBe(`/courses/${id}?done=changed`);
    const again = await organisation.submitForm('compliance', `/courses/${id}/details`, {
      ...details,
      '/attempts': '5',
    });
    expect([again.status, again.html.includes('This changes nothing.')]).toEqual([422, true]);

    const next = formOnPage(
      await organisation.page('compliance', `/courses/${id}/versions/new`),
      `/courses/${id}/versions`,
    );
    const undecided = await organisation.submitForm('compliance', `/courses/${id}/versions`, {
      ...next,
      '/note': 'Clearer.',
    });
    expect([undecided.status, undecided.html.includes('href="#field-major"')]).toEqual([422, true]);
    const published = await organisation.submitForm('compliance', `/courses/${id}/versions`, {
      ...next,
      '/note': 'Clearer.',
      '/major': 'yes',
    });
    expect(published.location).toBe(`/courses/${id}?done=published`);
    const late = await organisation.submitForm('compliance', `/courses/${id}/versions`, {
      ...next,
      '/note': 'Later.',
      '/major': 'no',
    });
    expect([late.status, late.html.includes('at version 2 by now')]).toEqual([412, true]);

    const nothing = await organisation.submitForm('compliance', `/courses/${id}/retirement`, {
      '/reason': '',
    });
    expect(nothing.status).toBe(422);
    const retired = await organisation.submitForm('compliance', `/courses/${id}/retirement`, {
      '/reason': 'Old.',
    });
    expect(retired.location).toBe(`/courses/${id}?done=retired`);
    expect((await organisation.page('auditor', '/courses?state=retired')).html).toContain(id);
  });

  it('shows nobody who is to take it what is right', async () => {
    const { id } = await scene.created();
    for (const path of [`/courses/${id}`, `/courses/${id}/quiz`, `/courses/${id}/versions/1`]) {
      const { html } = await organisation.page('colleague', path);
      expect(html).not.toContain('Because of 1.');
      expect(html).not.toContain('(right)');
    }
    expect((await organisation.page('compliance', `/courses/${id}/versions/1`)).html).toContain('(right)');
    expect((await organisation.page('colleague', `/courses/${id}/pages/2`)).status).toBe(404);
  });

  it('is answered once, however often the button is pressed, and says when one can try again', async () => {
    const { id } = await scene.created({ attempts: 1 });
    const fields = await quizForm(id, 1);
    const send = () => organisation.submitForm('colleague', `/courses/${id}/attempts`, fields);
    const [first, second] = [await send(), await send()];
    expect(second.location).toBe(first.location);
    const result = await organisation.page('colleague', first.location ?? '');
    expect(result.html).toContain('Your attempts are used up for now.');
    expect(result.html).toContain('Because of 4.');
    expect((await organisation.page('colleague', `/courses/${id}/quiz`)).html).toContain(
      'You can try again from',
    );
    const third = await organisation.submitForm('colleague', `/courses/${id}/attempts`, {
      ...fields,
      key: 'x',
    });
    expect([third.status, third.html.includes('Your attempts are used up.')]).toEqual([409, true]);
    expect((await organisation.page('legal', first.location ?? '')).status).toBe(404);
  });

  it('that has moved on while somebody answered is not passed in its old version', async () => {
    const { id } = await scene.created();
    const fields = await quizForm(id, 4);
    await scene.publish(id, { content: { ...shortContent(), pages: [{ title: 'New', markdown: 'x' }] } });
    const late = await organisation.submitForm('colleague', `/courses/${id}/attempts`, fields);
    expect([late.status, late.html.includes('Version 2 of this course is in force')]).toEqual([409, true]);
    // The form has moved on with it, and keeps the answers.
    const again = formOnPage(late, `/courses/${id}/attempts`);
    const passed = await organisation.submitForm('colleague', `/courses/${id}/attempts`, again);
    expect(passed.status).toBe(303);
  });
});

describe('training on pages', () => {
  it('is taken back by a compliance manager, with a reason', async () => {
    const { id } = await scene.created();
    const { body } = await scene.bring(id);
    const path = `/training-completions/${body.id}`;
    expect((await organisation.page('colleague', path)).html).not.toContain('Revoke it');
    const act = (reason: string) =>
      organisation.submitForm('compliance', `${path}/revocation`, { '/reason': reason });
    expect((await act(' ')).status).toBe(422);
    expect((await act('Somebody else.')).location).toBe(path);
    const shown = await organisation.page('colleague', path);
    expect(shown.html).toContain('it has never counted');
    expect(shown.html).toContain('Somebody else.');
    expect((await organisation.page('security', path)).status).toBe(403);
  });

  it('that was completed elsewhere is put down with what shows it', async () => {
    const { id: course } = await scene.created();
    const { body: person } = await scene.get('compliance', '/v1/people/colleague');
    const path = `/people/${person.id}/training`;
    const cookie = await organisation.signIn('compliance');
    const send = async (fields: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new File(['Was there.\n'], 'attendance.txt'));
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      const url = `${organisation.url}${path}`;
      const response = await fetch(url, { method: 'POST', headers, body: form, redirect: 'manual' });
      return { status: response.status, html: await response.text(), at: response.headers.get('location') };
    };
    const fields = { '/course': course, '/completedAt': '2026-11-02', '/score': '90', '/vouchedBy': 'legal' };
    const refusal = await send({ ...fields, '/vouchedBy': 'nobody-here' });
    expect([refusal.status, refusal.html.includes('href="#field-vouchedBy"')]).toEqual([422, true]);
    const done = await send(fields);
    expect(done.at).toMatch(/^\/training-completions\//);
    const shown = await organisation.page('colleague', done.at ?? '');
    expect(shown.html).toContain('Completed elsewhere, 90 %');
    const [, file = ''] = /href="(\/people\/[^"]+\/training\/evidence\/[0-9a-f]+)"/.exec(shown.html) ?? [];
    expect((await organisation.page('colleague', file)).html).toBe('Was there.\n');
    expect((await organisation.page('colleague', `${path}/new`)).status).toBe(403);
  });

  it('is put in from a file, which is checked before', async () => {
    const { id } = await scene.created();
    const file = `person,course,completedAt\ncolleague,${id},2026-11-02\n`;
    const put = await organisation.submitForm('compliance', '/training/import', { text: file });
    expect([put.status, put.html.includes('1 completion imported')]).toEqual([200, true]);
    expect(put.html).toMatch(/href="\/training-completions\/[0-9a-f-]{36}"/);
    const again = await organisation.submitForm('compliance', '/training/import', { text: file });
    expect(again.html).toContain('is on record already');
    expect((await organisation.page('colleague', '/training/import')).status).toBe(403);
  });

  it('of somebody else is for their manager and whoever oversees it', async () => {
    await organisation.call('administrator', 'PATCH', '/v1/people/legal', { manager: 'management' });
    const { body } = await scene.get('compliance', '/v1/people/legal');
    for (const account of ['management', 'compliance', 'auditor', 'legal'] as const) {
      expect((await organisation.page(account, `/people/${body.id}/training`)).status).toBe(200);
    }
    expect((await organisation.page('colleague', `/people/${body.id}/training`)).status).toBe(403);
    expect((await organisation.page('colleague', '/training/on')).status).toBe(403);
  });

  it('can be a condition that somebody signs for, and shows on what comes of it', async () => {
    const { id: course } = await scene.created({ title: 'Before it goes live' });
    const { body } = await organisation.submit();
    const intent = { role: 'privacy', decision: 'approve_with_conditions', revision: '1' };
    const review = await organisation.submitForm('privacy', `/adoption-requests/${body.id}/sign-off`, intent);
    const form = formOnPage(review, `/adoption-requests/${body.id}/sign-offs`);
    const said = {
      ...form,
      '/conditions/0/text': 'Train the team',
      '/conditions/0/owner': 'colleague',
      '/conditions/0/dueOn': '2099-01-31',
      '/conditions/0/course': course,
    };
    const signed = await organisation.submitForm('privacy', `/adoption-requests/${body.id}/sign-offs`, said);
    expect(signed.status).toBe(303);
    const { html } = await organisation.page('auditor', `/adoption-requests/${body.id}`);
    expect(html).toContain(`href="/courses/${course}"`);
  });
});
