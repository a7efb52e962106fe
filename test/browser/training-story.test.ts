import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aiUseCourse } from '../../domain/course-ai-use.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { saved } from './saved.ts';

let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const { content, details } = aiUseCourse;

/** Answers every question: rightly, but for the first of each kind where some are to be wrong. */
async function answer(page: Page, { wrong }: { wrong: number }): Promise<void> {
  for (const [index, { id, options, correct }] of content.quiz.entries()) {
    const chosen = index < wrong ? options.filter((one) => !correct.includes(one.id)).slice(0, 1) : [];
    const values = chosen.length > 0 ? chosen.map((one) => one.id) : correct;
    for (const value of values) await page.locator(`[name="/answers/${id}"][value="${value}"]`).check();
  }
  await page.getByRole('button', { name: 'Hand the answers in' }).click();
}

it(
  'a course is published, read, failed, passed and certified, and whoever answers for it sees who has yet to take it',
  { timeout: 120_000 },
  async () => {
    const manager = await browser.openAs(organisation, 'compliance', '/courses');
    await manager.getByRole('link', { name: 'New course …' }).click();
    await manager.getByRole('button', { name: 'Publish “Responsible use of AI” as it is' }).click();
    await manager.getByText('The course is in force.').waitFor();
    const course = new URL(manager.url()).pathname.split('/').at(-1) ?? '';
    await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/courses/${course}/outstanding`);
      return (body.items as unknown[]).length > 5;
    });

    const learner = await browser.openAs(organisation, 'colleague', '/training');
    await learner.getByRole('link', { name: 'Responsible use of AI' }).click();
    await learner.getByRole('link', { name: 'Begin' }).click();
    for (const { title } of content.pages) {
      await learner.getByRole('heading', { level: 1, name: title }).waitFor();
      await learner.locator('a[rel=next]').click();
    }

    // What is missing costs no attempt; what is wrong does, and is explained.
    await learner.getByRole('button', { name: 'Hand the answers in' }).click();
    await learner.getByRole('alert').waitFor();
    await answer(learner, { wrong: 4 });
    await learner.getByRole('heading', { name: 'Not passed this time' }).waitFor();
    const explained = await learner.locator('main').innerText();
    expect(explained).toContain('There are 2 more attempts');
    expect(explained).toContain(content.quiz[0]?.explanation);
    await learner.getByRole('link', { name: 'Try again' }).click();
    await answer(learner, { wrong: 1 });
    await learner.getByRole('heading', { name: 'You have passed' }).waitFor();

    const certificate = await saved(learner, () =>
      learner.getByRole('link', { name: 'Save the certificate (PDF)' }).click(),
    );
    expect(certificate.name).toBe('certificate-colleague.pdf');
    expect(certificate.content.subarray(0, 5).toString()).toBe('%PDF-');
    await learner.getByRole('link', { name: 'What is on record' }).click();
    expect(await learner.locator('code.hash').innerText()).toMatch(/^[0-9a-f]{64}$/);
    await learner.goto('/training');
    expect(await learner.locator('#to-take').innerText()).toContain('Nothing is outstanding.');

    await manager.goto(`/courses/${course}`);
    await manager.getByRole('link', { name: 'Who is outstanding' }).click();
    const { body } = await organisation.call('compliance', 'GET', '/v1/people/colleague');
    const outstanding = await manager.locator('table').innerText();
    expect(outstanding).not.toContain(String(body.name));
    const file = await saved(manager, () => manager.getByRole('link', { name: /as CSV/ }).click());
    expect(file.content.toString()).not.toContain('colleague');
    expect(file.content.toString()).toContain('legal');

    const auditor = await browser.openAs(organisation, 'auditor', '/training/on');
    await auditor.getByLabel('For what').selectOption('ai_use');
    await auditor.getByRole('button', { name: 'Show' }).click();
    expect(await auditor.locator('table').innerText()).toContain(`${details.title}, version 1`);
  },
);
