import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
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

async function submitted(): Promise<string> {
  return (await organisation.submit()).body.id;
}

const sawSecuritySign = (page: Page) => page.getByText('Sasha Security approved for Security.').waitFor();

it('an open page shows what somebody else signs and says, and keeps what one has begun', async () => {
  const id = await submitted();
  const page = await browser.openAs(organisation, 'legal', `/adoption-requests/${id}`);
  await page.evaluate('window.sameDocument = true');
  await page.locator('[name=decision][value=reject]').check();
  await page.getByLabel('Comment').fill('Because');
  await page.getByLabel('Say something').fill('I was about to say');

  await organisation.signOff('security', id, 'security');
  await sawSecuritySign(page);
  await organisation.call('privacy', 'POST', `/v1/adoption-requests/${id}/comments`, {
    text: 'Who sees it?',
  });
  await page.getByText('Who sees it?').waitFor();

  expect(await page.locator('[name=decision][value=reject]').isChecked()).toBe(true);
  expect(await page.getByLabel('Comment').inputValue()).toBe('Because');
  expect(await page.getByLabel('Say something').inputValue()).toBe('I was about to say');
  expect(await page.evaluate('window.sameDocument')).toBe(true);
});

it('takes away what one can no longer do, unless one is at it', async () => {
  const id = await submitted();
  const page = await browser.openAs(organisation, 'security-2', `/adoption-requests/${id}`);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await organisation.signOff('security', id, 'security');
  await page.getByRole('button', { name: 'Continue' }).waitFor({ state: 'detached' });
});

it('asks now and then where the server cannot tell', async () => {
  const id = await submitted();
  const page = await browser.openAs(organisation, 'requester', `/adoption-requests/${id}`);
  await page.clock.install();
  // What a browser hears of a stream that it shall not ask for again (WHATWG HTML 9.2.2).
  await page.route('**/changes?*', (route) => route.fulfill({ status: 204 }));
  const refused = page.waitForResponse('**/changes?*');
  await page.reload();
  await refused;
  await page.evaluate('window.sameDocument = true');
  await organisation.signOff('security', id, 'security');
  expect(await page.getByText('Sasha Security approved for Security.').count()).toBe(0);
  await page.clock.runFor(15_000);
  await sawSecuritySign(page);
  expect(await page.evaluate('window.sameDocument')).toBe(true);
});
