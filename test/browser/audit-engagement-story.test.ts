import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditEngagementScene, dayFromNow } from '../api/audit-engagement-scene.ts';
import { pdf } from '../api/evidence-file.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';
import { tabTo } from './keyboard.ts';

let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
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
