import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Account, exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { amend, signOff, submitRequest } from './acting.ts';
import { Browser } from './browser.ts';

let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
});
afterEach(() => browser.endVisits());
afterAll(async () => {
  await browser.close();
  await organisation.close();
});

const low = { data: { classes: ['internal'], providerMayTrain: false } };

function plain(account: Account, address: string): Promise<Page> {
  return browser.openAs(organisation, account, address, { javaScript: false, width: 320 });
}

it('runs no script here', async () => {
  const page = await plain('requester', '/inbox');
  await page.setContent('<p>nothing</p><script>document.body.textContent = "ran"</script>');
  expect(await page.textContent('body')).toContain('nothing');
});

it('takes a request from form to decision', { timeout: 120_000 }, async () => {
  const requester = await plain('requester', '/inbox');
  const id = await submitRequest(requester, exampleSubmission());

  const security = await plain('security', `/adoption-requests/${id}?role=security`);
  await security.getByLabel('Say something').fill('Is it hosted in the EU?');
  await security.getByRole('button', { name: 'Add to the discussion' }).click();
  await security.getByText('Is it hosted in the EU?').waitFor();
  await security.getByRole('link', { name: 'What you can do now' }).click();
  await signOff(security, 'approve');

  await requester.reload();
  const consequences = await amend(requester, { users: { headcount: 60 } });
  expect(consequences).toContain('what Sasha Security signed (approved) no longer counts');
  await security.goto(`/adoption-requests/${id}`);
  await signOff(security, 'approve', { comment: 'Still fine.' });

  for (const account of ['legal', 'privacy'] as const) {
    await signOff(await plain(account, `/adoption-requests/${id}`), 'approve');
  }
  const owner = await plain('business-owner', `/adoption-requests/${id}`);
  const conditions = [{ text: 'Train the team', owner: 'requester', dueOn: '2027-03-01' }];
  await signOff(owner, 'approve_with_conditions', { content: { conditions } });

  await requester.goto(`/adoption-requests/${id}`);
  await requester.getByRole('link', { name: 'Decision record' }).click();
  await requester.getByText('Train the team').waitFor();
  const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}`);
  expect(body.state).toBe('approved_with_conditions');
});

it('approves several of low risk together', async () => {
  await Promise.all([organisation.submit(low), organisation.submit(low)]);
  const page = await plain('privacy', '/inbox');
  for (const box of await page.getByLabel('choose').all()) await box.check();
  await page.getByRole('button', { name: 'Approve the chosen' }).click();
  await page.getByRole('button', { name: 'Approve all 2' }).click();
  await page.getByRole('heading', { name: '2 of 2 approved' }).waitFor();
});
