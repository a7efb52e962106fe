import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../db/facts.ts';
import { addPerson } from '../../../db/identity.ts';
import { eventually } from '../../eventually.ts';
import {
  type Account,
  exampleSubmission,
  type FormFields,
  type PageAnswer,
  TestOrganisation,
} from '../../test-organisation.ts';
import { eventCount, freshRequest } from '../refusal.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const start = '/adoption-requests/new';
const system: FormFields = {
  '/title': 'Drafting assistant for customer support',
  '/system/name': 'Support Drafts',
  '/system/provider': 'Example AI Ltd',
  '/system/model': 'example-large-2',
  '/system/kind': 'generative_text',
  '/system/origin': 'third_party_service',
};
const purpose: FormFields = {
  '/purpose/intendedUse': 'Suggest answers to support tickets; an agent edits and sends each of them.',
  '/users/teams': 'Customer support\r\n\r\n  Field service ',
  '/users/headcount': '1,400',
  '/effect/onPeople': 'none',
};
const data: FormFields = { '/data/classes': ['internal', 'personal'], '/data/providerMayTrain': 'false' };
const owner: FormFields = {
  '/costs/purchase': '0',
  '/costs/runningPerYear': '24 000',
  '/costs/monitoringPerYear': '6000.50',
  '/costs/currency': 'EUR',
  '/businessOwner': 'business-owner',
};

const page = (path: string, account: Account = 'requester') => organisation.page(account, path);
const send = (path: string, fields: FormFields, account: Account = 'requester') =>
  organisation.submitForm(account, path, fields);

/** Follows the redirect of an answer as a browser does. */
async function followed(answer: PageAnswer, account: Account = 'requester'): Promise<PageAnswer> {
  expect(answer.status, answer.html).toBe(303);
  return page(answer.location ?? '', account);
}

/** Begins a draft on the first page; returns its id. */
async function begun(fields: FormFields = system): Promise<string> {
  const form = formOnPage(await page(start), start);
  const { status, location, html } = await send(start, { ...form, ...fields, to: 'purpose' });
  expect(status, html).toBe(303);
  return /^\/drafts\/([\w-]+)\/purpose$/.exec(location ?? '')?.[1] ?? '';
}

/** Opens a step, types, and presses a button. */
async function fill(id: string, step: string, fields: FormFields, to = 'check'): Promise<PageAnswer> {
  const path = `/drafts/${id}/${step}`;
  return send(path, { ...formOnPage(await page(path), path), ...fields, to });
}

async function complete(): Promise<string> {
  const id = await begun();
  await fill(id, 'purpose', purpose);
  await fill(id, 'data', data);
  await fill(id, 'owner', owner);
  return id;
}

async function submitted(id: string, account: Account = 'requester'): Promise<PageAnswer> {
  const path = `/drafts/${id}/submission`;
  return send(path, formOnPage(await page(`/drafts/${id}/check`, account), path), account);
}

async function draftsOf(
  account: Account,
): Promise<{ id: string; content: Record<string, unknown>; step: string }[]> {
  const { body } = await organisation.call(account, 'GET', '/v1/drafts');
  return body['items'] as { id: string; content: Record<string, unknown>; step: string }[];
}

beforeEach(async () => {
  for (const { id } of await draftsOf('requester')) {
    await organisation.call('requester', 'DELETE', `/v1/drafts/${id}`);
  }
});

