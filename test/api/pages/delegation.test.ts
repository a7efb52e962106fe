import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDelegations } from '../../../db/delegation.ts';
import { findPerson } from '../../../db/directory.ts';
import { type Account, TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

const path = '/delegations';
const all = () => listDelegations(organisation.database.db);

async function grant(account: Account, changes: Record<string, string | string[]> = {}) {
  const form = formOnPage(await organisation.page(account, `${path}/new`), path);
  const fields = {
    ...form,
    '/to': 'colleague',
    '/endsAt': '2099-07-01T12:00',
    '/reason': 'Leave',
    ...changes,
  };
  return organisation.submitForm(account, path, fields);
}

describe('the page of delegations', () => {
  it('hands on roles, from and until as they are in the time zone of whoever grants', async () => {
    const granted = await grant('security', { '/startsAt': '2099-01-01T09:00' });
    expect([granted.status, granted.location]).toEqual([303, `${path}?done=granted`]);
    expect(await all()).toMatchObject([
      { roles: ['security'], startsAt: '2099-01-01T08:00:00.000Z', endsAt: '2099-07-01T10:00:00.000Z' },
    ]);
    const { html } = await organisation.page('security', path);
    expect(html).toContain('Coming');
    expect(html).toContain('Kim Colleague');
  });

  it('reads times in a person’s own time zone', async () => {
    const legal = await findPerson(organisation.database.db, 'legal');
    const changed = await organisation.call('administrator', 'PATCH', `/v1/people/${legal?.id ?? ''}`, {
      timeZone: 'Asia/Tokyo',
    });
    expect(changed.status).toBe(200);
    await grant('legal', { '/startsAt': '2099-01-01T09:00' });
    expect(await all()).toContainEqual(
      expect.objectContaining({ roles: ['legal'], startsAt: '2099-01-01T00:00:00.000Z' }),
    );
  });

  it('keeps what was typed when it is refused, and says why at the field', async () => {
    const before = await all();
    const refused = await grant('privacy', { '/to': '<b>nobody</b>', '/endsAt': '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('must be a day and a time');
    expect(refused.html).not.toContain('<b>nobody');
    expect(formOnPage(refused, path)).toMatchObject({ '/to': '<b>nobody</b>', '/reason': 'Leave' });
    const unknown = await grant('privacy', { '/to': 'nobody' });
    expect(unknown.status).toBe(422);
    expect(formOnPage(unknown, path)['/roles']).toBe('privacy');
    expect(await all()).toEqual(before);
  });

  it('ends one in a second step, and shows it as ended', async () => {
    await grant('privacy');
    const { html } = await organisation.page('privacy', path);
    expect(html).toContain('In force');
    const link = /href="(\/delegations\/[^"]+\/revocation)"/.exec(html)?.[1] ?? '';
    const asked = await organisation.page('privacy', link);
    expect(asked.html).toContain('End this delegation?');
    expect((await organisation.submitForm('privacy', link, formOnPage(asked))).location).toBe(
      `${path}?done=revoked`,
    );
    const after = await organisation.page('privacy', path);
    expect(after.html).toContain('Ended early');
    expect(after.html).not.toContain(link);
    expect((await organisation.submitForm('privacy', link)).status).toBe(409);
  });

  it('offers nobody what they cannot do, and refuses it by whatever form', async () => {
    const [first] = await all();
    const link = `${path}/${first?.id ?? ''}/revocation`;
    const requester = await organisation.page('requester', path);
    expect(requester.html).not.toContain(`${path}/new`);
    expect((await organisation.page('requester', link)).status).toBe(404);
    expect((await organisation.submitForm('requester', link)).status).toBe(403);
    expect((await organisation.submitForm('auditor', path, {})).status).toBe(403);
    const foreign = {
      '/to': 'colleague',
      '/roles': 'legal',
      '/startsAt': '2099-01-01T09:00',
      '/endsAt': '2099-02-01T09:00',
      '/reason': 'Mine',
    };
    expect((await organisation.submitForm('requester', path, foreign)).status).toBe(403);
  });

  it('shows everybody’s to whoever oversees, and to nobody else', async () => {
    const names = ['Sasha Security', 'Lee Legal', 'Pat Privacy'];
    for (const account of ['compliance', 'auditor', 'administrator'] as const) {
      const { html } = await organisation.page(account, `${path}?show=all`);
      for (const name of names) expect(html).toContain(name);
    }
    const { html } = await organisation.page('security', `${path}?show=all`);
    expect(html).not.toContain('Lee Legal');
  });
});
