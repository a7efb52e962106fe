import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { eventually } from '../eventually.ts';
import { MailServer } from '../mail-server.ts';
import { type Account, exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { treatRisks } from '../treated-risks.ts';
import { amend, signOff, submitRequest } from './acting.ts';
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
afterEach(() => browser.endVisits());
afterAll(async () => {
  await browser.close();
  await organisation.close();
  await mail.close();
});

const read = new Set<string>();

/** Waits for the next mail whose subject is like this, and opens its link in the browser of whoever got it. */
async function followMail(subject: RegExp): Promise<{ account: Account; page: Page }> {
  const found = await eventually(async () =>
    mail.taken.find((one) => subject.test(one.subject ?? '') && !read.has(one.messageId ?? '')),
  );
  read.add(found.messageId ?? '');
  const link = /http:\S+\/adoption-requests\/\S+/.exec(found.text ?? '')?.[0] ?? '';
  const account = (found.recipients[0] ?? '').replace('@example.org', '') as Account;
  return { account, page: await browser.openAs(organisation, account, link) };
}

// The escalation is the one that a departure brings about: nobody can wait out a deadline of working hours here.
it(
  'takes a high-risk request from form to decision, each person from the link in their mail',
  { timeout: 120_000 },
  async () => {
    // Management signs for itself here, so that a business owner who leaves is escalated to somebody else.
    const escalateTo = { ...defaultApprovalPolicy.escalateTo, business_owner: 'compliance_manager' };
    const publication = {
      note: 'Owners escalate to compliance.',
      rules: { ...defaultApprovalPolicy, escalateTo },
    };
    await organisation.call('compliance', 'POST', '/v1/approval-policy/versions', publication);

    const legal = await browser.openAs(organisation, 'legal', '/delegations/new');
    await legal.getByLabel('To whom').fill('colleague');
    await legal.locator('[name="/endsAt"]').fill('2099-01-01T00:00');
    await legal.getByLabel('Why').fill('Parental leave');
    await legal.getByRole('button', { name: 'Hand them on' }).click();
    await legal.getByText('Handed on.').waitFor();

    const title = 'Ranking of applications for apprenticeships';
    const requester = await browser.openAs(organisation, 'requester', '/');
    const id = await submitRequest(requester, {
      ...exampleSubmission(),
      title,
      effect: { onPeople: 'assists_decision', affected: ['Applicants'] },
      screening: { prohibitedPractices: [], highRiskAreas: ['4_employment'] },
    });
    expect(await requester.textContent('main')).toContain('High risk');

    const security = await followMail(/^Sign-off needed \(security\)/);
    await signOff(security.page, 'approve', { comment: 'Access is limited to two people.' });

    const privacy = await followMail(/^Sign-off needed \(privacy\)/);
    await signOff(privacy.page, 'request_changes', { comment: 'On which legal basis?' });
    const asked = await followMail(/^Changes/);
    expect(asked.account).toBe('requester');
    expect(await asked.page.textContent('main')).toContain('On which legal basis?');
    await amend(asked.page, { legal: { basis: 'GDPR Article 6(1)(b); the impact assessment is on file.' } });

    const again = await followMail(/^Sign-off needed \(privacy\)/);
    expect(again.account).toBe(privacy.account);
    await signOff(again.page, 'approve');

    const delegate = await followMail(/^Sign-off needed \(legal\)/);
    expect(delegate.account).toBe('colleague');
    await signOff(delegate.page, 'approve', { comment: 'For Lee.' });

    const administrator = await browser.openAs(organisation, 'administrator', '/people');
    await administrator.getByRole('link', { name: 'Bo Business' }).click();
    await administrator.locator('a[href$="/departure"]').click();
    await administrator.locator('form[action$="/departure"] button, main form button').first().click();
    await administrator.waitForURL('**?done=left');
    const escalated = await followMail(/^Escalated to you \(business owner\)/i);
    expect(escalated.account).toBe('compliance');
    const conditions = [{ text: 'Name a new owner', owner: 'management', dueOn: '2027-03-01' }];
    await signOff(escalated.page, 'approve_with_conditions', { content: { conditions } });

    await treatRisks(organisation, id);
    const management = await followMail(/^Sign-off needed \(management\)/);
    await signOff(management.page, 'approve');

    const outcome = await followMail(/^Approved with conditions/);
    expect(outcome.account).toBe('requester');
    expect(new URL(outcome.page.url()).pathname).toContain(id);
    const story = await outcome.page.locator('#history').innerText();
    for (const moment of [
      'approved for Security.',
      'Pat Privacy asked for changes for Privacy.',
      'Robin Requester amended it to revision 2: legal.',
      'Pat Privacy approved for Privacy.',
      'Kim Colleague approved for Legal on behalf of Lee Legal.',
      'Business owner was escalated to Compliance manager',
      'Chris Compliance approved with conditions for Business owner as the escalation contact.',
      'Max Management approved for Management.',
      'Approved with conditions.',
    ]) {
      expect(story).toContain(moment);
    }
    const { body } = await organisation.call('auditor', 'GET', '/v1/audit/verification');
    expect(body).toMatchObject({ ok: true });
  },
);
