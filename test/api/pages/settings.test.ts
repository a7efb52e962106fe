import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../db/facts.ts';
import { choiceOf } from '../../../db/notification-choice.ts';
import { findPerson } from '../../../db/directory.ts';
import { startSession } from '../../../db/session.ts';
import { eventually } from '../../eventually.ts';
import { TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({
    relay: true,
    messaging: { allowPrivateWebhooks: false },
  });
});
afterAll(() => organisation.close());

const personId = async (userName: string) => (await findPerson(organisation.database.db, userName))?.id ?? '';

describe('settings', () => {
  const action = '/settings/notifications';
  const form = async () => formOnPage(await organisation.page('legal', '/settings'), action);
  const choose = async (changes: Record<string, string>) =>
    organisation.submitForm('legal', action, { ...(await form()), ...changes });
  const chosen = async () => choiceOf(organisation.database.db, await personId('legal'));

  it('say who one is here and keep what one chooses to be told', async () => {
    const { html } = await organisation.page('legal', '/settings');
    for (const words of ['Lee Legal', 'legal@example.org', 'Europe/Berlin', 'none in force']) {
      expect(html).toContain(words);
    }
    expect((await choose({ '/comments': 'none', '/remindersAs': 'at_once' })).status).toBe(303);
    expect(await chosen()).toMatchObject({ asks: 'mail', comments: 'none', remindersAs: 'at_once' });
    expect(await form()).toMatchObject({ '/comments': 'none', '/remindersAs': 'at_once' });
  });

  it('refuse what cannot reach anybody, and keep what was typed', async () => {
    const before = await chosen();
    const nowhere = await choose({ '/asks': 'slack' });
    expect(nowhere.status).toBe(422);
    expect(nowhere.html).toContain('must be given where anything is to go to Slack');
    const clear = await choose({ '/asks': 'slack', '/slackUrl': 'http://hooks.example.org/x' });
    expect(clear.status).toBe(422);
    expect(formOnPage(clear, action)).toMatchObject({
      '/asks': 'slack',
      '/slackUrl': 'http://hooks.example.org/x',
    });
    expect(await chosen()).toEqual(before);
  });

  it('offer an auditor no choice, who is told of nothing', async () => {
    expect((await organisation.page('auditor', '/settings')).html).not.toContain(action);
    expect((await organisation.submitForm('auditor', action, {})).status).toBe(403);
  });

  it('end every session of the person, and of nobody else', async () => {
    const other = await organisation.signIn('privacy');
    expect((await organisation.page('privacy', '/settings')).html.match(/last seen/g)).toHaveLength(2);
    await organisation.submitForm('privacy', '/settings/sign-out-everywhere');
    const headers = { cookie: other };
    const late = await fetch(`${organisation.url}/settings`, { headers, redirect: 'manual' });
    expect(late.status).toBe(303);
    expect((await organisation.page('privacy', '/settings')).location).toContain('/sign-in');
    expect((await organisation.page('legal', '/settings')).status).toBe(200);
  });
});

describe('the mailbox of a demo', () => {
  it('shows what would have been sent, to whom, and leads where the mail leads', async () => {
    const title = '<script>alert(1)</script> drafts';
    const { body } = await organisation.submit({ title });
    const mail = await eventually(async () => {
      const { html } = await organisation.page('requester', '/mailbox?person=legal');
      return /href="(\/mailbox\/[^"]+)">Sign-off needed/.exec(html)?.[1];
    });
    const { status, html } = await organisation.page('requester', mail);
    expect(status).toBe(200);
    expect(html).toContain('Lee Legal');
    expect(html).toContain(`href="/adoption-requests/${body.id}?role=legal`);
    expect(html).not.toContain('<script>alert');
    const others = await organisation.page('requester', '/mailbox?person=auditor');
    expect(others.html).toContain('Nothing has been sent.');
  });

  it('has no page for a mail that is none', async () => {
    for (const id of ['none', '00000000-0000-4000-8000-000000000000']) {
      expect((await organisation.page('requester', `/mailbox/${id}`)).status).toBe(404);
    }
  });
});

