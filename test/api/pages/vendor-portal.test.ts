import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { exe, pdf } from '../evidence-file.ts';
import { goodAnswers } from '../vendor-scene.ts';
import { VendorBrowser, VendorLinkScene } from '../vendor-link-scene.ts';
import { formOnPage } from './form-on-page.ts';

const questionnaire = '/vendor-portal/questionnaire';

let organisation: TestOrganisation;
let scene: VendorLinkScene;
let logged = '';
beforeAll(async () => {
  const lines = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  organisation = await TestOrganisation.found({ log: pino({ level: 'trace' }, lines) });
  scene = new VendorLinkScene(organisation);
});
afterAll(() => organisation.close());

const stranger = () => new VendorBrowser(organisation);
const db = () => organisation.database.db;

/** The answer for whoever has no way in: the same to the letter, whatever the reason. */
async function expectNotValid(answer: Promise<PageAnswer>, why = ''): Promise<void> {
  const { status, html, headers } = await answer;
  expect([status, headers.getSetCookie()], why).toEqual([404, []]);
  expect(html, why).toBe(await notValid());
}

async function notValid(): Promise<string> {
  const { status, html } = await stranger().open(`/vendor-portal/${'A'.repeat(43)}`);
  expect(status).toBe(404);
  expect(html).toContain('This link is not valid any more');
  return html;
}

/** Every way to do something with a visit. */
async function expectNothingReachable(browser: VendorBrowser, why: string): Promise<void> {
  for (const path of [
    questionnaire,
    `${questionnaire}/retention/file`,
    `/vendor-portal/files/${'0'.repeat(64)}`,
  ])
    await expectNotValid(browser.open(path), `${why}: GET ${path}`);
  await expectNotValid(browser.send(questionnaire, { act: 'save', version: '0' }), `${why}: save`);
  await expectNotValid(browser.send(questionnaire, { act: 'hand-in', version: '0' }), `${why}: hand in`);
  const file = new File([new Uint8Array(pdf)], 'a.pdf');
  await expectNotValid(browser.sendFile(`${questionnaire}/retention/file`, file), `${why}: file`);
}

async function everyAnswer(browser: VendorBrowser): Promise<Record<string, string | string[]>> {
  const fields = formOnPage(await browser.open(questionnaire), questionnaire);
  const answers = Object.entries(goodAnswers()).map(([question, { values }]) => [
    `/answers/${question}`,
    values,
  ]);
  return { ...fields, ...(Object.fromEntries(answers) as Record<string, string[]>) };
}

