import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PolicyScene } from '../api/policy-scene.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { done } from './done.ts';
import { tabTo } from './keyboard.ts';
import { saved } from './saved.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: PolicyScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new PolicyScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
});

const title = 'Meeting transcripts';
const kept = 'For a year.';
const deleted = 'They are deleted after thirty days.';

async function declaresChange(policy: string): Promise<Page> {
  const manager = await browser.openAs(organisation, 'compliance', '/significant-changes/new');
  await manager.locator('[name="/kind"][value=incident]').check();
  await manager.getByLabel('What has changed, and why').fill('A transcript was found years later.');
  await manager.getByRole('button', { name: 'Continue' }).click();
  await manager.locator(`[name="/policies"][value="${policy}"]`).check();
  await manager.getByRole('button', { name: 'Declare it' }).click();
  await manager.waitForURL('**/significant-changes?done=declared');
  await scene.until(policy, ({ review }) => review !== null);
  return manager;
}

async function revises(policy: string): Promise<Page> {
  const owner = await browser.openAs(organisation, 'requester', `/policies/${policy}`);
  await owner.getByRole('link', { name: 'Revise it' }).click();
  const text = owner.getByLabel('Text', { exact: true });
  await text.fill((await text.inputValue()).replace(kept, deleted));
  await owner.getByRole('button', { name: 'Save and look at it' }).click();
  expect(await owner.locator('#changed ins').allInnerTexts()).not.toEqual([]);
  await owner.locator('[name="/major"][value=true]').check();
  await owner.getByLabel('What has changed').fill('Transcripts are kept for thirty days.');
  await owner.getByRole('button', { name: 'Continue' }).click();
  await owner.getByRole('button', { name: 'Hand in version 2' }).click();
  await owner.getByText('Handed in. Whoever has to sign has been told.').waitFor();
  return owner;
}

async function approves(account: 'legal' | 'privacy', policy: string): Promise<void> {
  const approver = await browser.openAs(organisation, account, `/policies/${policy}`);
  await approver.getByRole('link', { name: 'Sign off for' }).click();
  expect(await approver.locator('#changed').innerText()).toContain('thirty days');
  await approver.locator('[name=decision][value=approve]').check();
  await approver.getByRole('button', { name: 'Continue' }).click();
  await approver.locator('form[action$="/sign-offs"] .buttons button').click();
  await approver.getByText('Signed. It is on record.').waitFor();
}

it(
  'a policy is revised, signed and in force, read with what has changed and acknowledged, and its owner sees who is outstanding',
  { timeout: 180_000 },
  async () => {
    const policy = await scene.published({ title });
    await done(scene.acknowledge('colleague', policy));

    const manager = await declaresChange(policy);
    const owner = await revises(policy);
    await approves('legal', policy);
    await approves('privacy', policy);
    await scene.asked(policy, 2);

    // Without a mouse, from what one is asked to the button that one agrees by.
    const reader = await browser.openAs(organisation, 'colleague', '/assignments');
    await tabTo(reader, title);
    await reader.keyboard.press('Enter');
    await reader.getByText('What has changed since version 1, which you acknowledged').waitFor();
    expect((await reader.locator('#changed del').allInnerTexts()).join(' ')).toContain('year');
    expect((await reader.locator('#changed ins').allInnerTexts()).join(' ')).toContain('thirty days');
    await tabTo(reader, 'I have read version 2 and will follow it');
    await reader.keyboard.press('Enter');
    await reader.getByText('It is on record that you have acknowledged it.').waitFor();
    expect(await reader.locator('#act').innerText()).toContain('You acknowledged version 2');
    await reader.goto('/assignments');
    expect(await reader.locator('main').innerText()).toContain('You are asked for nothing.');

    await owner.goto(`/policies/${policy}`);
    await owner.getByRole('link', { name: 'Who is outstanding' }).click();
    const outstanding = await owner.locator('table').innerText();
    expect(outstanding).toContain('Lee Legal');
    expect(outstanding).not.toContain('Kim Colleague');
    const file = await saved(owner, () => owner.getByRole('link', { name: 'CSV' }).click());
    expect(file.name).toMatch(/\.csv$/);
    expect(file.content.toString()).toContain('legal');
    expect(file.content.toString()).not.toContain('colleague');

    // A year later somebody asks who had agreed to what: the first version is still there with those who had.
    await manager.goto(`/policies/${policy}/acknowledgements`);
    await manager.getByLabel('Version').selectOption('1');
    await manager.getByRole('button', { name: 'Show' }).click();
    await eventually(async () => (await manager.locator('table').innerText()).includes('Kim Colleague'));
    await manager.goto(`/policies/${policy}/versions/1`);
    expect(await manager.locator('main').innerText()).toContain(kept);
  },
);
