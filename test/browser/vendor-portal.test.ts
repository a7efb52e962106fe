import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pdf } from '../api/evidence-file.ts';
import { VendorLinkScene } from '../api/vendor-link-scene.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { axeViolations, Browser } from './browser.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: VendorLinkScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new VendorLinkScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

/** Reads well by axe in either scheme at either width. */
async function isOpenToAll(page: Page): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await axeViolations(page, { colours: colorScheme === 'dark' });
      expect(found, `${page.url()}, ${width} px, ${colorScheme}`).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), page.url()).toBe(false);
  }
  expect(await page.locator('h1').count()).toBe(1);
}

it('a vendor comes in by its link, answers, adds a file and hands in, and its token goes no further', async () => {
  const id = await scene.asked({ name: `Northern Models ${randomUUID()}` });
  const { token } = await scene.linked(id);
  const page = await browser.open(organisation, `/vendor-portal/${token}`);
  const later: string[] = [];
  page.on('request', (request) => {
    if (!request.url().includes(token)) later.push(request.url(), JSON.stringify(request.headers()));
  });
  await isOpenToAll(page);
  await page.getByRole('button', { name: 'Open the questionnaire' }).click();
  await page.waitForURL('**/vendor-portal/questionnaire');
  await isOpenToAll(page);

  await page.getByRole('group', { name: 'How long do you keep prompts' }).getByText('Up to a year').click();
  await page.getByRole('button', { name: 'Add a file to: How do you evaluate quality' }).click();
  await page.getByLabel('File').waitFor();
  await isOpenToAll(page);
  const file = { name: 'Evaluation.pdf', mimeType: 'application/pdf', buffer: pdf };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Add the file' }).click();
  const evaluation = page.getByRole('group', { name: 'How do you evaluate quality' });
  expect(await evaluation.getByLabel('Evaluation.pdf').isChecked()).toBe(true);
  expect(await page.getByLabel('Up to a year').isChecked()).toBe(true);

  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('alert').getByText('This question is not answered.').first().waitFor();
  await isOpenToAll(page);
  for (const question of await page.locator('fieldset.question:has(input[type=radio])').all())
    await question.locator('input[type=radio]').first().check();
  await page.getByLabel('European Economic Area').check();
  await page.getByLabel('None of these').check();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  await isOpenToAll(page);
  expect(later.length).toBeGreaterThan(0);
  expect(later.join('\n')).not.toContain(token);

  const stranger = await browser.open(organisation, `/vendor-portal/${token}`);
  await stranger.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
  await isOpenToAll(stranger);
}, 120_000);
