import { afterAll, beforeAll, expect, it } from 'vitest';
import { AiSystemScene } from '../api/ai-system-scene.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { tabTo } from './keyboard.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: AiSystemScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new AiSystemScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const name = 'Support Drafts';

it(
  'a system is taken into use, somebody joins, it is stopped, and it is let go on',
  { timeout: 180_000 },
  async () => {
    const id = await scene.approved();
    const path = `/ai-systems/${id}`;

    const owner = await browser.openAs(organisation, 'business-owner', `/adoption-requests/${id}`);
    await owner.getByRole('main').getByRole('link', { name, exact: true }).click();
    await owner.getByRole('link', { name: 'Take it into use' }).click();
    await owner.getByRole('button', { name: 'Take it into use' }).click();
    await owner.getByText('It is in use now.').waitFor();

    // Without a mouse, from the register to what the owner is asked.
    const colleague = await browser.openAs(organisation, 'colleague', '/ai-systems');
    await tabTo(colleague, name);
    await colleague.keyboard.press('Enter');
    await colleague.waitForURL(`**${path}`);
    await tabTo(colleague, 'Ask to join …');
    await colleague.keyboard.press('Enter');
    await colleague.waitForURL(`**${path}/joining`);
    await tabTo(colleague, /^What you would use it for/);
    await colleague.keyboard.type('Our team answers tickets too.');
    await tabTo(colleague, 'Ask its owner');
    await colleague.keyboard.press('Enter');
    await colleague.getByText('Its owner says whether you may use it').waitFor();

    await owner.goto(path);
    await owner.getByRole('link', { name: 'Answer Kim Colleague' }).click();
    expect(await owner.locator('main').innerText()).toContain('Our team answers tickets too.');
    await owner.getByLabel('Yes, they may use it').check();
    await owner.getByRole('button', { name: 'Answer' }).click();
    await owner.getByText('Answered. Whoever asked has been told.').waitFor();
    await colleague.reload();
    expect(await colleague.locator('#act').innerText()).toContain('You are among those');

    const security = await browser.openAs(organisation, 'security', path);
    await security.getByRole('link', { name: 'Suspend it' }).click();
    await security.getByLabel('Why').fill('Answers name customers who never wrote to us.');
    await security.getByRole('button', { name: 'Suspend it' }).click();
    await security.getByText('Usage checks say no from now on.').waitFor();
    await owner.reload();
    expect(await owner.locator('.page-head').innerText()).toContain('Answers name customers');
    expect(await owner.getByRole('link', { name: 'Let it go on' }).count()).toBe(0);

    const manager = await browser.openAs(organisation, 'compliance', '/ai-systems?state=suspended');
    await manager.getByRole('link', { name, exact: true }).click();
    await manager.getByRole('link', { name: 'Let it go on' }).click();
    expect(await manager.locator('main').innerText()).toContain('Answers name customers');
    await manager.getByLabel('What was mended').fill('The index was built anew.');
    await manager.getByRole('button', { name: 'Let it go on' }).click();
    await manager.getByText('It may be used again.').waitFor();
    const told = await manager.locator('#history li').allInnerTexts();
    expect(told).toHaveLength(6);
    expect(told.at(-1)).toContain('Chris Compliance let it go on.');
  },
);
