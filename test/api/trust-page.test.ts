import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../domain/control-catalogue.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { PolicyScene } from './policy-scene.ts';
import { refusalOf } from './refusal.ts';
import { pdfOf, TrustBrowser, TrustScene } from './trust-scene.ts';

let organisation: TestOrganisation;
let scene: TrustScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrustScene(organisation);
});
afterAll(() => organisation.close());

const anybody = () => new TrustBrowser(organisation);
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const db = () => organisation.database.db;

async function json(headers: Record<string, string> = {}) {
  const response = await fetch(`${organisation.url}/v1/trust-center`, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

describe('the public page', () => {
  it('is not there before it is published, nor anything of it', async () => {
    const empty = await TestOrganisation.found({ worker: false });
    const browser = new TrustBrowser(empty);
    for (const path of [
      '/trust',
      '/trust/policies/x',
      '/trust/requests/new',
      '/trust/subscriptions',
      '/trust/x',
    ]) {
      expect((await browser.open(path)).status, path).toBe(404);
    }
    expect((await fetch(`${empty.url}/v1/trust-center`)).status).toBe(404);
    await empty.close();
  });

  it('says what is published, as it is today, and nothing of what is not', async () => {
    const [policies, systems] = [new PolicyScene(organisation), new AiSystemScene(organisation)];
    const [named, read, secret] = [
      await policies.published(),
      await policies.published(),
      await policies.published(),
    ];
    const [shown, kept] = [await systems.live(), await systems.live()];
    const titleOf = async (id: string) =>
      String((await scene.call('auditor', 'GET', `/v1/policies/${id}`)).body['title']);
    await scene.published({
      principles: '# Ours\n\n<script>x</script> People decide.',
      controls: controls.map(({ id }) => id),
      policies: [
        { policy: named, shows: 'title' },
        { policy: read, shows: 'text' },
      ],
      systems: [{ system: shown, name: 'The helper', words: 'Answers letters.', fields: ['in_use_since'] }],
    });
    const hidden = await scene.document({ listed: 'false', title: 'Unlisted report' });
    const listed = await scene.document({ title: 'Listed report' });
    const { html, headers, status } = await anybody().open('/trust');
    expect(status).toBe(200);
    expect(html).toContain('The helper');
    expect(html).toContain('in use since');
    expect(html).not.toContain('provided by');
    expect(html).toContain(listed.title);
    expect(html).not.toContain(hidden.title);
    expect(html).not.toMatch(/<script/);
    expect(html).not.toMatch(uuids);
    for (const inside of [named, read, secret, shown, kept, hidden.id, hidden.key, listed.id]) {
      expect(html).not.toContain(inside);
    }
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const shownJson = await json();
    expect(shownJson.text).not.toMatch(uuids);
    expect(JSON.parse(shownJson.text)).toMatchObject({ systems: [{ name: 'The helper' }] });
    // A status says how much it rests on.
    const { body: inside } = await scene.call('auditor', 'GET', '/v1/controls');
    type Standing = { id: string; statements: { id: string; status: string }[]; shownBy: string[] };
    const standings = (inside['items'] as Standing[]).map(({ id, statements, shownBy }) => ({
      id,
      its: [...statements.map((one) => one.id), ...shownBy],
    }));
    const statuses = new Map(
      (inside['items'] as Standing[]).flatMap((one) =>
        one.statements.map(({ id, status: its }) => [id, its]),
      ),
    );
    const told = (JSON.parse(shownJson.text) as { controls: { id: string; statements: object }[] }).controls;
    expect(told.map(({ id, statements }) => ({ id, statements }))).toEqual(
      standings.map(({ id, its }) => {
        const all = its.map((one) => statuses.get(one)).filter((one) => one !== 'not_applicable');
        const checked = all.filter((one) => one !== 'nothing_to_check').length;
        return { id, statements: { apply: all.length, checked } };
      }),
    );
    expect(html).toMatch(/\d+ of 16 statements checked/);
    // The text of the one, and of no other.
    const address = /href="(\/trust\/policies\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect((await anybody().open(address)).status).toBe(200);
    expect(html).toContain(await titleOf(named));
  });

  it('drops what is no longer in force or in use by itself', async () => {
    const [policies, systems] = [new PolicyScene(organisation), new AiSystemScene(organisation)];
    const [policy, system] = [await policies.published(), await systems.live()];
    const name = `Helper ${randomUUID()}`;
    await scene.published({
      policies: [{ policy, shows: 'text' }],
      systems: [{ system, name, words: '', fields: [] }],
    });
    const before = await anybody().open('/trust');
    expect(before.html).toContain(name);
    const address = /href="(\/trust\/policies\/[^"]+)"/.exec(before.html)?.[1] ?? '';
    expect((await systems.act('security', system, 'suspension', { note: 'A leak.' })).status).toBe(200);
    const retired = await scene.call('compliance', 'POST', `/v1/policies/${policy}/retirement`, {
      reason: 'Old.',
    });
    expect(retired.status, JSON.stringify(retired.body)).toBe(200);
    const { html } = await anybody().open('/trust');
    expect(html).not.toContain(name);
    expect(html).not.toContain(address);
    expect((await anybody().open(address)).status).toBe(404);
  });

  it('is kept by whoever stands between, for a minute, and asked for anew by its tag', async () => {
    await scene.published();
    const { headers } = await anybody().open('/trust');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    const tag = headers.get('etag') ?? '';
    const again = await fetch(`${organisation.url}/trust`, {
      headers: { 'if-none-match': tag, cookie: 'countersign=x' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const first = await json();
    const jsonTag = first.headers.get('etag') ?? '';
    expect((await json({ 'if-none-match': jsonTag })).status).toBe(304);
    await scene.published();
    expect((await json({ 'if-none-match': jsonTag })).status).toBe(200);
    expect((await anybody().open('/trust')).headers.get('etag')).not.toBe(tag);
  });

  it('answers every guess to the letter the same', async () => {
    await scene.published();
    const unlisted = await scene.document({ listed: 'false' });
    const guesses = [
      `/trust/policies/${randomUUID()}`,
      `/trust/${unlisted.id}`,
      `/trust/documents/${unlisted.id}`,
      `/trust/access/documents/${unlisted.key}`,
      `/trust/access/documents/${unlisted.id}`,
      `/trust/requests/${'A'.repeat(43)}`,
      `/trust/access/links/${'A'.repeat(43)}`,
      `/trust/subscriptions/${'A'.repeat(43)}`,
      '/trust/report.pdf',
    ];
    const answers = await Promise.all(guesses.map((path) => anybody().open(path)));
    expect(new Set(answers.map(({ status, html }) => `${status} ${html}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('is published by compliance managers, of what they saw, once, and withdrawn with a reason', async () => {
    await scene.published();
    const publish = (account: Account, seen: number) =>
      scene.call(account, 'POST', '/v1/trust-center/versions', undefined, { 'if-match': `"${seen}"` });
    const { body } = await scene.call('compliance', 'GET', '/v1/trust-center/draft');
    const seen = Number(body['version']);
    expect(refusalOf(await publish('compliance', seen))).toBe('422 unchanged');
    expect(refusalOf(await publish('compliance', seen - 1))).toBe('412 stale_revision');
    for (const account of ['administrator', 'auditor', 'requester'] as const) {
      expect(refusalOf(await publish(account, seen))).toBe('403 wrong_role');
      const withdrawal = await scene.call(account, 'POST', '/v1/trust-center/withdrawal', { reason: 'x' });
      expect(refusalOf(withdrawal)).toBe('403 wrong_role');
    }
    const stale = await scene.call('compliance', 'PUT', '/v1/trust-center/draft', body['content'], {
      'if-match': `"${seen - 1}"`,
    });
    expect(refusalOf(stale)).toBe('412 stale_revision');
    const withdraw = () =>
      scene.call('compliance', 'POST', '/v1/trust-center/withdrawal', { reason: 'Wrong.' });
    expect((await withdraw()).body).toMatchObject({ withdrawn: { reason: 'Wrong.' } });
    expect(refusalOf(await withdraw())).toBe('409 closed');
    expect((await anybody().open('/trust')).status).toBe(404);
    expect((await anybody().open('/trust/requests/new')).status).toBe(404);
    expect((await publish('compliance', seen)).status).toBe(201);
    expect((await anybody().open('/trust')).status).toBe(200);
  });
});

it('read models of the trust center are made again from events as they were', async () => {
  await scene.published();
  await scene.call('compliance', 'POST', '/v1/ndas', { markdown: `Keep it. ${randomUUID()}` });
  const document = await scene.document({ needsNda: 'true' }, await pdfOf('x'));
  await scene.waiting([document]);
  const { browser } = await scene.granted([document]);
  expect((await browser.download(`/trust/access/documents/${document.key}`)).status).toBe(200);
  const tables = [
    'trust_page_version',
    'trust_document',
    'nda_version',
    'access_grant',
    'trust_download',
    'task',
  ] as const;
  const rows = async () =>
    Promise.all(
      tables.map(async (table) => {
        const all = await db().selectFrom(table).selectAll().execute();
        return all.map((row) => JSON.stringify(row)).sort();
      }),
    );
  const before = await rows();
  for (const [index, table] of tables.entries()) expect(before[index]?.length, table).toBeGreaterThan(0);
  const mails = await db().selectFrom('trust_mail').select('delivery_id').execute();
  await rebuildReadModels(db());
  expect(await rows()).toEqual(before);
  expect(await db().selectFrom('trust_mail').select('delivery_id').execute()).toHaveLength(mails.length);
}, 60_000);

it('the tokens of links and the keys of documents stay out of the log', async () => {
  let logged = '';
  const lines = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const log = pino({ level: 'trace' }, lines);
  const watched = await TestOrganisation.found({ worker: false, log });
  const token = 'A'.repeat(43);
  const browser = new TrustBrowser(watched);
  for (const under of ['requests', 'access/links', 'subscriptions', 'unsubscribe']) {
    await browser.open(`/trust/${under}/${token}`);
  }
  await browser.open('/trust/requests/new?document=hidden-key');
  expect(logged).toContain('/trust/requests/[token]');
  expect(logged).not.toContain(token);
  expect(logged).not.toContain('hidden-key');
  await watched.close();
});

it('a flood from one address is cut off', async () => {
  const narrow = await TestOrganisation.found({ worker: false, rateLimitPerMinute: 120 });
  const browser = new TrustBrowser(narrow);
  const statuses = [];
  for (let time = 0; time < 3; time += 1) {
    statuses.push((await browser.send('/trust/access', { '/email': 'a@b.example' })).status);
  }
  expect(statuses).toEqual([200, 200, 429]);
  const large = await fetch(`${narrow.url}/trust/requests/new`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: `x=${'a'.repeat(2_000_000)}`,
  });
  expect(large.status).toBe(413);
  const foreign = await fetch(`${narrow.url}/trust/access`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status).toBe(403);
  await narrow.close();
});
