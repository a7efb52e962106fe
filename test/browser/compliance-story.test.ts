import { afterAll, beforeAll, expect, it } from 'vitest';
import { AiSystemScene } from '../api/ai-system-scene.ts';
import { GapScene } from '../api/gap-scene.ts';
import { ShadowAiScene } from '../api/shadow-ai-scene.ts';
import { eventually } from '../eventually.ts';
import { exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { tabTo } from './keyboard.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: GapScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new GapScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const statement =
  'Before a system is used it is checked whether it may be, for every system that has been used of late.';

it(
  'a gap of A.9.2 is found, given to somebody, refused while it is open, mended, closed; and the trend moves',
  { timeout: 180_000 },
  async () => {
    const title = 'Ranking of applications';
    await new AiSystemScene(organisation).live({
      system: { ...(exampleSubmission()['system'] as object), name: title },
    });
    await new ShadowAiScene(organisation).use(title, { dataClass: 'special_category' });
    // So that there is a day before this one.
    await scene.evaluate(1);
    const gap = await scene.opened('scope-enforced');
    await eventually(everyGapIsOpen);

    const manager = await browser.openAs(organisation, 'compliance', '/compliance');
    const responsibleUse = manager.locator('section', {
      has: manager.getByRole('heading', { name: /^A\.9\.2 / }),
    });
    const gaps = responsibleUse.getByRole('link', { name: 'Gap', exact: true });
    const before = await gaps.count();
    expect(before).toBeGreaterThanOrEqual(3);
    await manager.getByRole('link', { name: statement }).first().click();
    await manager.getByRole('link', { name: title }).waitFor();
    await manager.getByRole('link', { name: 'The gap that is open for it' }).click();
    await manager.getByLabel('To whom').fill('colleague');
    await manager.getByRole('button', { name: 'It is theirs' }).click();
    await manager.getByText('Kim Colleague').first().waitFor();

    // Without a mouse, from the inbox to a plan, and to a closing that the records refuse.
    const colleague = await browser.openAs(organisation, 'colleague', '/inbox/tasks');
    await tabTo(colleague, statement);
    await colleague.keyboard.press('Enter');
    await colleague.waitForURL(`**/gaps/${gap}`);
    await tabTo(colleague, /^What it came from/);
    await colleague.keyboard.type('Its gateway did not ask.');
    await tabTo(colleague, /^What was done so that it does not come again/);
    await colleague.keyboard.type('Its gateway asks before each use.');
    await tabTo(colleague, 'Close the gap');
    await colleague.keyboard.press('Enter');
    await colleague.getByText('The check does not pass: 1 of 1 records still do not show it.').waitFor();

    const check = { person: 'requester', system: title, purpose: 'Rank', dataClass: 'internal' };
    const asked = await organisation.call('compliance', 'POST', '/v1/usage-checks', { checks: [check] });
    expect(asked.status).toBe(200);
    await colleague.getByRole('button', { name: 'Close the gap' }).click();
    await colleague.getByText('Its gateway asks before each use.').waitFor();
    expect(await colleague.locator('main').innerText()).toContain('Closed');

    await scene.evaluate();
    await manager.goto('/compliance');
    await eventually(async () => {
      await manager.reload();
      return (await gaps.count()) === before - 1;
    });
    expect(
      await manager.getByRole('img', { name: /^Statements that are met: from \d+ to \d+/ }).count(),
    ).toBe(1);
    await manager.getByRole('link', { name: statement }).first().click();
    await manager.getByRole('img', { name: /^Records that do not show it: from 0 to 1, last 0/ }).waitFor();
  },
);

/** Whether each statement that fails has its gap. */
async function everyGapIsOpen(): Promise<boolean> {
  const { body } = await organisation.call('auditor', 'GET', '/v1/controls');
  const items = body['items'] as { statements: { failing: number; gap: object | null }[] }[];
  const failing = items.flatMap(({ statements }) => statements).filter((one) => one.failing > 0);
  return failing.length > 3 && failing.every(({ gap }) => gap !== null);
}