describe('a link', () => {
  it('is not used up by looking at where it leads, but by the button, once', async () => {
    const { token } = await scene.linked(await scene.asked());
    const path = `/vendor-portal/${token}`;
    const looks = [await stranger().open(path), await stranger().open(path)];
    for (const { status, html, headers } of looks) {
      expect([status, headers.getSetCookie()]).toEqual([200, []]);
      expect(html).toContain('Answer the questionnaire of');
      expect(html).not.toContain('<nav');
      expect(html).not.toContain('<script');
    }
    const browser = await scene.cameIn(token);
    expect(browser.setCookie).toMatch(
      /^countersign-vendor=[\w-]{43}; Max-Age=\d+; Path=\/vendor-portal; HttpOnly; SameSite=Lax$/,
    );
    await expectNotValid(stranger().open(path), 'used');
    await expectNotValid(stranger().send(path), 'used');
    // Who is in already goes on by it.
    expect((await browser.open(path)).location).toBe(questionnaire);
  });

  it('lets one in of two who use it at once', async () => {
    const { token } = await scene.linked(await scene.asked());
    const answers = await Promise.all([1, 2, 3, 4].map(() => stranger().send(`/vendor-portal/${token}`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404, 404, 404]);
  });

  it('shows nothing where it is guessed, taken back, has ended, or is not a link at all', async () => {
    const id = await scene.asked();
    const revoked = await scene.linked(id);
    await scene.revoke(id, revoked.link);
    const ended = await scene.linked(id);
    await end(ended.link);
    for (const token of [revoked.token, ended.token, 'x', 'B'.repeat(43), '%00', 'a/b', '']) {
      await expectNotValid(stranger().open(`/vendor-portal/${token}`), token);
      await expectNotValid(stranger().send(`/vendor-portal/${token}`), token);
    }
    await expectNothingReachable(stranger(), 'without a cookie');
    const forged = stranger();
    forged.cookie = `countersign-vendor=${'C'.repeat(43)}`;
    await expectNothingReachable(forged, 'a forged cookie');
  });

  it('shows nothing once answers are handed in, or the vendor is off-boarded', async () => {
    const handedIn = await scene.asked();
    const { token } = await scene.linked(handedIn);
    await scene.save(handedIn, 1, goodAnswers());
    await scene.submit(handedIn, 1);
    await expectNotValid(stranger().send(`/vendor-portal/${token}`), 'handed in');
    const left = await scene.asked();
    const last = await scene.linked(left);
    const browser = await scene.cameIn((await scene.linked(left)).token);
    await scene.post('requester', `/v1/vendors/${left}/off-boarding`, { reason: 'Unused.' });
    await expectNotValid(stranger().send(`/vendor-portal/${last.token}`), 'off-boarded');
    await expectNothingReachable(browser, 'off-boarded');
  });

  it('of an earlier assessment leads nowhere in the next', async () => {
    const id = await scene.asked();
    const unused = await scene.linked(id);
    const browser = await scene.cameIn((await scene.linked(id)).token);
    await scene.save(id, 1, goodAnswers());
    await scene.submit(id, 1);
    for (const role of ['security', 'privacy'] as const) await scene.signOff(role, id, role);
    await expectNothingReachable(browser, 'over');
    expect((await scene.assess(id, ['internal'])).body.assessment).toMatchObject({ number: 2 });
    await expectNotValid(stranger().send(`/vendor-portal/${unused.token}`), 'of the assessment before');
    await expectNothingReachable(browser, 'of the assessment before');
  });

  it('is tried out a hundred times a minute and no more', async () => {
    const eager = await TestOrganisation.found({ worker: false });
    try {
      const browser = new VendorBrowser(eager);
      const statuses = [];
      for (let guess = 0; guess < 102; guess += 1)
        statuses.push((await browser.open(`/vendor-portal/${guess}`)).status);
      expect(statuses.filter((status) => status === 404)).toHaveLength(100);
      expect(statuses.slice(-2)).toEqual([429, 429]);
    } finally {
      await eager.close();
    }
  });
});

describe('a visit', () => {
  it('ends at once when its link is taken back, and when it would have ended', async () => {
    const id = await scene.asked();
    const taken = await scene.linked(id);
    const first = await scene.cameIn(taken.token);
    expect((await first.open(questionnaire)).status).toBe(200);
    await scene.revoke(id, taken.link);
    await expectNothingReachable(first, 'taken back');
    const ending = await scene.linked(id);
    const second = await scene.cameIn(ending.token);
    await end(ending.link);
    await expectNothingReachable(second, 'ended');
  });

  it('opens nothing else', async () => {
    const id = await scene.asked();
    const browser = await scene.cameIn((await scene.linked(id)).token);
    for (const path of ['/', '/inbox', `/vendors/${id}/links`, `/vendors/${id}/assessments/1/answers`])
      expect((await browser.open(path)).location, path).toMatch(/^\/sign-in/);
    for (const path of [`/v1/vendors/${id}`, `/v1/vendors/${id}/evidence`, `/v1/vendors/${id}/links`])
      expect((await browser.open(path)).status, path).toBe(401);
    expect((await browser.send(`/vendors/${id}/links`, { '/email': 'a@b.example' })).status).toBe(401);
  });

  it('keeps what it shows to itself', async () => {
    const id = await scene.asked({ name: `Vendor <b>&" ${Date.now()}` });
    await attach(id, 'Our own due diligence.txt');
    const { token } = await scene.linked(id);
    const arrival = await stranger().open(`/vendor-portal/${token}`);
    const browser = await scene.cameIn(token);
    const page = await browser.open(questionnaire);
    for (const { headers } of [arrival, page, await stranger().open('/vendor-portal/x')]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('strict-origin');
      expect(headers.get('x-robots-tag')).toContain('noindex');
    }
    expect(page.html).not.toContain('due diligence');
    expect(page.html).not.toContain('<b>');
    const people = await db().selectFrom('person').select(['name', 'email', 'user_name']).execute();
    for (const { name, email, user_name } of people) {
      expect(page.html).not.toContain(name);
      if (email !== null) expect(page.html).not.toContain(email);
      expect(page.html).not.toContain(`${user_name}@`);
    }
  });

  it('is not acted in from another site', async () => {
    const browser = await scene.cameIn((await scene.linked(await scene.asked())).token);
    const response = await fetch(`${organisation.url}${questionnaire}`, {
      method: 'POST',
      headers: { cookie: browser.cookie, 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ act: 'save', version: '0' }),
    });
    expect(response.status).toBe(403);
  });

  it('leaves neither token nor cookie in the log', async () => {
    const { token } = await scene.linked(await scene.asked());
    await stranger().open(`/vendor-portal/${token}?from=mail`);
    await stranger().open(`/Vendor-Portal/${token}/`);
    await stranger().open(`//vendor-portal/${token}`);
    await stranger().open(`/vendor-portal?link=${token}`);
    const browser = await scene.cameIn(token);
    await stranger().send(`/vendor-portal/${token}`);
    await browser.open(questionnaire);
    expect(logged).toContain('"/vendor-portal/[token]"');
    expect(logged).toContain(`"${questionnaire}"`);
    expect(logged).not.toContain(token);
    expect(logged).not.toContain(browser.cookie.split('=')[1]);
  });
});

