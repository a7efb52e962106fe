import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { focusOf, tabTo } from './keyboard.ts';

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

it('takes a sign-off from the inbox to the signature', async () => {
  const { id } = (await organisation.submit({ title: 'Signed by hand alone' })).body;
  const page = await browser.openAs(organisation, 'security', '/inbox');
  await tabTo(page, 'Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Everything');
  await tabTo(page, 'Signed by hand alone');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/adoption-requests/${id}**`);

  await tabTo(page, /^Approve/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Comment/);
  await page.keyboard.type('Without a mouse.');
  await tabTo(page, 'Continue …');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-off');

  await tabTo(page, 'Approve for Security');
  await page.keyboard.press('Space');
  await page.getByText('Signed. It is on record.').waitFor();
  const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}`);
  expect(body['signOffs']).toContainEqual(
    expect.objectContaining({ role: 'security', state: 'approved', comment: 'Without a mouse.' }),
  );
});

it('skips the shell by the first link of a page', async () => {
  const page = await browser.openAs(organisation, 'security', '/adoption-requests');
  await tabTo(page, 'Skip to the content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
});

it('opens and closes the menu of the person', async () => {
  const page = await browser.openAs(organisation, 'security', '/inbox');
  const menu = page.locator('details.shell-person');
  await tabTo(page, 'Sasha Security');
  await page.keyboard.press('Enter');
  expect(await menu.getAttribute('open')).not.toBeNull();
  await tabTo(page, 'Settings');
  await page.keyboard.press('Escape');
  expect(await menu.getAttribute('open')).toBeNull();
  expect((await focusOf(page)).name).toBe('Sasha Security');
  await page.keyboard.press('Space');
  await tabTo(page, 'Sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in**');
});
