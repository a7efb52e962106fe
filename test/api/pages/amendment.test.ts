import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, type FormFields, type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { eventCount, freshRequest } from '../refusal.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let id: string;
let path: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());
beforeEach(async () => {
  id = await freshRequest(organisation);
  path = `/adoption-requests/${id}/amendment`;
});

const open = async (account: Account = 'requester') => formOnPage(await organisation.page(account, path));
const send = (fields: FormFields, account: Account = 'requester') =>
  organisation.submitForm(account, path, fields);

/** Types, looks at what it means, and says yes. */
async function amended(fields: FormFields): Promise<PageAnswer> {
  const look = await send({ ...(await open()), ...fields });
  expect(look.status, look.html).toBe(200);
  return send({ ...formOnPage(look), act: 'submit' });
}

async function read(): Promise<Record<string, unknown>> {
  return (await organisation.call('requester', 'GET', `/v1/adoption-requests/${id}`)).body;
}

describe('amending on the page', () => {
  it('changes what was changed, and nothing beside it', async () => {
    const before = await read();
    const done = await amended({ '/users/headcount': '1,200', '/users/teams': 'Customer support\r\nSales' });
    expect(done.location).toBe(`/adoption-requests/${id}?done=amended`);
    expect(await read()).toMatchObject({
      revision: 2,
      users: { teams: ['Customer support', 'Sales'], headcount: 1200 },
      purpose: before['purpose'],
      costs: before['costs'],
      businessOwner: before['businessOwner'],
    });
    const event = await organisation.database.db
      .selectFrom('event')
      .select('canonical')
      .where('stream', '=', `adoption-request/${id}`)
      .where('type', '=', 'Amended')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(event.canonical)).toMatchObject({ event: { changed: ['users'] } });
  });

  it('leaves a text alone that the form would show without its spaces and line ends', async () => {
    const intendedUse = '  Two lines\r\nwith space around \n';
    id = await freshRequest(organisation, { purpose: { intendedUse, alternativesConsidered: '\n' } });
    path = `/adoption-requests/${id}/amendment`;
    await amended({ '/title': 'Another title' });
    expect(await read()).toMatchObject({ title: 'Another title', purpose: { intendedUse } });
  });

  it('says before it counts what changes and who has to sign again', async () => {
    await organisation.signOff('security', id, 'security');
    await organisation.signOff('legal', id, 'legal');
    const before = await eventCount(organisation);
    const { html } = await send({ ...(await open()), '/users/headcount': '60' });
    expect(html).toMatch(
      /<strong>Security<\/strong>: what Sasha Security signed \(approved\) no longer counts/,
    );
    expect(html).toContain('Signed, and stays signed: Legal.');
    expect(html).toContain('Has not signed yet, and still has to: Privacy, Business owner.');
    expect(html).toContain('How many people will use it');
    expect(html).toMatch(/<del[^>]*>40<\/del><ins[^>]*>60<\/ins>/);
    expect(await eventCount(organisation)).toBe(before);
    expect((await read())['revision']).toBe(1);
  });

  it('says what a riskier answer means: a higher tier, and everybody signs again', async () => {
    await organisation.signOff('legal', id, 'legal');
    const { html } = await send({ ...(await open()), '/data/classes': 'special_category' });
    expect(html).toContain('High risk');
    expect(html).toContain('Until now: ');
    expect(html).toContain('what Lee Legal signed');
    expect(html).toContain('Management');
    const closed = await send({ ...(await open()), '/screening/prohibitedPractices': 'c_social_scoring' });
    expect(closed.html).toContain('closed at once');
  });

  it('goes back to the form with what was typed', async () => {
    const look = await send({ ...(await open()), '/title': 'Second thoughts' });
    const back = await send({ ...formOnPage(look), act: 'edit' });
    expect(formOnPage(back)['/title']).toBe('Second thoughts');
  });

  it('is done once by a double click', async () => {
    const look = await send({ ...(await open()), '/title': 'Pressed twice' });
    const press = () => send({ ...formOnPage(look), act: 'submit' });
    const answers = [...(await Promise.all([press(), press()])), await press()];
    expect(answers.map(({ location }) => location)).toEqual(
      Array(3).fill(`/adoption-requests/${id}?done=amended`),
    );
    expect((await read())['revision']).toBe(2);
  });

  it('keeps what was typed on a stale page, on top of what has come between, and says what that was', async () => {
    const form = await open();
    const look = await send({ ...form, '/title': 'Mine', '/users/headcount': '60' });
    const between = await organisation.call(
      'requester',
      'PATCH',
      `/v1/adoption-requests/${id}`,
      { system: { model: 'example-large-3' }, users: { headcount: 50 } },
      { 'if-match': '"1"' },
    );
    expect(between.status).toBe(200);
    for (const fields of [
      { ...form, '/title': 'Mine', '/users/headcount': '60' },
      { ...formOnPage(look), act: 'submit' },
    ]) {
      const stale = await send(fields);
      expect(stale.status).toBe(412);
      expect(stale.html).toContain('The request was amended meanwhile');
      expect(stale.html).toMatch(/example-large-<del[^>]*>2<\/del>/);
      expect(formOnPage(stale)).toMatchObject({
        revision: '2',
        '/title': 'Mine',
        '/users/headcount': '60',
        '/system/model': 'example-large-3',
      });
    }
    const again = await send(formOnPage(await send({ ...form, '/title': 'Mine' })));
    expect((await send({ ...formOnPage(again), act: 'submit' })).status).toBe(303);
    expect(await read()).toMatchObject({
      revision: 3,
      title: 'Mine',
      users: { headcount: 50 },
      system: { model: 'example-large-3' },
    });
  });

  it.each([
    [{ '/title': '' }, 'Title of the request: please fill this in.'],
    [{ '/users/headcount': 'many' }, 'please give a number'],
    [{ '/title': 'x'.repeat(401) }, 'no more than 400 characters'],
    [{ '/costs/currency': 'euro' }, 'ISO 4217'],
    [{ '/data/classes': [] }, 'please choose at least one'],
    [{ '/businessOwner': 'legal' }, 'does not hold the role'],
  ] as [FormFields, string][])(
    'shows the form again for what is wrong with it: %j',
    async (fields, words) => {
      const before = await eventCount(organisation);
      const answer = await send({ ...(await open()), '/sourcing/reason': 'Kept as typed', ...fields });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain(words);
      expect(answer.html).toContain('aria-invalid="true"');
      expect(formOnPage(answer)).toMatchObject({ '/sourcing/reason': 'Kept as typed' });
      const straight = await send({ ...(await open()), ...fields, act: 'submit' });
      expect(straight.status).toBe(422);
      expect(await eventCount(organisation)).toBe(before);
    },
  );

  it('is refused where nothing was changed', async () => {
    const answer = await send(await open());
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('The amendment changes nothing.');
    expect((await send({ ...(await open()), act: 'submit', key: 'k' })).status).toBe(422);
  });

  it('is nobody’s but the requester’s', async () => {
    const form = await open();
    for (const account of ['colleague', 'administrator', 'auditor'] as const) {
      expect((await organisation.page(account, path)).status, account).toBe(403);
      for (const act of ['', 'edit', 'submit']) {
        const answer = await send({ ...form, '/title': 'Theirs', act }, account);
        expect(answer.status, account).toBe(403);
      }
    }
    expect(await read()).toMatchObject({ revision: 1, title: form['/title'] });
  });

  it('is over once the request is decided, and what was typed can still be read', async () => {
    const form = { ...(await open()), '/title': 'Too late' };
    const look = await send(form);
    await organisation.signOff('legal', id, 'legal', { decision: 'reject', comment: 'No.' });
    expect((await organisation.page('requester', path)).status).toBe(409);
    for (const fields of [form, { ...formOnPage(look), act: 'submit' }]) {
      const answer = await send(fields);
      expect(answer.status).toBe(409);
      expect(answer.html).toContain('that is final');
      expect(formOnPage(answer)['/title']).toBe('Too late');
    }
    expect((await read())['revision']).toBe(1);
  });

  it('is not there for what is no request, nor for a revision that never was', async () => {
    const nowhere = '/adoption-requests/6f1c2f0e-0000-4000-8000-000000000000/amendment';
    expect((await organisation.page('requester', nowhere)).status).toBe(404);
    for (const revision of ['7', 'x', '']) {
      const answer = await send({ ...(await open()), '/title': 'Mine', revision });
      expect(answer.status).toBe(412);
    }
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u202egnp.exe'])(
    'shows a hostile text as text: %s',
    async (title) => {
      const look = await send({ ...(await open()), '/title': title, '/users/teams': title });
      expect(look.status).toBe(200);
      expect(look.html).not.toContain('<script>alert');
      expect(look.html).not.toMatch(/<img/);
      await send({ ...formOnPage(look), act: 'submit' });
      expect(formOnPage(await organisation.page('requester', path))).toMatchObject({
        '/title': title,
        '/users/teams': title,
      });
    },
  );
});
