import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { markedText } from '../api/pdf-text.ts';
import { pdfOf, TrustScene } from '../api/trust-scene.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { axeViolations, Browser } from './browser.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: TrustScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new TrustScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

/** Reads well by axe in either scheme at either width, and prints without what only a screen needs. */
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
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.title()).toMatch(/^.+ · Example Ltd$/);
}

it(
  'a stakeholder goes from the public page to a marked copy, and loses access when it is taken back',
  { timeout: 240_000 },
  async () => {
    // The compliance manager writes, looks and publishes.
    const manager = await browser.openAs(organisation, 'compliance', '/trust-center');
    await manager.getByText('Nothing is published yet.').waitFor();
    await manager.getByRole('link', { name: 'Write it …' }).click();
    await manager.getByLabel('Text', { exact: true }).fill('# Confidentiality\n\nYou keep it to yourself.');
    await manager.getByRole('button', { name: 'Put it in force' }).click();
    await manager.getByRole('heading', { name: 'Version 1' }).waitFor();
    await manager.goto('/trust-center/documents/new');
    await manager.getByLabel('Title', { exact: true }).fill('Report of the audit');
    await manager.getByLabel('Owner', { exact: true }).fill('security');
    await manager.getByLabel('Title and summary stand on the public page').check();
    await manager.getByLabel('Only with the NDA in force accepted').check();
    const file = { name: 'Report.pdf', mimeType: 'application/pdf', buffer: await pdfOf('Findings', 2) };
    await manager.getByLabel('File', { exact: true }).setInputFiles(file);
    await manager.getByRole('button', { name: 'Add it' }).click();
    await manager.getByRole('heading', { name: 'Report of the audit' }).waitFor();
    await manager.goto('/trust-center/draft');
    await manager.getByLabel('Name of the organisation').fill('Example Ltd');
    await manager.getByLabel('Principles').fill('## Ours\n\nPeople decide.');
    await manager.getByLabel(/^A\.9\.2/).check();
    await manager.getByRole('button', { name: 'Save and look at it' }).click();
    await manager.getByText('A draft, as it would be published now.').waitFor();
    await manager.getByRole('link', { name: 'Back' }).click();
    await manager.getByRole('button', { name: 'Publish the draft' }).click();
    await manager.getByText('SHA-256').first().waitFor();

    // Somebody outside, without script, asks.
    const reader = await browser.open(organisation, '/trust', { javaScript: false });
    await reader.getByText('People decide.').waitFor();
    await reader.getByRole('link', { name: 'Ask for documents' }).click();
    await reader.getByLabel('Report of the audit').check();
    await reader.getByLabel('Your name').fill('Ρέα Αναγνώστρια');
    await reader.getByLabel('Company').fill('Reader Inc');
    await reader.getByLabel('Mail address').fill('rea@reader.example');
    await reader.getByRole('button', { name: 'Ask for them' }).click();
    await reader.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    const [grant = ''] = await scene.grantsBehind('rea@reader.example');
    await scene.until(grant, 'verifying');
    await reader.goto(`/trust/requests/${await scene.tokenOf('rea@reader.example', 'verify')}`);
    await reader.getByText('You keep it to yourself.').waitFor();
    await reader.getByLabel('I accept version 1').check();
    await reader.getByRole('button', { name: 'It was me: confirm' }).click();
    await reader.getByRole('heading', { name: 'Thank you' }).waitFor();

    // The owner decides, from the inbox.
    await scene.until(grant, 'waiting');
    const owner = await browser.openAs(organisation, 'security', '/inbox/tasks');
    await owner.getByRole('link', { name: 'Report of the audit' }).click();
    await owner.getByText('rea@reader.example').waitFor();
    await owner.getByLabel('For how many days').fill('7');
    await owner.getByRole('button', { name: 'Grant access' }).click();
    await owner.getByText('Granted').first().waitFor();

    await reader.goto('/trust/access');
    await reader.getByLabel('Mail address').fill('rea@reader.example');
    await reader.getByRole('button', { name: 'Mail me a link' }).click();
    await reader.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await reader.goto(`/trust/access/links/${await scene.tokenOf('rea@reader.example', 'enter')}`);
    await reader.getByRole('button', { name: 'Open the documents' }).click();
    const link = reader.getByRole('link', { name: 'Report of the audit (PDF)' });
    const [download] = await Promise.all([reader.waitForEvent('download'), link.click()]);
    const pages = await markedText(await readFile(await download.path()));
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      expect(page).toContain('Ρέα Αναγνώστρια, Reader Inc');
      expect(page).toContain('rea@reader.example');
    }

    // Taken back while the page is open.
    await owner.getByLabel('Why it is taken back').fill('The contract ended.');
    await owner.getByRole('button', { name: 'Take access back' }).click();
    await owner.getByText('Taken back').first().waitFor();
    await link.click();
    await reader.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await reader.goto('/trust/access');
    await reader.getByText('Taken back').waitFor();
    await reader.getByRole('button', { name: 'Leave this browser' }).click();
    await reader.getByLabel('Mail address').waitFor();
  },
);

