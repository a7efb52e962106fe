import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../db/directory.ts';
import { TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const person = async (userName: string) => {
  const found = await findPerson(organisation.database.db, userName);
  if (found === undefined) throw new Error(`nobody is ${userName}`);
  return found;
};
const page = (path: string) => organisation.page('administrator', path);
const send = (path: string, fields = {}) => organisation.submitForm('administrator', path, fields);

describe('the directory', () => {
  it('finds people by how their names begin, by role, and who has left', async () => {
    expect((await page('/people?search=rob')).html).toContain('Robin Requester');
    const legal = await page('/people?role=legal');
    expect(legal.html).toContain('Lee Legal');
    expect(legal.html).not.toContain('Robin Requester');
    expect((await page('/people?active=left')).html).toContain('Nobody is like that.');
    expect((await page('/people?search=%25')).html).toContain('Nobody is like that.');
    expect((await page('/people?search=&role=nonsense')).html).toContain('Robin Requester');
  });

  it('adds a person, whose name is text wherever it stands', async () => {
    const name = '<img src=x onerror=alert(1)>"Mallory"';
    const form = formOnPage(await page('/people/new'), '/people');
    const added = await send('/people', { ...form, '/name': name, '/userName': 'mallory', '/team': name });
    expect(added.status).toBe(303);
    const shown = await page(added.location ?? '');
    expect(shown.html).toContain('Added.');
    const list = await page('/people?search=mallory');
    for (const { html } of [shown, list]) {
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;'.replaceAll('&gt;', '>'));
      expect(html).not.toContain('<img src=x');
    }
    const again = await send('/people', { ...form, '/name': 'Another', '/userName': 'Mallory' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('This user name is taken.');
    expect(formOnPage(again, '/people')['/name']).toBe('Another');
  });

  it('leads through more people than a page holds', async () => {
    for (let count = 10; count < 62; count += 1) {
      const body = { userName: `many-${count}`, name: `Many ${count}`, roles: [] };
      expect((await organisation.call('administrator', 'POST', '/v1/people', body)).status).toBe(201);
    }
    const first = await page('/people?search=many');
    const next = /<a href="([^"]+)" rel="next">/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(next);
    expect(second.html).toContain('Many 61');
    expect(second.html).not.toContain('rel="next"');
  });

  it('is not open to everybody', async () => {
    const { id } = await person('legal');
    for (const path of ['/people', `/people/${id}`]) {
      expect((await organisation.page('requester', path)).status).toBe(403);
    }
    const { html } = await organisation.page('auditor', `/people/${id}`);
    expect(html).toContain('Lee Legal');
    expect(html).not.toContain('Change roles');
    for (const path of [
      `/people/${id}/roles`,
      `/people/${id}/departure`,
      `/people/${id}/record`,
      '/people',
    ]) {
      expect((await organisation.submitForm('compliance', path, { '/roles': 'administrator' })).status).toBe(
        403,
      );
    }
    expect((await person('legal')).roles).toEqual(['legal']);
  });
});

describe('changing a person', () => {
  it('changes roles in two steps, saying first what that does', async () => {
    const { id } = await person('legal');
    const form = formOnPage(await page(`/people/${id}/roles`), `/people/${id}/roles/preview`);
    expect(form['/roles']).toBe('legal');
    const preview = await send(`/people/${id}/roles/preview`, { '/roles': ['requester', 'security'] });
    expect(preview.html).toContain('no longer Legal');
    expect(preview.html).toContain('Nobody else holds the role');
    expect(preview.html).toContain('They become Security');
    expect((await person('legal')).roles).toEqual(['legal']);
    const done = await send(`/people/${id}/roles`, formOnPage(preview, `/people/${id}/roles`));
    expect(done.location).toBe(`/people/${id}?done=changed`);
    expect((await person('legal')).roles).toEqual(['requester', 'security']);
    expect((await page(`/people/${id}`)).html).toContain('Lost Legal');
    const nothing = await send(`/people/${id}/roles/preview`, { '/roles': ['requester', 'security'] });
    expect(nothing.html).toContain('Nothing would change');
  });

  it('says what moves on before somebody leaves, and signs them out when they have', async () => {
    const owner = await person('business-owner');
    await organisation.submit();
    await organisation.page('business-owner', '/inbox');
    const asked = await page(`/people/${owner.id}/departure`);
    expect(asked.html).toContain('1 open sign-off waits for them');
    expect((await person('business-owner')).active).toBe(true);
    expect((await send(`/people/${owner.id}/departure`)).location).toBe(`/people/${owner.id}?done=left`);
    expect((await person('business-owner')).active).toBe(false);
    const late = await organisation.page('business-owner', '/inbox');
    expect([late.status, late.location]).toEqual([303, '/sign-in?to=%2Finbox']);
    const back = await page(`/people/${owner.id}/return`);
    expect(back.html).toContain('Business owner');
    await send(`/people/${owner.id}/return`);
    expect((await person('business-owner')).active).toBe(true);
  });

  it('keeps the last administrator, and says so', async () => {
    const { id } = await person('administrator');
    for (const [path, fields] of [
      [`/people/${id}/roles`, { '/roles': 'requester' }],
      [`/people/${id}/departure`, {}],
    ] as const) {
      const refused = await send(path, fields);
      expect(refused.status).toBe(409);
      expect(refused.html).toContain('last active administrator');
    }
    expect(await person('administrator')).toMatchObject({ active: true, roles: ['administrator'] });
  });

  it('changes the record, and keeps what was typed where it is refused', async () => {
    const { id } = await person('privacy');
    const path = `/people/${id}/record`;
    const form = formOnPage(await page(path));
    expect(form).toMatchObject({ '/name': 'Pat Privacy', '/userName': 'privacy' });
    const refused = await send(path, { ...form, '/timeZone': 'Mars/Olympus', '/team': 'Privacy office' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('must be an IANA time zone');
    expect(formOnPage(refused)['/team']).toBe('Privacy office');
    const done = await send(path, { ...form, '/team': 'Privacy office', '/manager': 'management' });
    expect(done.location).toBe(`/people/${id}?done=changed`);
    expect(await person('privacy')).toMatchObject({ team: 'Privacy office', timeZone: null });
    const { html } = await page(`/people/${id}`);
    expect(html).toContain('Max Management');
    expect(html).toContain('Changed: manager and team');
  });

  it('has no page for nobody', async () => {
    for (const path of ['/people/nobody', '/people/nobody/roles', '/people/nobody/departure']) {
      expect((await page(path)).status).toBe(404);
    }
  });
});

describe('tokens', () => {
  it('are shown once, in an answer that nothing keeps, and revoked in two steps', async () => {
    const form = formOnPage(await page('/tokens/new'), '/tokens');
    const issued = await send('/tokens', { ...form, '/machine': 'monitoring', '/label': 'watch <i>all</i>' });
    expect(issued.status).toBe(201);
    expect(issued.location).toBeNull();
    expect(issued.headers.get('cache-control')).toBe('no-store');
    const token = /<code>(csm_[\w-]+)<\/code>/.exec(issued.html)?.[1] ?? '';
    const as = { authorization: `Bearer ${token}` };
    expect((await organisation.call(undefined, 'GET', '/v1/me', undefined, as)).status).toBe(200);
    const list = await page('/tokens');
    expect(list.html).not.toContain(token);
    expect(list.html).toContain('watch &lt;i>all&lt;/i>');
    const link = /href="(\/tokens\/[^"]+\/revocation)"/.exec(list.html)?.[1] ?? '';
    const asked = await page(link);
    expect(asked.html).toContain('Revoke this token?');
    expect((await organisation.call(undefined, 'GET', '/v1/me', undefined, as)).status).toBe(200);
    expect((await send(link)).location).toBe('/tokens?done=revoked');
    expect((await organisation.call(undefined, 'GET', '/v1/me', undefined, as)).status).toBe(401);
    expect((await page('/tokens')).html).toContain('Revoked');
  });

  it('are for a person or a program, not both and not neither', async () => {
    const form = formOnPage(await page('/tokens/new'), '/tokens');
    for (const holder of [{}, { '/machine': 'm', '/person': 'legal' }]) {
      const refused = await send('/tokens', { ...form, '/label': 'mine', ...holder });
      expect(refused.status).toBe(422);
      expect(formOnPage(refused, '/tokens')['/label']).toBe('mine');
    }
  });

  it('are the administrator’s to issue', async () => {
    expect((await organisation.page('auditor', '/tokens')).html).not.toContain('Issue a token');
    expect((await organisation.page('legal', '/tokens')).status).toBe(403);
    const mine = { '/person': 'auditor', '/label': 'mine', '/expiresAt': '2099-01-01T00:00' };
    expect((await organisation.submitForm('auditor', '/tokens', mine)).status).toBe(403);
  });
});
