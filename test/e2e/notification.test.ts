import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RiskScene } from '../api/risk-scene.ts';
import { MailServer } from '../mail-server.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';

let mail: MailServer;
let organisation: TestOrganisation;
beforeAll(async () => {
  mail = await MailServer.open();
  organisation = await TestOrganisation.found({
    relay: true,
    messaging: { mail: { smtpUrl: mail.url, from: 'Countersign <countersign@example.org>' } },
  });
});
afterAll(async () => {
  await organisation.close();
  await mail.close();
});

const signatories = ['security', 'legal', 'privacy', 'business-owner'] as const;
const roleOf = (account: string) => account.replace('-', '_').replace('security_2', 'security');

describe('messages', () => {
  it('reach whoever is asked, and the requester at the end, and nobody else', async () => {
    const title = '<script>alert(1)</script>\r\nBcc: evil@example.org\r\n\r\n\u202eHello “you” 🦜';
    const { body } = await organisation.submit({ title });
    const about = `<adoption-request.${body.id}@127.0.0.1>`;
    // The request brings its vendor into the register, of which the vendor's owner hears besides.
    const ofRequest = () => mail.taken.filter(({ inReplyTo }) => inReplyTo === about);
    const asked = await eventually(async () => ofRequest().length >= 4 && ofRequest());
    const addresses = asked.map(({ recipients }) => recipients.join());
    expect(addresses.toSorted()).toEqual([
      'business-owner@example.org',
      'legal@example.org',
      'privacy@example.org',
      expect.stringMatching(/^security(-2)?@example\.org$/),
    ]);
    const [toLegal] = mail.to('legal@example.org');
    const link = `${organisation.url}/adoption-requests/${body.id}?role=legal`;
    expect(toLegal?.subject).toBe(
      'Sign-off needed (legal): <script>alert(1)</script> Bcc: evil@example.org Hello “you” 🦜',
    );
    expect(toLegal?.headers.has('bcc')).toBe(false);
    expect(toLegal?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(toLegal?.messageId).toMatch(/^<[0-9a-f-]{36}@127\.0\.0\.1>$/);
    expect(toLegal?.inReplyTo).toBe(about);
    expect(toLegal?.text).toContain(link);
    expect(toLegal?.text).toContain('Medium risk');
    expect(toLegal?.text).toMatch(/Due: +\w+, .*\(Europe\/Berlin\)/);
    expect(toLegal?.html).toContain(`href="${link}"`);
    expect(toLegal?.html).not.toContain('<script>');

    for (const account of signatories) {
      expect((await organisation.signOff(account, body.id, roleOf(account))).status).toBe(200);
    }
    const [decided] = await eventually(async () => {
      const mails = mail.to('requester@example.org');
      return mails.length > 0 && mails;
    });
    expect(decided?.subject).toMatch(/^Approved: /);
    expect(decided?.references).toContain(body.id);
    expect(ofRequest()).toHaveLength(5);
  });

  const mailedTo = (from: number) => mail.taken.slice(from).map(({ recipients }) => recipients.join());

  it('that cannot be sent delay no approval, and come once the mail server is back', async () => {
    await mail.close();
    const before = mail.taken.length;
    const { body } = await organisation.submit({ title: 'While the mail is dead' });
    await eventually(async () => {
      const deliveries = await organisation.database.db
        .selectFrom('delivery')
        .select('attempts')
        .where('topic', '=', `adoption-request/${body.id}`)
        .where('attempts', '>', 0)
        .execute();
      return deliveries.length === 4;
    });
    for (const account of signatories) {
      const signed = await organisation.signOff(account, body.id, roleOf(account));
      expect(signed.status).toBe(200);
    }
    const read = await organisation.call('requester', 'GET', `/v1/adoption-requests/${body.id}`);
    expect(read.body.state).toBe('approved');
    await mail.listen();
    const requester = 'requester@example.org';
    await eventually(async () => mailedTo(before).includes(requester), 60_000);
    const asks = await eventually(async () => {
      const rows = await organisation.database.db
        .selectFrom('delivery')
        .select('state')
        .where('topic', '=', `adoption-request/${body.id}`)
        .where('kind', '=', 'sign_off_requested')
        .execute();
      return rows.every(({ state }) => state !== 'pending') && rows;
    }, 60_000);
    expect(asks.map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped', 'dropped']);
    // Beside the outcome there is the news of the system that is in use now, for its owner.
    expect(mailedTo(before).filter((to) => to !== 'business-owner@example.org')).toEqual([requester]);
  }, 120_000);

  it('are nobody’s who has caused them, and go on to a delegate who is told of it', async () => {
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    const delegation = await organisation.call('privacy', 'POST', '/v1/delegations', {
      to: 'colleague',
      roles: ['privacy'],
      startsAt: hours(-1),
      endsAt: hours(1),
      reason: 'On leave\r\nBcc: evil@example.org',
    });
    expect(delegation.status).toBe(201);
    const { body } = await organisation.submit({ title: 'With a delegate' });
    const mails = await eventually(async () => {
      const all = mail.to('colleague@example.org');
      return all.length === 2 && all;
    });
    expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
      'Sign-off needed (privacy): With a delegate',
      'You stand in for Pat Privacy (privacy)',
    ]);
    expect(mails.find(({ subject }) => subject?.startsWith('Sign'))?.text).toContain(
      'you stand in for Pat Privacy',
    );
    const changes = { decision: 'request_changes', comment: 'Which <b>region</b>?' };
    await organisation.signOff('legal', body.id, 'legal', changes);
    const told = await eventually(async () =>
      mail
        .to('requester@example.org')
        .find(({ subject }) => subject === 'Changes requested: With a delegate'),
    );
    expect(told.text).toContain('> Which <b>region</b>?');
    expect(told.html).toContain('Which &lt;b>region&lt;/b>?');
    const comment = await organisation.call(
      'requester',
      'POST',
      `/v1/adoption-requests/${body.id}/comments`,
      { text: 'The EU.' },
    );
    expect(comment.status).toBe(201);
    await eventually(async () =>
      mail.to('legal@example.org').find(({ subject }) => subject?.startsWith('Robin Requester commented')),
    );
    expect(mail.to('requester@example.org').some(({ subject }) => subject?.includes('commented'))).toBe(
      false,
    );
  });

  it('tell the owner of a risk, and programs, of what somebody else identifies for them', async () => {
    const { body } = await new RiskScene(organisation).identify({ owner: 'legal', title: 'Drafts mislead' });
    const told = await eventually(async () =>
      mail.to('legal@example.org').find(({ subject }) => subject === 'A risk for you: Drafts mislead'),
    );
    expect(told.text).toContain('Robin Requester has made you the owner');
    expect(told.text).toMatch(/Due: +\w+, /);
    expect(told.text).toContain(`${organisation.url}/risks/${body.id}`);
    expect(told.inReplyTo).toBe(`<risk.${body.id}@127.0.0.1>`);
    const program = await organisation.database.db
      .selectFrom('notification')
      .select('kind')
      .where('topic', '=', `risk/${body.id}`)
      .where('recipient', '=', 'webhooks')
      .execute();
    expect(program).toEqual([{ kind: 'risk.identified' }]);
  });
});
