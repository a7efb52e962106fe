import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../../test-organisation.ts';
import { refused } from '../refusal.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let id: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  id = (await organisation.submit({ title: '<script>alert(1)</script>' })).body.id;
  await organisation.signOff('security', id, 'security');
  await organisation.signOff('legal', id, 'legal');
});
afterAll(() => organisation.close());

interface Found {
  type: string;
  at: string;
  position: number;
  stream: string;
  commandId: string;
  actor: { userName: string };
}
async function search(query: string): Promise<Found[]> {
  const answer = await organisation.call('auditor', 'GET', `/v1/audit/events${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items as Found[];
}
const page = (path: string, account: Account = 'auditor') => organisation.page(account, path);

describe('searching the register', () => {
  it('finds events by stream, type, actor, time and command, newest first', async () => {
    const stream = `adoption-request/${id}`;
    const within = await search(`?stream=${stream}`);
    expect(within.map(({ type }) => type)).toEqual(['SignedOff', 'SignedOff', 'Submitted']);
    const signed = await search('?type=SignedOff&actor=legal');
    expect(signed).toMatchObject([{ type: 'SignedOff', stream, actor: { userName: 'legal' } }]);
    expect(await search(`?commandId=${signed[0]?.commandId ?? ''}`)).toEqual(signed);
    expect(await search('?commandId=none')).toEqual([]);
    const [last, , first] = within;
    const between = `from=${first?.at ?? ''}&to=${last?.at ?? ''}`;
    expect((await search(`?stream=${stream}&${between}`)).map(({ type }) => type)).toEqual([
      'SignedOff',
      'Submitted',
    ]);
    expect(await search('?actor=nobody')).toEqual([]);
  });

  it('finds all that somebody did, of whatever type', async () => {
    await organisation.page('legal', '/inbox');
    const all = (await search('?limit=200')).filter(({ actor }) => actor.userName === 'legal');
    expect(new Set(all.map(({ type }) => type)).size).toBeGreaterThan(1);
    expect(await search('?actor=legal')).toEqual(all);
  });

  it.each(['', '&actor=system', '&type=RoleGranted'])(
    'leads through everything page by page, each event once%s',
    async (filter) => {
      const whole = await search(`?limit=200${filter}`);
      const paged: Found[] = [];
      for (let cursor = ''; ;) {
        const answer = await organisation.call(
          'auditor',
          'GET',
          `/v1/audit/events?limit=3${filter}${cursor}`,
        );
        paged.push(...(answer.body.items as Found[]));
        if (typeof answer.body.next !== 'string') break;
        cursor = `&cursor=${answer.body.next}`;
      }
      expect(paged).toEqual(whole);
      expect(whole.length).toBeGreaterThan(3);
    },
  );

  it('is for whoever oversees', async () => {
    for (const account of ['requester', 'legal'] as const) {
      const act = () => organisation.call(account, 'GET', '/v1/audit/events');
      expect(await refused(organisation, act)).toBe('403 wrong_role');
      expect((await page('/audit', account)).status).toBe(403);
      expect((await organisation.submitForm(account, '/audit/verification')).status).toBe(403);
    }
  });
});

describe('the pages of the audit', () => {
  it('search by a form that works without JavaScript, days as in the reader’s time zone', async () => {
    const { html } = await page('/audit?type=SignedOff&actor=legal&from=2020-01-01&to=&stream=&command=');
    expect(html.match(/#event-\d+">Signed off</g)).toHaveLength(1);
    expect((await page('/audit?to=2020-01-01')).html).toContain('No event is like that.');
    const hostile = await page(`/audit?actor=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect([hostile.status, hostile.html.includes('<script>alert')]).toEqual([200, false]);
  });

  it('show a stream with the bytes that were hashed, as text', async () => {
    const { html } = await page(`/audit/streams/adoption-request/${id}`);
    expect(html).toContain('id="event-3"');
    expect(html).toContain('&lt;script>alert(1)');
    expect(html).not.toContain('<script>alert');
    const [event] = (await organisation.call('auditor', 'GET', `/v1/audit/streams/adoption-request/${id}`))
      .body.items as { hash: string }[];
    expect(html).toContain(event?.hash);
    expect((await page('/audit/streams/adoption-request/none')).status).toBe(404);
  });

  it('verify by a POST, and say what was looked at', async () => {
    const form = formOnPage(await page('/audit'), '/audit/verification');
    const { status, html } = await organisation.submitForm('auditor', '/audit/verification', form);
    expect(status).toBe(200);
    expect(html).toContain('Everything holds');
    expect(html).toMatch(/\d+ streams/);
    expect(html).toMatch(/\d\.\d\d seconds/);
    expect((await page('/audit/verification')).status).toBe(404);
  });

  it('name the first thing that does not hold', async () => {
    const { db } = organisation.database;
    await sql`alter table event disable trigger user`.execute(db);
    await sql`
      update event set canonical = replace(canonical, '"security"', '"privacy"')
      where stream = ${`adoption-request/${id}`} and seq = 2`.execute(db);
    const { html } = await organisation.submitForm('compliance', '/audit/verification');
    expect(html).toContain('Something does not hold');
    expect(html).toContain('Event 2</strong>: its bytes do not have its hash');
    expect(html).toContain(`href="/audit/streams/adoption-request/${id}#event-2"`);
  });
});
