import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { type Showcase, showcase } from './showcase.ts';

const images = path.join(import.meta.dirname, '../../docs/images');

// `npm run screenshots` takes the README's pictures anew after a change that can be seen; it tests nothing.
describe('pictures of', () => {
  let organisation: TestOrganisation;
  let browser: Browser;
  let there: Showcase;
  beforeAll(async () => {
    [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
    there = await showcase(organisation);
  });
  afterAll(async () => {
    await browser.endVisits().finally(() => browser.close());
    await organisation.close();
  });

  const scenes: [name: string, account: Account, address: () => string][] = [
    ['inbox', 'privacy', () => '/inbox'],
    ['request', 'privacy', () => `/adoption-requests/${there.request}`],
    ['form', 'requester', () => `/drafts/${there.draft}/purpose`],
    ['policy', 'colleague', () => `/policies/${there.policy}`],
    ['approval-policy', 'compliance', () => '/approval-policy'],
  ];
  const looks = [
    { width: 1280, height: 960, scale: 1 },
    { width: 375, height: 812, scale: 2 },
  ];
  for (const [name, account, address] of scenes) {
    it.each(looks)(`${name} at $width pixels`, async (look) => {
      const page = await browser.openAs(organisation, account, address(), look);
      await page.screenshot({ path: path.join(images, `${name}-${look.width}.png`) });
    });
  }
});