describe('a vendor that has come in', () => {
  it('saves a draft, adds a file and hands in, and the review begins', async () => {
    const id = await scene.asked();
    const browser = await scene.cameIn((await scene.linked(id)).token);
    const empty = formOnPage(await browser.open(questionnaire), questionnaire);
    const typed = { ...empty, '/answers/retention': 'partly', '/answers/retention/note': 'See <§4>.' };
    const toFile = await browser.send(questionnaire, { ...typed, act: 'file/evaluation' });
    expect(toFile.location).toBe(`${questionnaire}/evaluation/file`);
    const { html } = await browser.open(`${questionnaire}/evaluation/file`);
    expect(html).toContain('type="file"');
    const file = new File([new Uint8Array(pdf)], 'Evaluation.pdf');
    const added = await browser.sendFile(`${questionnaire}/evaluation/file`, file);
    expect(added.location).toBe(`${questionnaire}#field-answers-evaluation`);
    const read = formOnPage(await browser.open(questionnaire), questionnaire);
    const { body: kept } = await organisation.call('auditor', 'GET', `/v1/vendors/${id}/evidence`);
    const [{ hash }] = kept.items as [{ hash: string }];
    expect(kept.items).toMatchObject([{ name: 'Evaluation.pdf', addedBy: { name: 'The vendor' } }]);
    expect(read).toMatchObject({
      version: '2',
      '/answers/retention': 'partly',
      '/answers/retention/note': 'See <§4>.',
      '/answers/evaluation/evidence': hash,
    });
    const download = await browser.open(`/vendor-portal/files/${hash}`);
    expect([download.status, download.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename=Evaluation.pdf',
    ]);

    const incomplete = await browser.send(questionnaire, { ...read, act: 'hand-in' });
    expect(incomplete.status).toBe(422);
    expect(incomplete.html).toContain('href="#field-answers-deletion"');
    expect(incomplete.html).toContain('This question is not answered.');
    const handedIn = await browser.send(questionnaire, { ...(await everyAnswer(browser)), act: 'hand-in' });
    expect(handedIn.location).toBe(`${questionnaire}?done=handed-in`);
    expect((await browser.open(questionnaire)).html).toContain('Thank you');
    const { body } = await scene.read(id);
    expect(body.assessment).toMatchObject({
      phase: 'review',
      submission: 1,
      answeredBy: { id: `vendor/${id}`, name: 'The vendor' },
    });
    // What was handed in is not written any more.
    expect((await browser.send(questionnaire, { act: 'save', version: '4' })).location).toBe(questionnaire);
    expect((await browser.sendFile(`${questionnaire}/evaluation/file`, file)).location).toBe(questionnaire);
  });

  it('answers again when somebody asks for changes, as long as its link holds', async () => {
    const id = await scene.asked();
    const { link, token } = await scene.linked(id);
    const browser = await scene.cameIn(token);
    await browser.send(questionnaire, { ...(await everyAnswer(browser)), act: 'hand-in' });
    const asked = { decision: 'request_changes', comment: 'Which regions?' };
    expect((await scene.signOff('security', id, 'security', asked)).status).toBe(200);
    const again = await browser.send(questionnaire, { ...(await everyAnswer(browser)), act: 'hand-in' });
    expect(again.location).toBe(`${questionnaire}?done=handed-in`);
    expect((await scene.read(id)).body.assessment).toMatchObject({ phase: 'review', submission: 2 });
    await end(link);
    await expectNothingReachable(browser, 'ended');
    expect((await scene.signOff('security', id, 'security', { ...asked, submission: 2 })).status).toBe(200);
    const { body } = await scene.link(id);
    const invitation = await scene.invitationOf(body.id);
    expect((await scene.cameIn(invitation.token)).cookie).not.toBe('');
  });

  it('is told when somebody here has saved meanwhile, and loses nothing that it typed', async () => {
    const id = await scene.asked();
    const browser = await scene.cameIn((await scene.linked(id)).token);
    const seen = formOnPage(await browser.open(questionnaire), questionnaire);
    const ours = { retention: { values: ['no'], note: '', evidence: [] } };
    expect((await scene.save(id, 1, ours)).status).toBe(200);
    const typed = { ...seen, '/answers/retention': 'yes', '/answers/contact': 'The privacy office' };
    const told = await browser.send(questionnaire, { ...typed, act: 'hand-in' });
    expect(told.status).toBe(412);
    expect(told.html).toContain('Saved meanwhile by somebody else: Longer, or it is not limited');
    const again = formOnPage(told, questionnaire);
    expect(again).toMatchObject({ version: '1', '/answers/retention': 'yes' });
    expect((await browser.send(questionnaire, { ...again, act: 'save' })).location).toContain('done=saved');
    const { body } = await organisation.call('requester', 'GET', `/v1/vendors/${id}/assessments/1/answers`);
    expect(body).toMatchObject({ version: 2, answers: { retention: { values: ['yes'] } } });
    // The button pressed twice is no conflict.
    expect((await browser.send(questionnaire, { ...again, act: 'save' })).location).toContain('done=saved');
  });

  it('is not told of files that others have put there, and names none of them', async () => {
    const id = await scene.asked();
    const theirs = await attach(id, 'Our own due diligence.txt');
    const other = await scene.asked();
    const foreign = await attach(other, 'Another vendor.txt');
    const browser = await scene.cameIn((await scene.linked(id)).token);
    for (const hash of [theirs, foreign, 'f'.repeat(64)]) {
      const answers = await browser.send(questionnaire, {
        act: 'save',
        version: '0',
        '/answers/retention': 'yes',
        '/answers/retention/evidence': hash,
      });
      expect(answers.status).toBe(422);
      expect(answers.html).toContain('There is no such file.');
      await expectNotValid(browser.open(`/vendor-portal/files/${hash}`), 'not its own');
    }
    const named = { retention: { values: ['yes'], note: '', evidence: [theirs] } };
    expect((await scene.save(id, 1, named)).status).toBe(200);
    const page = await browser.open(questionnaire);
    expect(page.html).toContain('A file that we have already');
    expect(page.html).not.toContain('due diligence');
    const kept = await browser.send(questionnaire, { ...formOnPage(page, questionnaire), act: 'save' });
    expect(kept.location).toContain('done=saved');
  });

  it('adds one file at a time, of a kind that is taken, and no more than fits', async () => {
    const id = await scene.asked();
    const browser = await scene.cameIn((await scene.linked(id)).token);
    const path = `${questionnaire}/evaluation/file`;
    const none = await browser.sendFile(path);
    expect([none.status, none.html]).toEqual([422, expect.stringContaining('Choose a file.')]);
    const program = await browser.sendFile(path, new File([new Uint8Array(exe)], 'report.pdf'));
    expect([program.status, program.html]).toEqual([415, expect.stringContaining('EXE')]);
    await expectNotValid(browser.open(`${questionnaire}/known-limits/file`), 'takes no file');
    await expectNotValid(browser.open(`${questionnaire}/nothing/file`), 'no such question');
    const text = (content: string) => browser.sendFile(path, new File([content], 'a.txt'));
    expect((await text('first')).status).toBe(303);
    await fill(id, 48);
    const last = await Promise.all([text('fiftieth'), text('fifty-first')]);
    expect(last.map(({ status }) => status).toSorted()).toEqual([303, 413]);
    expect(last.find(({ status }) => status === 413)?.html).toContain('50 files of 200 MB');
    // What is there already takes no more room.
    expect((await text('first')).status).toBe(303);

    const large = await scene.asked();
    const other = await scene.cameIn((await scene.linked(large)).token);
    await fill(large, 8, 24_999_999);
    const fits = await other.sendFile(path, new File(['12345678'], 'a.txt'));
    const tooMuch = await other.sendFile(path, new File(['6'], 'b.txt'));
    expect([fits.status, tooMuch.status]).toEqual([303, 413]);
  });
});

