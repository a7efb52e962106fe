import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openActions, type ListedAction } from '../../open-actions.ts';
import { type Account, type Answer, TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
let soonest: ListedAction;
let latest: ListedAction;
let subject: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  const [first, second] = await openActions(organisation);
  if (first === undefined || second === undefined) throw new Error('two actions are opened');
  [soonest, latest] = [first, second];
  ({ subject } = (await organisation.call('auditor', 'GET', `/v1/actions/${first.id}`))
    .body as Answer['body'] & {
    subject: string;
  });
});
afterAll(() => organisation.close());

async function listed(query = '', account: Account = 'auditor'): Promise<string[]> {
  const { status, html } = await organisation.page(account, `/actions${query}`);
  expect(status).toBe(200);
  return [...html.matchAll(/href="\/actions\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
}

describe('the list of conditions', () => {
  it('shows those that are open, soonest due first, and what they follow from', async () => {
    expect(await listed()).toEqual([soonest.id, latest.id]);
    const { html } = await organisation.page('auditor', '/actions');
    expect(html).toContain(`href="/${subject.replace('adoption-request/', 'adoption-requests/')}"`);
    expect((await organisation.page('auditor', '/risks')).html).toContain('href="/actions"');
    expect((await organisation.page('colleague', '/inbox/tasks')).html).toContain('href="/actions"');
  });

  it('is narrowed by who does them, what they follow from, time and state', async () => {
    expect(await listed('?owner=colleague')).toEqual([latest.id]);
    expect(await listed('?owner=nobody')).toEqual([]);
    expect(await listed(`?subject=${subject}`)).toEqual([soonest.id, latest.id]);
    expect(await listed('?subject=adoption-request/00000000-0000-4000-8000-000000000000')).toEqual([]);
    expect(await listed('?overdue=true')).toEqual([]);
    await organisation.submitForm('colleague', `/actions/${latest.id}/completion`, { '/note': 'Deleted.' });
    expect(await listed()).toEqual([soonest.id]);
    expect(await listed('?state=done')).toEqual([latest.id]);
    expect(await listed('?state=any')).toEqual([soonest.id, latest.id]);
    expect(await listed('?state=nonsense&overdue=perhaps')).toEqual([soonest.id]);
  });

  it('is linked from the request, narrowed to it', async () => {
    const { html } = await organisation.page('auditor', `/${subject.replace('request/', 'requests/')}`);
    const [, link = ''] = /href="(\/actions\?[^"]+)"/.exec(html) ?? [];
    expect(await listed(link.replaceAll('&amp;', '&').replace('/actions', ''))).toContain(soonest.id);
  });
});
