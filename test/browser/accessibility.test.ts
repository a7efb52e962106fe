import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from '../../api/pages/index.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { axeViolations, Browser } from './browser.ts';
import { furnish, type Furnishing } from './furnishing.ts';
import { visits } from './visits.ts';

let organisation: TestOrganisation;
let browser: Browser;
let there: Furnishing;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found({ relay: true }), Browser.launch()]);
  there = await furnish(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const windows: Partial<Record<Account, Promise<Page>>> = {};

/** The window of somebody who stays signed in, at an address. */
async function visit(account: Account, address: string): Promise<Page> {
  const page = await (windows[account] ??= browser.openAs(organisation, account, '/inbox'));
  await page.goto(address);
  return page;
}

/** Reads well by axe in either scheme at either width, and has what a document must have. */
async function isOpenToAll(page: Page): Promise<void> {
  const where = page.url();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // The scheme changes colours and nothing else.
      const found = await axeViolations(page, { colours: colorScheme === 'dark' });
      expect(found, `${where}, ${width} px, ${colorScheme}`).toEqual([]);
    }
    const scrolls = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(scrolls, `${where} scrolls sideways at ${width} px`).toBe(false);
  }
  expect(await page.locator('h1').count(), `h1 of ${where}`).toBe(1);
  expect(await page.title()).toMatch(/^.+ · Countersign$/);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
}

describe('every page', () => {
  it('has a visit', () => {
    const gets = pages
      .filter(({ method, sendsFile }) => method === 'get' && sendsFile !== true)
      .map(({ path }) => path);
    expect(Object.keys(visits).sort()).toEqual([...new Set(gets)].sort());
  });

  it.each(
    Object.entries(visits).flatMap(([path, each]) =>
      each.map(([account, address]) => ({ path, account, address })),
    ),
  )('GET $path, as $account', async ({ account, address }) => {
    const page = await visit(account, address(there));
    expect(new URL(page.url()).pathname, 'led elsewhere').not.toBe('/sign-in');
    await isOpenToAll(page);
  });

  it('of those who have not signed in', async () => {
    await isOpenToAll(await browser.open(organisation, '/inbox'));
  });

  it('that is not there, or not for this person', async () => {
    for (const address of ['/nowhere', '/approval-policy/next']) {
      await isOpenToAll(await visit('auditor', address));
    }
  });
});

describe('what a form answers with', () => {
  it('a sign-off, to be confirmed, at fault, and stale', async () => {
    const page = await visit('privacy', `/adoption-requests/${there.inReview}`);
    await page.getByLabel('Approve with conditions').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await isOpenToAll(page);
    await page.getByLabel('Condition 1').fill('Keep nothing');
    await page.getByLabel('By whom').first().fill('nobody-here');
    await page.getByLabel('By when').first().fill('2027-03-01');
    await page.getByRole('button', { name: 'Approve with conditions for Privacy' }).click();
    await page.getByRole('alert').getByText('Nobody of this id').waitFor();
    await isOpenToAll(page);

    const amendment = { purpose: { alternativesConsidered: 'None that speaks Danish.' } };
    const path = `/v1/adoption-requests/${there.inReview}`;
    await organisation.call('requester', 'PATCH', path, amendment, { 'if-match': '"1"' });
    await page.getByLabel('By whom').fill('requester');
    await page.getByRole('button', { name: 'Approve with conditions for Privacy' }).click();
    await page.getByRole('heading', { name: 'This has changed since you read it' }).waitFor();
    await isOpenToAll(page);
  });

  it('several approvals, to be reviewed, and what became of them', async () => {
    const page = await visit('privacy', '/inbox');
    for (const box of await page.getByLabel('choose').all()) await box.check();
    await page.getByRole('button', { name: 'Approve the chosen' }).click();
    await isOpenToAll(page);
    const [first = ''] = there.low;
    await organisation.call('requester', 'POST', `/v1/adoption-requests/${first}/withdrawal`, {});
    await page.getByRole('button', { name: 'Approve all 2' }).click();
    await page.getByRole('heading', { name: '1 of 2 approved' }).waitFor();
    await isOpenToAll(page);
  });
});
