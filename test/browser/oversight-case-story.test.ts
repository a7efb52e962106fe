import { afterAll, beforeAll, expect, it } from 'vitest';
import { AiSystemScene } from '../api/ai-system-scene.ts';
import { OversightScene } from '../api/oversight-scene.ts';
import { gateway, sentUse } from '../api/usage-scene.ts';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';

let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found({ relay: true }), Browser.launch()]);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const statement = 'At least seven in ten drafts are sent as they are.';
const quality = {
  ...{ id: 'answer-quality', statement, kind: 'metric', metric: 'answer_quality' },
  ...{ least: 0.7, most: null, windowMinutes: 1_440, minSamples: 3 },
};

/** Uses that get the drafts wrong, as a gateway tells of them. */
async function tellOfBadUse(system: string): Promise<void> {
  const tell = await gateway(organisation);
  const events = [0.5, 0.6, 0.4].map((value) =>
    sentUse(system, { usedAt: new Date().toISOString(), measurements: { answer_quality: value } }),
  );
  const { status, body } = await tell('POST', '/v1/usage-events', { events });
  expect([status, body['refused']]).toEqual([200, 0]);
}

/** The case of the breach once somebody has it, and who that is. */
async function caseOf(system: string): Promise<{ id: string; reviewer: Account }> {
  return eventually(async () => {
    const query = `system=${system}&kind=breach`;
    const { body } = await organisation.call('auditor', 'GET', `/v1/oversight-cases?${query}`);
    const [found] = body['items'] as { id: string; reviewer: { userName: Account } | null }[];
    return found?.reviewer ? { id: found.id, reviewer: found.reviewer.userName } : undefined;
  });
}

it(
  'a boundary is broken, its reviewer stops the system, and closes the case with root cause and action',
  { timeout: 240_000 },
  async () => {
    const systems = new AiSystemScene(organisation);
    await new OversightScene(organisation).staff();
    const system = await systems.live();
    await systems.set('business-owner', system, 'boundaries', { boundaries: [quality] });
    await systems.act('colleague', system, 'joinings', { reason: 'We answer tickets too.' });
    await systems.act('business-owner', system, 'joinings/1/answer', { admit: true, note: '' });

    const colleague = await browser.openAs(organisation, 'colleague', `/ai-systems/${system}`);
    await colleague.getByRole('link', { name: 'May I use it?' }).click();
    await colleague.getByLabel('With which data').selectOption('internal');
    await colleague.getByRole('button', { name: 'Ask', exact: true }).click();
    await colleague.getByText('Yes, you may').waitFor();

    await tellOfBadUse(system);
    const { id, reviewer } = await caseOf(system);

    // From the mail to the page of the case, and there from the inbox too.
    const page = await browser.openAs(organisation, reviewer, `/mailbox?person=${reviewer}`);
    const mail = page
      .getByRole('main')
      .getByRole('link', { name: /seven in ten drafts/ })
      .first();
    await eventually(async () => {
      await page.reload();
      return (await mail.count()) > 0;
    });
    await mail.click();
    await page.locator(`.mail a[href$="/oversight-cases/${id}"]`).first().click();
    await page.waitForURL(`**/oversight-cases/${id}`);
    await page.goto('/inbox/tasks');
    await page.getByRole('link', { name: /seven in ten drafts/ }).click();
    await page.waitForURL(`**/oversight-cases/${id}`);
    const seen = await page.getByRole('main').innerText();
    for (const words of [`Broken: ${statement}`, 'at least 0.7', 'it was 0.5, from 3 samples', 'In use']) {
      expect(seen).toContain(words);
    }
    await page.getByRole('button', { name: 'I am at it' }).click();
    await page.getByText('It is on record that you are at it.').waitFor();

    await page.getByRole('link', { name: 'Stop the system' }).click();
    expect(await page.getByRole('main').innerText()).toContain('is suspended at once');
    await page.getByRole('button', { name: 'Stop it now' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Why').fill('Drafts answer a question that nobody asked.');
    await page.getByRole('button', { name: 'Stop it now' }).click();
    await page.getByText('whoever is concerned has been told').waitFor();

    await eventually(async () => {
      await colleague.goto(`/ai-systems/${system}/usage-check`);
      await colleague.getByRole('button', { name: 'Ask', exact: true }).click();
      return (await colleague.getByRole('main').innerText()).includes('No, not now');
    });
    expect(await colleague.getByRole('main').innerText()).toContain('a question that nobody asked');

    await page.reload();
    expect(await page.locator('#matter').innerText()).toContain('Suspended');
    await page.getByRole('link', { name: 'Close it' }).click();
    await page.getByLabel('What it came from').fill('The index was built from last year’s tickets.');
    await page.getByLabel('What is done so that').fill('It is built anew each night, and checked.');
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.getByText('Closed.', { exact: true }).waitFor();
    const told = await page.locator('#history li').allInnerTexts();
    expect(told.at(-1)).toContain('closed it');
    expect(told.join()).toContain('stopped the system');
    expect(await page.locator('#closing').innerText()).toContain('built anew each night');

    await page.goto(`/ai-systems/${system}`);
    expect(await page.locator('#breaches').innerText()).toContain('Settled');
    await page.getByRole('link', { name: statement }).click();
    await page.waitForURL(`**/oversight-cases/${id}`);
  },
);