it(
  'a stakeholder goes from the public page to a marked copy, and loses access at the minute it ends',
  { timeout: 240_000 },
  async () => {
    await scene.published();
    const { title } = await scene.document({}, await pdfOf('Findings', 2));
    const email = 'rae@ending.example';
    const reader = await browser.open(organisation, '/trust', { javaScript: false });
    await reader.getByRole('link', { name: 'Ask for documents' }).click();
    await reader.getByLabel(title).check();
    await reader.getByLabel('Your name').fill('Rae Reader');
    await reader.getByLabel('Company').fill('Reader Inc');
    await reader.getByLabel('Mail address').fill(email);
    await reader.getByRole('button', { name: 'Ask for them' }).click();
    const confirmed = async (): Promise<string> => {
      await reader.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      const [grant = ''] = await scene.grantsBehind(email);
      await scene.until(grant, 'verifying');
      await reader.goto(`/trust/requests/${await scene.tokenOf(email, 'verify')}`);
      await reader.getByRole('button', { name: 'It was me: confirm' }).click();
      await reader.getByRole('heading', { name: 'Thank you' }).waitFor();
      await scene.until(grant, 'waiting');
      expect((await scene.act('security', grant, 'approval', { days: 7 })).status).toBe(200);
      return grant;
    };
    const first = await confirmed();
    const endsAt = Date.parse(String((await scene.read(first)).body['endsAt']));
    const link = reader.getByRole('link', { name: `${title} (PDF)` });
    const copy = async () => {
      const [download] = await Promise.all([reader.waitForEvent('download'), link.click()]);
      return markedText(await readFile(await download.path()));
    };
    // The clock of the API is set; that of Temporal is not, so nothing rests on the workflow's timer.
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true, now: endsAt - 60_000 });
    try {
      await reader.goto('/trust/access');
      await reader.getByLabel('Mail address').fill(email);
      await reader.getByRole('button', { name: 'Mail me a link' }).click();
      await reader.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      await reader.goto(`/trust/access/links/${await scene.tokenOf(email, 'enter')}`);
      await reader.getByRole('button', { name: 'Open the documents' }).click();
      await link.waitFor();
      vi.setSystemTime(endsAt - 60_000);
      const pages = await copy();
      expect(pages).toHaveLength(2);
      const day = new Date(endsAt - 60_000).toISOString().slice(0, 10);
      for (const page of pages) {
        expect(page).toContain(`Copy for ${email}`);
        expect(page).toContain(day);
      }

      // The page with the link on it is still open.
      vi.setSystemTime(endsAt);
      await link.click();
      await reader.getByRole('heading', { name: 'There is nothing here' }).waitFor();
      await reader.goto('/trust/access');
      await reader.getByText('Ended', { exact: true }).waitFor();
      expect(await link.count()).toBe(0);
      expect((await scene.read(first)).body.state).toBe('granted');

      await reader.getByRole('button', { name: 'Ask again' }).click();
      const second = await confirmed();
      expect((await scene.read(second)).body).toMatchObject({ renews: first });
      await reader.goto('/trust/access');
      expect(await copy()).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  },
);

it('what anybody sees is open to all', { timeout: 240_000 }, async () => {
  await scene.call('compliance', 'POST', '/v1/ndas', {
    markdown: '## Confidentiality\n\nYou keep it to yourself.',
  });
  await scene.published({ principles: '# Ours\n\nPeople decide.', controls: ['A.9.2'] });
  const document = await scene.document({ needsNda: 'true' });
  const email = 'open@reader.example';
  const page = await browser.open(organisation, '/trust');
  await isOpenToAll(page);
  for (const path of [
    '/trust/requests/new',
    '/trust/access',
    '/trust/subscriptions',
    '/trust/unsubscribe/x',
    '/trust/x',
  ]) {
    await page.goto(path);
    await isOpenToAll(page);
  }
  await page.goto('/trust/requests/new');
  await page.getByRole('button', { name: 'Ask for them' }).click();
  await page.getByRole('alert').waitFor();
  await isOpenToAll(page);
  await page.getByLabel(document.title).check();
  await page.getByLabel('Your name').fill('Rae');
  await page.getByLabel('Company').fill('R');
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('button', { name: 'Ask for them' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await isOpenToAll(page);
  const [grant = ''] = await scene.grantsBehind(email);
  await scene.until(grant, 'verifying');
  await page.goto(`/trust/requests/${await scene.tokenOf(email, 'verify')}`);
  await isOpenToAll(page);
  await page.getByLabel(/^I accept version/).check();
  await page.getByRole('button', { name: 'It was me: confirm' }).click();
  await scene.until(grant, 'waiting');
  await scene.act('security', grant, 'approval', { days: 30 });
  await page.goto('/trust/access');
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await page.goto(`/trust/access/links/${await scene.tokenOf(email, 'enter')}`);
  await isOpenToAll(page);
  await page.getByRole('button', { name: 'Open the documents' }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
  await isOpenToAll(page);
});
