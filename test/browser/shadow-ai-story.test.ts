import { afterAll, beforeAll, expect, it } from 'vitest';
import { ShadowAiScene } from '../api/shadow-ai-scene.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { tabTo } from './keyboard.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: ShadowAiScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new ShadowAiScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

it(
  'the log of a proxy is looked through, what it tells of is found, handed over, blocked, and found again',
  { timeout: 180_000 },
  async () => {
    const time = new Date(Date.now() - 3_600_000).toISOString();
    const rows = [
      `${time},colleague,https://www.perplexity.ai/search?q=x`,
      `${time},legal,perplexity.ai`,
      `${time},colleague,intranet.example.com`,
    ];
    const log = ['timestamp,user,url', ...rows].join('\n');
    const file = { name: 'proxy.csv', mimeType: 'text/csv', buffer: Buffer.from(log) };

    const manager = await browser.openAs(organisation, 'compliance', '/ai-systems');
    await manager.getByRole('link', { name: /^Shadow AI/ }).click();
    await manager.getByText('None is like that.').waitFor();
    await manager.getByRole('link', { name: 'Look through a log …' }).click();
    await manager.getByLabel('File', { exact: true }).setInputFiles(file);
    await manager.getByRole('button', { name: 'Only look' }).click();
    await manager.getByText('Nothing has been put down.').waitFor();
    expect(await manager.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^Perplexity\s+2\s+2\s+no$/),
    ]);
    await manager.getByLabel('File', { exact: true }).setInputFiles(file);
    await manager.getByRole('button', { name: 'Put its uses down' }).click();
    await manager.getByText('2 uses put down').waitFor();

    const open = await foundOnce('Perplexity');
    await manager.goto('/shadow-ai');
    await manager.getByRole('link', { name: 'Perplexity' }).click();
    expect(await manager.locator('main').innerText()).toContain('used 2 times, by 2 people');
    await manager.getByLabel('To whom').fill('colleague');
    await manager.getByRole('button', { name: 'Hand it over' }).click();
    await manager.getByText('Kim Colleague').first().waitFor();

    // Without a mouse, from the inbox to having it blocked.
    const colleague = await browser.openAs(organisation, 'colleague', '/inbox/tasks');
    await tabTo(colleague, 'Perplexity');
    await colleague.keyboard.press('Enter');
    await colleague.waitForURL(`**/shadow-ai/${open}`);
    await tabTo(colleague, /^How it is blocked/);
    await colleague.keyboard.type('The proxy refuses it since today.');
    await tabTo(colleague, 'It is blocked');
    await colleague.keyboard.press('Enter');
    await colleague.getByText('The proxy refuses it since today.').waitFor();

    await scene.use('Perplexity', { usedAt: new Date(Date.now() + 30_000).toISOString() });
    await foundOnce('Perplexity');
    await manager.goto('/shadow-ai');
    expect(await manager.locator('main .list').innerText()).toContain('found for the 2nd time');
  },
);

/** The id of the one finding of the name that is open, once there is one. */
async function foundOnce(name: string): Promise<string> {
  const [finding] = await eventually(async () => {
    const open = await scene.findings(name, 'open');
    return open.length === 1 && open;
  });
  return finding?.id ?? '';
}