describe('a new request', () => {
  it('goes from the first page to a request by the same words that the API has', async () => {
    const id = await complete();
    const check = await page(`/drafts/${id}/check`);
    expect(check.html).not.toContain('Not complete yet');
    for (const words of [
      'Support Drafts',
      'Customer support',
      '1,400',
      'Bo Business',
      'Medium risk',
      'Legal',
    ]) {
      expect(check.html).toContain(words);
    }
    const done = await submitted(id);
    expect(done.location).toMatch(/^\/adoption-requests\/[\w-]+\?done=submitted$/);
    expect((await followed(done)).html).toContain('Submitted.');
    const request = /requests\/([\w-]+)/.exec(done.location ?? '')?.[1] ?? '';
    const { body } = await organisation.call('requester', 'GET', `/v1/adoption-requests/${request}`);
    expect(body).toMatchObject({
      title: 'Drafting assistant for customer support',
      users: { teams: ['Customer support', 'Field service'], headcount: 1400 },
      costs: { purchase: 0, runningPerYear: 24000, monitoringPerYear: 6000.5, currency: 'EUR' },
      data: { classes: ['internal', 'personal'], providerMayTrain: false },
      screening: { prohibitedPractices: [], highRiskAreas: [] },
      businessOwner: { userName: 'business-owner' },
    });
    expect(await draftsOf('requester')).toEqual([]);
  });

  it('is begun by the first button, not by looking', async () => {
    await page(start);
    expect(await draftsOf('requester')).toEqual([]);
    const id = await begun({});
    expect(await draftsOf('requester')).toMatchObject([{ id, step: 'purpose' }]);
    expect((await page(start)).html).toContain(`/drafts/${id}/purpose`);
  });

  it('begun twice by a double click is one draft, and going back to change it changes that one', async () => {
    const form = { ...formOnPage(await page(start), start), ...system, to: 'purpose' };
    const answers = await Promise.all([send(start, form), send(start, form)]);
    expect(answers[0].location).toBe(answers[1].location);
    const again = await send(start, { ...form, '/title': 'Better title', to: 'data' });
    expect(again.location).toBe(answers[0].location?.replace('purpose', 'data'));
    expect(await draftsOf('requester')).toMatchObject([{ content: { title: 'Better title' } }]);
  });

  it('marks the current step, and can be gone on with at any step', async () => {
    const id = await begun();
    for (const [step, title] of [
      ['system', 'What it is'],
      ['purpose', 'What for and for whom'],
      ['data', 'Data and law'],
      ['owner', 'Money and owner'],
      ['check', 'Check and submit'],
    ]) {
      const { status, html } = await page(`/drafts/${id}/${step}`);
      expect(status).toBe(200);
      expect(html).toMatch(new RegExp(`<li aria-current="step"><span>${title}</span></li>`));
      expect(html).toContain(`<h1>${title}</h1>`);
    }
    expect((await page(`/drafts/${id}/nowhere`)).status).toBe(404);
  });

  it('keeps what is no answer yet, as it was typed', async () => {
    const id = await begun({ '/title': '' });
    const { location } = await fill(id, 'purpose', { '/users/headcount': 'about 40' }, 'leave');
    expect(location).toBe('/drafts?done=saved');
    const { html } = await page(`/drafts/${id}/purpose`);
    expect(html).toContain('value="about 40"');
    const { html: check } = await page(`/drafts/${id}/check`);
    expect(check).toContain('Not complete yet');
    expect(check).toContain('please give a number, such as 12000.');
    expect(check).toContain(`/drafts/${id}/system?show=missing#field-title`);
    expect(check).not.toContain(`/drafts/${id}/submission`);
    const { html: mending } = await page(`/drafts/${id}/purpose?show=missing`);
    expect(mending).toMatch(/aria-invalid="true"/);
    expect(mending).toContain('Please mend');
  });

  it('says on every step what it means so far and who will have to sign', async () => {
    const id = await begun();
    const low = await page(`/drafts/${id}/data`);
    expect(low.html).toContain('Low risk');
    expect(low.html).not.toContain('<span>Management');
    const high = await followed(await fill(id, 'data', { '/data/classes': 'special_category' }, 'owner'));
    expect(high.html).toContain('High risk');
    expect(high.html).toContain('GDPR');
    expect(high.html).toContain('<span>Management');
    expect((await followed(await fill(id, 'owner', owner, 'system'))).html).toContain(
      'Business owner (Bo Business)',
    );
  });

  it('says plainly that a prohibited practice closes it at once, and by which article', async () => {
    const id = await begun();
    const answer = await fill(id, 'data', { '/screening/prohibitedPractices': 'c_social_scoring' }, 'owner');
    const { html } = await followed(answer);
    expect(html).toContain('Such a request is closed at once.');
    expect(html).toContain('Article 5(1)(c)');
    expect(html).not.toContain('Who will have to sign');
  });

  it('points at what has been approved already under such a name', async () => {
    const names = { ...(exampleSubmission()['system'] as object), name: 'Polyglot Mail' };
    const approved = await freshRequest(organisation, { system: names }, 'colleague');
    for (const role of ['security', 'legal', 'privacy'] as const)
      await organisation.signOff(role, approved, role);
    await organisation.signOff('business-owner', approved, 'business_owner');
    const id = await begun({ ...system, '/system/name': 'polyglot' });
    const { html } = await page(`/drafts/${id}/purpose`);
    expect(html).toContain('Perhaps you need not ask');
    expect(html).toContain(`href="/adoption-requests/${approved}"`);
    expect(html).toContain('for Customer support');
  });

  it('is one request whoever presses twice, and the draft leads to it from then on', async () => {
    const id = await complete();
    const form = formOnPage(await page(`/drafts/${id}/check`), `/drafts/${id}/submission`);
    const press = () => send(`/drafts/${id}/submission`, form);
    const [first, second] = await Promise.all([press(), press()]);
    const third = await press();
    const request = first.location?.split('?')[0];
    for (const answer of [
      first,
      second,
      third,
      await page(`/drafts/${id}/owner`),
      await page(`/drafts/${id}/check`),
    ]) {
      expect(answer.status).toBe(303);
      expect(answer.location?.split('?')[0]).toBe(request);
    }
    const { body } = await organisation.call('requester', 'GET', '/v1/adoption-requests?requester=requester');
    const ids = (body['items'] as { id: string }[]).map((item) => `/adoption-requests/${item.id}`);
    expect(ids.filter((path) => path === request)).toHaveLength(1);
  });

  it('is not submitted while something is missing, whatever is sent', async () => {
    const id = await begun();
    const before = await eventCount(organisation);
    const answer = await send(`/drafts/${id}/submission`, { version: '1' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Nothing was submitted.');
    expect(await eventCount(organisation)).toBe(before);
    expect(await draftsOf('requester')).toHaveLength(1);
  });

  it('is not submitted as it was not read: another window has changed it', async () => {
    const id = await complete();
    const form = formOnPage(await page(`/drafts/${id}/check`), `/drafts/${id}/submission`);
    await fill(id, 'system', { '/title': 'Something else' });
    const answer = await send(`/drafts/${id}/submission`, form);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('changed in another window');
    expect(answer.html).toContain('Something else');
  });

  it('says which rule would refuse it: nobody owns what they ask for', async () => {
    const { body } = await organisation.call('business-owner', 'POST', '/v1/drafts', {
      content: exampleSubmission(),
    });
    const check = await page(`/drafts/${body.id}/check`, 'business-owner');
    expect(check.html).toContain('must be someone other than the requester');
    expect(check.html).not.toContain(`/drafts/${body.id}/submission`);
    const { html } = await page(`/drafts/${body.id}/owner`, 'business-owner');
    expect(html).toContain('business-owner (cannot be chosen)');
    expect(html).not.toContain('>Bo Business</option>');
  });
});

describe('two windows on one draft', () => {
  it('save different steps beside each other', async () => {
    const id = await begun();
    const path = (step: string) => `/drafts/${id}/${step}`;
    const [one, other] = [
      formOnPage(await page(path('purpose')), path('purpose')),
      formOnPage(await page(path('owner')), path('owner')),
    ];
    await Promise.all([
      send(path('purpose'), { ...one, ...purpose, to: 'data' }),
      send(path('owner'), { ...other, ...owner, to: 'check' }),
    ]);
    const [draft] = await draftsOf('requester');
    expect(draft?.content).toMatchObject({ users: { headcount: 1400 }, costs: { currency: 'EUR' } });
  });

  it('are told when they save the same step: the later says so, shows both, and wins when it insists', async () => {
    const id = await begun();
    const path = `/drafts/${id}/purpose`;
    const opened = formOnPage(await page(path), path);
    await send(path, { ...opened, '/purpose/intendedUse': 'From the first window', to: 'data' });
    const later = await send(path, {
      ...opened,
      '/purpose/intendedUse': 'From the second window',
      to: 'data',
    });
    expect(later.status).toBe(409);
    expect(later.html).toContain('changed in another window meanwhile');
    expect(later.html).toContain('From the first window');
    const again = formOnPage(later, path);
    expect(again['/purpose/intendedUse']).toBe('From the second window');
    expect((await send(path, { ...again, to: 'data' })).status).toBe(303);
    const [draft] = await draftsOf('requester');
    expect(draft?.content).toMatchObject({ purpose: { intendedUse: 'From the second window' } });
  });

  it('lose nothing when the draft was thrown away in the other', async () => {
    const id = await begun();
    const path = `/drafts/${id}/purpose`;
    const opened = formOnPage(await page(path), path);
    expect((await send(`/drafts/${id}/removal`, {})).location).toBe('/drafts?done=discarded');
    expect((await send(`/drafts/${id}/removal`, {})).location).toBe('/drafts?done=discarded');
    const late = await send(path, { ...opened, ...purpose, to: 'data' });
    expect(late.status).toBe(404);
    const kept = formOnPage(late, start);
    expect(kept['/purpose/intendedUse']).toBe(purpose['/purpose/intendedUse']);
    expect((await send(start, { ...kept, to: 'data' })).location).toMatch(/^\/drafts\/[\w-]+\/data$/);
    expect(await draftsOf('requester')).toMatchObject([{ content: { users: { headcount: 1400 } } }]);
  });

  it('are led to the request when it was submitted in the other, with what was typed', async () => {
    const id = await complete();
    const path = `/drafts/${id}/purpose`;
    const opened = formOnPage(await page(path), path);
    const done = await submitted(id);
    const late = await send(path, { ...opened, '/purpose/intendedUse': 'One more thought', to: 'data' });
    expect(late.html).toContain('has been submitted meanwhile');
    expect(late.html).toContain(done.location?.split('?')[0]);
    expect(late.html).toContain('One more thought');
  });
});

describe('a draft', () => {
  it('is nobody else’s, and an auditor’s business at no time', async () => {
    const id = await begun();
    for (const path of ['system', 'check', 'removal'].map((part) => `/drafts/${id}/${part}`)) {
      expect((await page(path, 'colleague')).status, path).toBe(404);
      expect((await page(path, 'auditor')).status, path).toBe(403);
    }
    expect((await page('/drafts', 'auditor')).status).toBe(403);
    expect((await page(start, 'auditor')).status).toBe(403);
    expect((await page('/drafts', 'colleague')).html).toContain('You have no drafts.');
    const path = `/drafts/${id}/purpose`;
    const stranger = await send(path, { ...purpose, to: 'data' }, 'colleague');
    expect(stranger.status).toBe(404);
    expect(stranger.html).not.toContain('Support Drafts');
    await send(`/drafts/${id}/removal`, {}, 'colleague');
    expect((await send(`/drafts/${id}/submission`, { version: '1' }, 'colleague')).status).toBe(404);
    expect((await send(start, system, 'auditor')).status).toBe(403);
    expect(await draftsOf('requester')).toMatchObject([
      { id, content: { system: { name: 'Support Drafts' } } },
    ]);
  });

  it('is thrown away in two steps', async () => {
    const id = await begun();
    expect((await page('/drafts')).html).toContain(`/drafts/${id}/removal`);
    expect((await page(`/drafts/${id}/removal`)).html).toContain('Throw this draft away?');
    expect(await draftsOf('requester')).toHaveLength(1);
    expect((await followed(await send(`/drafts/${id}/removal`, {}))).html).toContain('Thrown away.');
    expect(await draftsOf('requester')).toEqual([]);
  });

  it('that is the fifty-first is refused, with what was typed', async () => {
    for (let count = 0; count < 50; count += 1) {
      await organisation.call('requester', 'POST', '/v1/drafts', { content: {} });
    }
    const form = formOnPage(await page(start), start);
    const refused = await send(start, { ...form, ...system, to: 'purpose' });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('50 drafts');
    expect(formOnPage(refused, start)).toMatchObject(system);
  });

  it.each([
    ['<script>alert(1)</script>', '<script>alert'],
    ['"><img src=x onerror=alert(1)>', '<img'],
    ["' autofocus onfocus='alert(1)", /<[^>"]+\sonfocus=/],
    ['\u202egnp.exe\u2066', '<bdo'],
    ['W'.repeat(400), '<WWW'],
  ])('shows a hostile text as text, everywhere: %.30s', async (title, never) => {
    const id = await begun({ ...system, '/title': title, '/system/name': title, '/system/provider': title });
    await fill(id, 'purpose', { ...purpose, '/purpose/intendedUse': title, '/users/teams': title });
    for (const path of [
      '/drafts',
      start,
      `/drafts/${id}/removal`,
      ...['system', 'purpose', 'owner', 'check'].map((step) => `/drafts/${id}/${step}`),
    ]) {
      const { status, html } = await page(path);
      expect(status, path).toBe(200);
      if (typeof never === 'string') expect(html).not.toContain(never);
      else expect(html).not.toMatch(never);
    }
    const path = `/drafts/${id}/system`;
    expect(formOnPage(await page(path), path)).toMatchObject({ '/title': title, '/system/name': title });
  });

  it('keeps a text that is too long, and says how long it may be', async () => {
    const id = await begun({ ...system, '/title': 'x'.repeat(401) });
    const { html } = await page(`/drafts/${id}/check`);
    expect(html).toContain('Title of the request: please, no more than 400 characters.');
  });
});

describe('a session that ends while somebody types', () => {
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(`${organisation.url}${path}`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin', referer: `${organisation.url}/drafts/x/purpose` },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  it('loses nothing: what was sent can be sent once more after signing in', async () => {
    const id = await begun();
    const path = `/drafts/${id}/purpose`;
    const fields = { '/purpose/intendedUse': 'Typed\nfor an hour & "more" <b>', to: 'data' };
    const answer = await post(path, fields);
    expect(answer.status).toBe(401);
    const html = await answer.text();
    expect(html).toContain('Nothing you typed is lost');
    expect(html).toContain('/sign-in?to=%2Fdrafts%2Fx%2Fpurpose');
    expect(html).not.toContain('<b>');
    const kept = formOnPage({ html }, path);
    expect(kept).toMatchObject(fields);
    expect((await send(path, kept)).location).toBe(`/drafts/${id}/data`);
    expect((await draftsOf('requester'))[0]?.content).toMatchObject({
      purpose: { intendedUse: 'Typed\nfor an hour & "more" <b>' },
    });
  });

  it('leads back to the draft that was asked for', async () => {
    const id = await begun();
    const answer = await fetch(`${organisation.url}/drafts/${id}/owner`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`/sign-in?to=${encodeURIComponent(`/drafts/${id}/owner`)}`);
  });

  it('is no way in from another site', async () => {
    const answer = await fetch(`${organisation.url}${start}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ '/title': 'x' }),
    });
    expect(answer.status).toBe(403);
  });
});

it('finds the business owner by part of a name where there are too many to choose from', async () => {
  const at = new Date().toISOString();
  await inTransaction(organisation.database.db, async (trx) => {
    for (let number = 1; number <= 51; number += 1) {
      const person = { userName: `owner-${number}`, name: `Olli ${number} 100%`, email: null };
      await addPerson(trx, { ...person, roles: ['business_owner'] }, 'system', at);
    }
  });
  const id = await begun();
  const path = `/drafts/${id}/owner`;
  const offered = ({ html }: PageAnswer) =>
    [...html.matchAll(/<option value="([^"]*)">[^<]*<\/option>/g)].map(([, name]) => name);
  const nobody = await page(path);
  expect(nobody.html).toContain('<datalist id="field-businessOwner-people">');
  expect(offered(nobody)).toHaveLength(50);
  const found = await followed(await fill(id, 'owner', { '/businessOwner': '7 100%' }, 'owner'));
  expect(offered(found).toSorted()).toEqual(['owner-17', 'owner-27', 'owner-37', 'owner-47', 'owner-7']);
  expect(formOnPage(found, path)['/businessOwner']).toBe('7 100%');
  await fill(id, 'owner', { '/businessOwner': 'owner-17' });
  const { html } = await page(`/drafts/${id}/check`);
  expect(html).toContain('Business owner (Olli 17 100%)');
});

it('says that a request is on its way while no worker is there', async () => {
  const quiet = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 200 });
  try {
    const started = await quiet.call('requester', 'POST', '/v1/drafts', { content: exampleSubmission() });
    const { id } = started.body;
    const path = `/drafts/${id}/submission`;
    const form = formOnPage(await quiet.page('requester', `/drafts/${id}/check`), path);
    const { location } = await quiet.submitForm('requester', path, form);
    const waiting = await quiet.page('requester', location ?? '');
    expect(waiting.status).toBe(202);
    expect(waiting.html).toContain('on its way');
    expect((await quiet.submitForm('requester', path, form)).location).toBe(location?.split('?')[0]);
    await quiet.startWorker();
    await eventually(async () => (await quiet.page('requester', location ?? '')).html.includes('Submitted.'));
  } finally {
    await quiet.close();
  }
});
