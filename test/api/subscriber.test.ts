import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookForNews } from '../../db/trust-news.ts';
import { eventually } from '../eventually.ts';
import { MailServer } from '../mail-server.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { PolicyScene } from './policy-scene.ts';
import { freshAddress, TrustBrowser, TrustScene } from './trust-scene.ts';

let organisation: TestOrganisation;
let mails: MailServer;
let scene: TrustScene;
beforeAll(async () => {
  mails = await MailServer.open();
  const mail = { smtpUrl: mails.url, from: 'Example <trust@example.org>' };
  organisation = await TestOrganisation.found({ relay: true, messaging: { mail } });
  scene = new TrustScene(organisation);
  await scene.published();
});
afterAll(async () => {
  await organisation.close();
  await mails.close();
});

const db = () => organisation.database.db;
const news = () => lookForNews(db(), organisation.url, new Date().toISOString());

/** The path of the one link in a mail that leads under this path. */
function linkIn(text: string | undefined, under: string): string {
  return new RegExp(`${under}/[\\w-]{43}`).exec(text ?? '')?.[0] ?? '';
}

async function mailTo(email: string, subject: RegExp) {
  return eventually(async () => mails.to(email).find((mail) => subject.test(mail.subject ?? '')));
}

/** Somebody who has subscribed to these and confirmed. */
async function subscribed(topics: string[], email = freshAddress()): Promise<string> {
  const browser = new TrustBrowser(organisation);
  await browser.send('/trust/subscriptions', { '/email': email, '/topics': topics });
  const mail = await mailTo(email, /^Confirm that you want to hear/);
  const path = linkIn(mail.text, '/trust/subscriptions');
  // Whatever looks through somebody's mail may follow its links.
  expect((await browser.open(path)).status).toBe(200);
  expect((await scene.call('auditor', 'GET', '/v1/trust-center/subscribers')).status).toBe(200);
  expect((await browser.send(path)).html).toContain('You hear of what you chose');
  expect((await browser.send(path)).status).toBe(404);
  return email;
}

describe('subscribers', () => {
  it('hear of what they chose in one mail, and leave by one click', async () => {
    expect(await news()).toEqual([]);
    const [both, version] = [
      await subscribed(['document', 'policy', 'version']),
      await subscribed(['version']),
    ];
    expect((await scene.call('auditor', 'GET', '/v1/trust-center/subscribers')).body).toEqual({
      all: 2,
      topics: { version: 2, control: 0, policy: 1, document: 1 },
    });
    const policy = await new PolicyScene(organisation).published();
    await scene.published({ policies: [{ policy, shows: 'title' }] });
    const document = await scene.document();
    expect(await news()).toHaveLength(3);
    expect(await news()).toEqual([]);
    const heard = await mailTo(both, /^News/);
    expect(heard.text).toContain(document.title);
    expect(heard.text).toContain('version 1 is in force');
    const other = await mailTo(version, /^News/);
    expect(other.text).not.toContain(document.title);

    const unsubscribe = heard.headers.get('list') as { unsubscribe?: { url?: string } };
    const url = unsubscribe.unsubscribe?.url ?? '';
    expect(url).toMatch(/\/trust\/unsubscribe\/[\w-]{43}$/);
    const post = heard.headerLines.find(({ key }) => key === 'list-unsubscribe-post');
    expect(post?.line).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    // As a mail program does it: from nowhere, without cookies.
    const left = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(left.status).toBe(200);
    const again = await fetch(url, { method: 'POST' });
    expect([again.status, await again.text()]).toEqual([200, await left.text()]);
    const known = await db().selectFrom('subscriber').select('id').where('email', '=', both).execute();
    expect(known).toEqual([]);
    await scene.call('compliance', 'POST', `/v1/policies/${policy}/retirement`, { reason: 'Old.' });
    expect(await news()).toEqual([expect.stringContaining('no longer shown as in force')]);
  });

  it('are asked once, whatever is sent, and the answer never tells whether an address is known', async () => {
    const known = await subscribed(['version']);
    const browser = new TrustBrowser(organisation);
    const send = (email: string) =>
      browser.send('/trust/subscriptions', { '/email': email, '/topics': ['version'] });
    const fresh = freshAddress();
    const answers = [
      await send(known),
      await send(fresh),
      await send(fresh),
      await send(fresh.toUpperCase()),
    ];
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    await mailTo(fresh, /^Confirm/);
    const rows = await db().selectFrom('subscriber').select('id').where('email', '=', fresh).execute();
    expect(rows).toHaveLength(1);
    for (const bad of [
      { '/email': 'none', '/topics': ['version'] },
      { '/email': freshAddress(), '/topics': [] },
      { '/email': freshAddress(), '/topics': ['everything'] },
      { '/email': 'a@b.example\nBcc: c@d.example', '/topics': ['version'] },
    ]) {
      expect((await browser.send('/trust/subscriptions', bad)).status).toBe(422);
    }
  });

  it('are on record by ids alone, and who never confirms is forgotten', async () => {
    const email = await subscribed(['version']);
    const found = await db()
      .selectFrom('event')
      .select('seq')
      .where('canonical', 'like', `%${email}%`)
      .execute();
    expect(found).toEqual([]);
    const late = freshAddress();
    const browser = new TrustBrowser(organisation);
    await browser.send('/trust/subscriptions', { '/email': late, '/topics': ['version'] });
    const path = linkIn((await mailTo(late, /^Confirm/)).text, '/trust/subscriptions');
    const old = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await db().updateTable('subscriber').set({ created_at: old }).where('email', '=', late).execute();
    expect((await browser.send(path)).status).toBe(404);
    await browser.send('/trust/subscriptions', { '/email': freshAddress(), '/topics': ['version'] });
    expect(await db().selectFrom('subscriber').select('id').where('email', '=', late).execute()).toEqual([]);
  });
});

describe('mails to stakeholders', () => {
  it('come one by one as things go, name nobody else in their headers, and hold no token afterwards', async () => {
    const document = await scene.document();
    const email = freshAddress();
    const browser = new TrustBrowser(organisation);
    const name = `Rae ${randomUUID()}`;
    await browser.asks([document], email, { '/name': name });
    const asked = await mailTo(email, /^Confirm that you ask/);
    expect(asked.subject).not.toContain(name);
    expect(asked.text).toContain(document.title);
    const path = linkIn(asked.text, '/trust/requests');
    const [grant = ''] = await scene.grantsBehind(email);
    await scene.until(grant, 'verifying');
    expect((await browser.open(path)).status).toBe(200);
    expect((await browser.send(path)).html).toContain('Your address is confirmed');
    await mailTo(email, /has your request$/);
    await scene.until(grant, 'waiting');
    await scene.act('security', grant, 'approval', { days: 7 });
    await mailTo(email, /has granted you access until/);
    await browser.send('/trust/access', { '/email': email });
    const way = await mailTo(email, /^Your way in/);
    expect(linkIn(way.text, '/trust/access/links')).not.toBe('');
    await scene.act('security', grant, 'revocation', { reason: 'The contract ended.' });
    expect((await mailTo(email, /has taken your access back/)).text).toContain('The contract ended.');
    const tokens = await eventually(async () => {
      const rows = await db()
        .selectFrom('trust_mail')
        .select('delivery_id')
        .where('token', 'is not', null)
        .execute();
      return rows.length === 0;
    });
    expect(tokens).toBe(true);
  });
});
