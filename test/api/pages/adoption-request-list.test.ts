import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const list = (query = '', account: Account = 'security') =>
  organisation.page(account, `/adoption-requests${query}`);

/** Titles on the page, in order. */
function titles(html: string): string[] {
  return [...html.matchAll(/<p class="list-title"><a href="\/adoption-requests\/[^"]+">([^<]*)</g)].map(
    ([, title = '']) => title,
  );
}

describe('the list of all requests', () => {
  it('says what to do while there is none', async () => {
    const { html } = await list('', 'requester');
    expect(html).toContain('Nobody has asked for anything yet.');
    expect(html).toContain('href="/adoption-requests/new"');
  });

  it('finds requests by state, tier, role that is waited for, requester, and mine', async () => {
    await organisation.submit({ title: 'One' });
    const two = await organisation.submit({ title: 'Two' }, 'colleague');
    await organisation.signOff('legal', two.body.id, 'legal', { decision: 'reject', comment: 'No.' });
    expect(titles((await list()).html)).toEqual(['Two', 'One']);
    expect(titles((await list('?state=rejected')).html)).toEqual(['Two']);
    expect(titles((await list('?waitingFor=legal&tier=medium')).html)).toEqual(['One']);
    expect(titles((await list('?requester=colleague')).html)).toEqual(['Two']);
    expect(titles((await list('?mine=yes', 'colleague')).html)).toEqual(['Two']);
    expect((await list('?tier=critical')).html).toContain('No request is like that.');
    expect((await list('?mine=yes')).html).toContain('You have asked for nothing yet.');
  });

  it('takes an empty form, and nonsense in the address, for no filter', async () => {
    for (const query of ['?state=&tier=&waitingFor=&requester=', '?state=nonsense&tier=%00']) {
      expect(titles((await list(query)).html)).toEqual(['Two', 'One']);
    }
    const hostile = await list(`?requester=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(hostile.status).toBe(200);
    expect(hostile.html).not.toContain('<script>alert');
    expect((await list('?cursor=nonsense')).status).toBe(422);
  });

  it('leads through all of them page by page, keeping the filter', async () => {
    for (let count = 0; count < 26; count += 1) await organisation.submit({ title: `Paged ${count}` });
    const first = await list('?tier=medium&requester=requester');
    expect(titles(first.html)).toHaveLength(25);
    const next = /<a href="([^"]+)" rel="next">/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('tier=medium');
    const second = await organisation.page('security', next);
    expect(titles(second.html)).toEqual(['Paged 0', 'One']);
    expect(second.html).not.toContain('rel="next"');
  });
});
