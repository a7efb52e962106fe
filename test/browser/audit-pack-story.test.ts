import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unzip } from '../../bench/unzip.ts';
import { AuditPackScene, verified } from '../api/audit-pack-scene.ts';
import { freshRequest } from '../api/refusal.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { Browser } from './browser.ts';

let organisation: TestOrganisation;
let browser: Browser;
let scene: AuditPackScene;
beforeAll(async () => {
  [organisation, browser] = await Promise.all([TestOrganisation.found(), Browser.launch()]);
  scene = new AuditPackScene(organisation);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await scene.clear();
  await organisation.close();
});

it(
  'an auditor asks for a pack, sees it being made, downloads it, and verifies it with nothing but Node',
  { timeout: 180_000 },
  async () => {
    await freshRequest(organisation, { title: 'Summaries of contracts' });
    const auditor = await browser.openAs(organisation, 'auditor', '/audit');
    await auditor.getByRole('link', { name: 'Audit packs' }).click();
    await auditor.getByText('Nobody has asked for one.').waitFor();
    await auditor.getByRole('link', { name: 'Ask for an audit pack …' }).click();
    await auditor.getByLabel('What it is for').fill('Certification audit');
    await auditor.getByRole('button', { name: 'Ask for it' }).click();
    await auditor.waitForURL(/\/audit-packs\/[0-9a-f-]{36}$/);

    // The page comes up to date by itself.
    const link = auditor.getByRole('link', { name: 'Download the pack (ZIP)' });
    await link.waitFor();
    const [download] = await Promise.all([auditor.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('Certification audit.zip');
    const folder = await scene.folder();
    const zip = path.join(folder, 'pack.zip');
    await download.saveAs(zip);
    await unzip(zip, folder);
    await rm(zip);
    expect((await verified(folder)).said).toMatch(/^pass: Certification audit/);

    const report = path.join(folder, 'report.html');
    const page = await browser.openAs(organisation, 'auditor', '/audit-packs');
    await page.goto(`file://${report}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Certification audit');
    await page.getByText('Summaries of contracts').first().waitFor();

    const bytes = await readFile(report);
    bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
    await writeFile(report, bytes);
    expect(await verified(folder)).toEqual({
      passes: false,
      said: 'FAIL: report.html: its bytes do not have the hash of the manifest\n',
    });
  },
);
