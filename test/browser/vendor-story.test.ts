import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { record } from '../../db/record.ts';
import { findVendor, vendorStream } from '../../db/vendor.ts';
import { settle } from '../../domain/decider.ts';
import { vendor as decider } from '../../domain/vendor.ts';
import { pdf } from '../api/evidence-file.ts';
import { eventually } from '../eventually.ts';
import { MailServer } from '../mail-server.ts';
import { type Account, exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { signOff, submitRequest } from './acting.ts';
import { Browser } from './browser.ts';

let mail: MailServer;
let organisation: TestOrganisation;
let browser: Browser;
beforeAll(async () => {
  mail = await MailServer.open();
  const messaging = { mail: { smtpUrl: mail.url, from: 'Countersign <countersign@example.org>' } };
  [organisation, browser] = await Promise.all([
    TestOrganisation.found({ relay: true, messaging }),
    Browser.launch(),
  ]);
});
afterAll(async () => {
  await browser.endVisits().finally(() => browser.close());
  await organisation.close();
  await mail.close();
});

const provider = 'Northern Models AS';

/** The address in the mail to somebody that is like this. */
function linkIn(to: RegExp, like: RegExp): Promise<string> {
  return eventually(async () => {
    const found = mail.taken.find(
      ({ recipients, text }) => recipients.some((one) => to.test(one)) && like.test(text ?? ''),
    );
    return Promise.resolve(like.exec(found?.text ?? '')?.[0]);
  });
}

async function everyQuestionAnswered(page: Page): Promise<void> {
  for (const question of await page.locator('fieldset.question:has(input[type=radio])').all())
    await question.locator('input[type=radio]').first().check();
  await page.getByLabel('European Economic Area').check();
  await page.getByLabel('SOC 2 Type II').first().check();
  await page
    .locator('fieldset.question:has-text("Which certificates") input[type=date]')
    .nth(1)
    .fill('2099-01-31');
}

async function signReview(account: Account, vendor: string): Promise<void> {
  const page = await browser.openAs(organisation, account, `/vendors/${vendor}/sign-off?role=${account}`);
  await signOff(page, 'approve', { comment: 'Convincing.' });
}

it(
  'a request for a tool of somebody new has its vendor invited, assessed and approved, and its owner sees when that ends',
  { timeout: 180_000 },
  async () => {
    const requester = await browser.openAs(organisation, 'requester', '/');
    const { system, ...content } = exampleSubmission();
    const asked = { ...content, system: { ...(system as object), provider } };
    const request = await submitRequest(requester, asked);
    for (const role of ['security', 'legal', 'privacy'] as const)
      expect((await organisation.signOff(role, request, role)).status).toBe(200);

    // The owner is asked by mail, and refused where they would approve before their vendor is.
    const toVendor = await linkIn(/^business-owner@/, /http:\S+\/vendors\/[0-9a-f-]{36}/);
    const vendor = toVendor.split('/').at(-1) ?? '';
    const owner = await browser.openAs(organisation, 'business-owner', toVendor);
    expect(await owner.textContent('h1')).toBe(provider);
    const early = await organisation.signOff('business-owner', request, 'business_owner');
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining(provider)]);
    await owner.getByRole('link', { name: 'Send the vendor a link' }).click();
    await owner.getByLabel('mail').first().fill('answers@northern.example');
    await owner.locator('form[action$="/links"] button').click();
    await owner.waitForURL('**?done=sent');

    const invitation = await linkIn(/^answers@northern/, /http:\S+\/vendor-portal\/\S+/);
    const outside = await browser.open(organisation, invitation);
    await outside.getByRole('button', { name: 'Open the questionnaire' }).click();
    await outside.getByRole('button', { name: 'Add a file to: Which certificates' }).click();
    const file = { name: 'SOC 2.pdf', mimeType: 'application/pdf', buffer: pdf };
    await outside.getByLabel('File').setInputFiles(file);
    await outside.getByRole('button', { name: 'Add the file' }).click();
    await everyQuestionAnswered(outside);
    await outside.getByRole('button', { name: 'Hand in' }).click();
    await outside.getByRole('heading', { name: 'Thank you' }).waitFor();

    await linkIn(/^security(-2)?@/, new RegExp(`http:\\S+/vendors/${vendor}`));
    await signReview('security', vendor);
    await signReview('privacy', vendor);
    await owner.goto(toVendor);
    expect(await owner.textContent('main')).toContain('SOC 2 Type II');
    const signing = await browser.openAs(organisation, 'business-owner', `/adoption-requests/${request}`);
    await signOff(signing, 'approve');
    expect(await signing.textContent('main')).toContain('Approved');

    await clockAt(vendor, '2099-02-02T00:00:00.000Z');
    await linkIn(/^business-owner@/, /certificate/i);
    await owner.goto(toVendor);
    expect(await owner.textContent('#history')).toContain('SOC 2 Type II');
    await requester.goto(`/adoption-requests/${request}`);
    expect(await requester.textContent('main')).toMatch(/no longer/);
  },
);

/** Has on record what time alone brings about for the vendor until then: nobody can wait for it here. */
async function clockAt(vendor: string, now: string): Promise<void> {
  const { db } = organisation.database;
  const known = await findVendor(db, vendor);
  if (known === undefined) throw new Error('the vendor is in the register');
  const { events } = settle(decider, { state: known.state, seq: known.seq }, [], now);
  expect(events.map(({ event }) => event.type)).toContain('CertificateExpired');
  const stream = vendorStream(vendor);
  expect(await record(db, { stream, expectedSeq: known.seq, events, outcomes: [] })).toEqual({
    status: 'recorded',
  });
}
