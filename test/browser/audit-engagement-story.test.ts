import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unzip } from '../../bench/unzip.ts';
import { AuditPackScene, verified } from '../api/audit-pack-scene.ts';
import { AuditEngagementScene, dayFromNow } from '../api/audit-engagement-scene.ts';
import { pdf } from '../api/evidence-file.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { tabTo } from './keyboard.ts';

let organisation: TestOrganisation;
let browser: Browser;
let packs: AuditPackScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  packs = new AuditPackScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await packs.clear();
  await organisation.close();
});

it(
  'an auditor from outside is let in, looks, asks for evidence, gets it, and is out when the engagement is over',
  { timeout: 180_000 },
  async () => {
    const system = await new AuditEngagementScene(organisation).system();

    const outside = await browser.openAs(organisation, 'external-auditor', '/');
    await outside.getByText('No engagement lets you in.').waitFor();

    const manager = await browser.openAs(organisation, 'compliance', '/compliance');
    await manager.getByRole('link', { name: 'Audits by people from outside' }).click();
    await manager.getByRole('link', { name: 'Open an engagement' }).click();
    await manager.getByRole('button', { name: 'Open the engagement' }).click();
    await manager.getByText('Please mend what is marked below.').waitFor();
    await manager.getByLabel('What is audited').fill('ISO/IEC 42001, stage 2');
    await manager.getByLabel('Who audits').fill('Certification body');
    await manager.getByLabel('The period begins on').fill(dayFromNow(-90));
    await manager.getByLabel('The period ends on').fill(dayFromNow(0));
    await manager.getByLabel('Last day of the engagement').fill(dayFromNow(20));
    await manager.getByLabel(`System ${system}`).check();
    await manager.getByLabel('Erin External').check();
    await manager.getByRole('button', { name: 'Open the engagement' }).click();
    await manager.getByRole('heading', { level: 1, name: 'ISO/IEC 42001, stage 2' }).waitFor();

    // From the start they are in the one engagement that there is for them, and nowhere else.
    await outside.goto('/');
    await outside.getByRole('heading', { level: 1, name: 'ISO/IEC 42001, stage 2' }).waitFor();
    const places = outside.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['Engagements']);
    await outside.getByRole('link', { name: 'How the controls stand' }).click();
    await outside.getByRole('heading', { level: 1, name: 'How the controls stand' }).waitFor();
    await outside.goBack();
    await outside.getByRole('link', { name: 'AI systems', exact: true }).click();
    await outside.getByRole('link', { name: `System ${system}` }).click();
    await outside.getByText('Ai system went live').waitFor();
    expect((await outside.goto('/ai-systems'))?.status()).toBe(403);
    await outside.getByText('External auditors look at what is in the scope of their engagement.').waitFor();

    // What they take with them verifies without us.
    await manager.getByRole('button', { name: 'Have it made' }).click();
    await manager.getByRole('heading', { name: 'Audit packs' }).waitFor();
    const link = outside.getByRole('link', { name: 'Download it (ZIP)' });
    await eventually(async () => {
      await outside.goto('/audit-engagements');
      return link.isVisible();
    });
    const [pack] = await Promise.all([outside.waitForEvent('download'), link.click()]);
    const folder = await packs.folder();
    const zip = path.join(folder, 'pack.zip');
    await pack.saveAs(zip);
    await unzip(zip, folder);
    await rm(zip);
    await outside.getByText('Verify it').click();
    const fingerprint = await outside.locator('.hash').innerText();
    expect((await verified(folder, '--key', fingerprint)).said).toMatch(/^pass: ISO\/IEC 42001, stage 2/);
    await manager.reload();
    await manager.getByRole('link', { name: 'ISO/IEC 42001, stage 2' }).click();
    const taken = manager.locator('section', { hasText: 'Who has taken it' });
    await taken.getByText('Erin External').waitFor();
    await manager.goBack();

    // Without a mouse.
    await outside.goto('/');
    await tabTo(outside, /^What you want to see/);
    await outside.keyboard.type('Training of the reviewers in March');
    await outside.getByLabel('By which day').fill(dayFromNow(5));
    await outside.getByRole('button', { name: 'Ask for it' }).press('Enter');
    await outside.getByRole('heading', { level: 1, name: 'Training of the reviewers in March' }).waitFor();

    await manager.goto('/inbox/tasks');
    await manager.getByRole('link', { name: 'Training of the reviewers in March' }).click();
    await manager.getByLabel('What shows it').fill('All five had completed it by 2 March.');
    const file = { name: 'completions.pdf', mimeType: 'application/pdf', buffer: pdf };
    await manager.getByLabel('A file that shows it').setInputFiles(file);
    await manager.getByRole('button', { name: 'Answer', exact: true }).click();
    await manager.getByText('Answered: the auditor’s turn').waitFor();

    await outside.reload();
    const [download] = await Promise.all([
      outside.waitForEvent('download'),
      outside.getByRole('link', { name: 'completions.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('completions.pdf');
    await outside.getByLabel('What is missing').fill('And the one who joined in April?');
    await outside.getByLabel('By which day').fill(dayFromNow(6));
    await outside.getByRole('button', { name: 'Ask back' }).click();
    await outside.getByText('Waits for a reply').waitFor();

    await manager.reload();
    await manager.getByText('Decline it').click();
    await manager.getByLabel('Why it is not shown').fill('Nobody joined in April.');
    await manager.getByRole('button', { name: 'Decline', exact: true }).click();
    await manager.getByText('Declined: the auditor’s turn').waitFor();

    await outside.reload();
    await outside.getByLabel('A note').fill('Then this will do.');
    await outside.getByRole('button', { name: 'Accept it' }).click();
    await outside.getByText('Then this will do.').waitFor();

    await manager.getByRole('link', { name: 'The engagement' }).click();
    await manager.getByText('Close it now').click();
    await manager.getByLabel('Why it is closed').fill('The report is there.');
    await manager.getByRole('button', { name: 'Close it', exact: true }).click();
    await manager.getByText('nobody any more').waitFor();

    expect((await outside.reload())?.status()).toBe(403);
    await outside.getByText(/^Your engagement ended on \d+ \w+ \d{4}\.$/).waitFor();
  },
);