describe('messages and webhooks', () => {
  it('show administrators what became of messages, not what they say', async () => {
    const { html } = await organisation.page('administrator', '/messages');
    expect(html).toContain('Sign off requested');
    expect(html).toContain('Kept in the mailbox');
    expect(html).not.toContain('drafts');
    expect((await organisation.page('administrator', '/messages?state=failed')).html).toContain(
      'None has failed.',
    );
  });

  it('give a role an address', async () => {
    const path = '/messages/addresses/legal';
    const form = formOnPage(await organisation.page('administrator', path));
    const refused = await organisation.submitForm('administrator', path, { ...form, '/mail': 'no mail' });
    expect([refused.status, formOnPage(refused)['/mail']]).toEqual([422, 'no mail']);
    const set = await organisation.submitForm('administrator', path, {
      ...form,
      '/mail': 'legal-team@example.org',
    });
    expect(set.location).toBe('/messages/addresses?done=set');
    expect((await organisation.page('administrator', '/messages/addresses')).html).toContain(
      'legal-team@example.org',
    );
  });

  it('add an endpoint whose secret is shown once, rotate, disable and replay it', async () => {
    const submit = (path: string, fields = {}) => organisation.submitForm('administrator', path, fields);
    const form = { '/url': 'https://hooks.example.org/<b>', '/eventTypes': ['adoption_request.decided'] };
    const clear = await submit('/webhooks', { ...form, '/url': 'http://hooks.example.org' });
    expect(clear.status).toBe(422);
    const added = await submit('/webhooks', form);
    expect(added.status).toBe(201);
    const secret = /<code>(whsec_[^<]+)<\/code>/.exec(added.html)?.[1] ?? 'none';
    const path = /href="(\/webhooks\/endpoint-[^"]+)"/.exec(added.html)?.[1] ?? '';
    const shown = await organisation.page('administrator', path);
    expect(shown.html).not.toContain(secret);
    expect(shown.html).not.toContain('<b>');
    const rotated = await submit(`${path}/rotation`, formOnPage(shown, `${path}/rotation`));
    expect(rotated.html).toMatch(/<code>whsec_/);
    expect(rotated.html).not.toContain(secret);
    expect((await submit(`${path}/rotation`, { '/overlapHours': 'soon' })).status).toBe(422);
    const replayed = await submit(`${path}/replay`, formOnPage(shown, `${path}/replay`));
    expect(replayed.location).toBe(`${path}?done=replayed`);
    await submit(`${path}/enabled`, formOnPage(shown, `${path}/enabled`));
    const disabled = await organisation.page('administrator', path);
    expect(disabled.html).toContain('Disabled by an administrator.');
    const refused = await submit(`${path}/replay`, { '/since': '2026-01-01T00:00' });
    expect([refused.status, refused.html.includes('enable it first')]).toEqual([409, true]);
    const changed = formOnPage(await organisation.page('administrator', `${path}/change`), `${path}/change`);
    expect(changed['/eventTypes']).toBe('adoption_request.decided');
  });

  it('are the administrator’s', async () => {
    for (const path of ['/messages', '/messages/addresses', '/webhooks', '/webhooks/new']) {
      expect((await organisation.page('compliance', path)).status).toBe(403);
    }
    for (const path of ['/webhooks', '/messages/addresses/legal']) {
      expect((await organisation.submitForm('compliance', path, {})).status).toBe(403);
    }
  });
});

describe('outside a demo', () => {
  it('there is no mailbox: mail is between Countersign and its reader', async () => {
    const real = await TestOrganisation.found({ worker: false, demo: false });
    try {
      const person = (await findPerson(real.database.db, 'administrator'))?.id ?? '';
      const at = new Date().toISOString();
      const secret = await inTransaction(real.database.db, (trx) =>
        startSession(trx, { person, how: 'oidc', at }),
      );
      const ask = (path: string) =>
        fetch(`${real.url}${path}`, { headers: { cookie: `__Host-countersign=${secret}` } });
      const settings = await ask('/settings');
      expect([settings.status, (await settings.text()).includes('/mailbox')]).toEqual([200, false]);
      for (const path of ['/mailbox', '/mailbox/00000000-0000-4000-8000-000000000000']) {
        expect((await ask(path)).status).toBe(404);
      }
    } finally {
      await real.close();
    }
  });
});