/** Files of this many bytes, by what is on record, that the vendor has brought already. */
async function fill(id: string, count: number, size = 1): Promise<void> {
  const hashes = Array.from({ length: count }, (_file, index) => `${size}a${index}`.padStart(64, '0'));
  const stored = { media_type: 'text/plain', content: Buffer.from('x'), stored_at: '2026-01-01' };
  const files = hashes.map((hash) => ({ hash, size, ...stored }));
  await db().insertInto('evidence').values(files).execute();
  const brought = { name: 'x.txt', added_by: `vendor/${id}`, added_at: '2026-01-01' };
  const attached = hashes.map((hash) => ({ stream: `vendor/${id}`, hash, ...brought }));
  await db().insertInto('evidence_attachment').values(attached).execute();
}

/** A file that somebody here has put to the vendor; its hash. */
async function attach(id: string, name: string): Promise<string> {
  const form = new FormData();
  form.set('file', new File([`${name} of ${id}`], name));
  const { status, body } = await organisation.call('requester', 'POST', `/v1/vendors/${id}/evidence`, form);
  expect(status).toBe(201);
  return String(body.hash);
}

async function end(link: string): Promise<void> {
  await db()
    .updateTable('vendor_link')
    .set({ expires_at: new Date(Date.now() - 1_000).toISOString() })
    .where('id', '=', link)
    .execute();
}
