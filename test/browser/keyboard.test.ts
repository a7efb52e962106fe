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

interface Focus {
  /** What has the focus, by its label or its text. */
  name: string;
  outlined: boolean;
  inWindow: boolean;
}

const lookAtFocus = `(() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const { top, left, bottom, right } = focused.getBoundingClientRect();
  const name = [...(focused.labels ?? []), focused].map(({ textContent }) => textContent).join(' ').trim();
  return {
    name,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    inWindow: top < innerHeight && left < innerWidth && bottom > 0 && right > 0,
  };
})()`;

/** Tabs on until something of this name has the focus; all the way one sees where one is. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<Focus>(lookAtFocus);
    expect(focus, `on the way: ${passed.join(' | ')}`).toMatchObject({
      outlined: true,
      inWindow: true,
    });
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
    passed.push(focus.name.slice(0, 20));
  }
  throw new Error(`no way by Tab to ${String(name)}, only to ${passed.join(' | ')}`);
}

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
  expect((await page.evaluate<Focus>(lookAtFocus)).name).toBe('Sasha Security');
  await page.keyboard.press('Space');
  await tabTo(page, 'Sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in**');
});
