import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { markedText } from './pdf-text.ts';
import { refusalOf, refused } from './refusal.ts';
import { type Doc, freshAddress, pdfOf, TrustBrowser, TrustScene } from './trust-scene.ts';

let organisation: TestOrganisation;
let scene: TrustScene;
let report: Doc;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrustScene(organisation);
  await scene.published();
  report = await scene.document({}, await pdfOf('Findings', 2));
});
afterAll(() => organisation.close());

const db = () => organisation.database.db;
const copyOf = ({ key }: Doc) => `/trust/access/documents/${key}`;

describe('access to a document', () => {
  it('goes from a request over a verified address and a decision to a copy that names who has it', async () => {
    const { id, browser, email } = await scene.granted([report]);
    expect((await browser.open('/trust/access')).html).toContain(copyOf(report));
    const { status, content } = await browser.download(copyOf(report));
    expect(status).toBe(200);
    const pages = await markedText(content);
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      expect(page).toContain('Rae Reader, Reader Inc');
      expect(page).toContain(`Copy for ${email}`);
      expect(page).toContain(id);
      expect(page).toMatch(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    }
    const { body } = await scene.call('auditor', 'GET', `/v1/trust-downloads?grant=${id}`);
    expect(body['items']).toMatchObject([{ document: { id: report.id }, email }]);
  });

  it('ends at once when it is taken back, whatever page is open', async () => {
    const { id, browser } = await scene.granted([report]);
    expect((await browser.download(copyOf(report))).status).toBe(200);
    expect((await scene.act('security', id, 'revocation', { reason: 'The contract ended.' })).status).toBe(
      200,
    );
    expect((await browser.download(copyOf(report))).status).toBe(404);
    expect((await browser.open('/trust/access')).html).toContain('Taken back');
  });

  it('ends at its instant, even while no worker is there to note it', async () => {
    const { id, browser } = await scene.granted([report], 1);
    const past = new Date(Date.now() - 1).toISOString();
    await db().updateTable('access_grant').set({ ends_at: past }).where('id', '=', id).execute();
    expect((await browser.download(copyOf(report))).status).toBe(404);
    expect((await browser.open('/trust/access')).html).not.toContain(copyOf(report));
  });

  it('ends with the document, for whoever was granted it', async () => {
    const gone = await scene.document();
    const { browser } = await scene.granted([gone]);
    const path = `/v1/trust-documents/${gone.id}/removal`;
    expect((await scene.call('compliance', 'POST', path, { reason: 'Too old.' })).status).toBe(200);
    expect((await browser.download(copyOf(gone))).status).toBe(404);
    expect(refusalOf(await scene.call('compliance', 'POST', path, { reason: 'Again.' }))).toBe('409 closed');
  });

  it('is never both granted and refused, or opened after it was taken back, whoever is first', async () => {
    const { id } = await scene.waiting([report]);
    const answers = await Promise.all([
      scene.act('security', id, 'approval', { days: 3 }),
      scene.act('compliance', id, 'refusal', { reason: 'No.' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const granted = await scene.granted([report]);
    const revoked = scene.act('security', granted.id, 'revocation', { reason: 'Now.' });
    const copies = await Promise.all(
      Array.from({ length: 5 }, () => granted.browser.download(copyOf(report))),
    );
    expect((await revoked).status).toBe(200);
    expect((await granted.browser.download(copyOf(report))).status).toBe(404);
    const { body } = await scene.call('auditor', 'GET', `/v1/trust-downloads?grant=${granted.id}`);
    expect(body['items']).toHaveLength(copies.filter(({ status }) => status === 200).length);
  });

  it('is nobody else’s: not by another’s link, browser, key or guess', async () => {
    const { browser, email } = await scene.granted([report]);
    for (const cookie of browser.setCookies) {
      expect(cookie).toMatch(/^countersign-trust-(browser|visit)=/);
      expect(cookie).toMatch(/Path=\/trust\/access; HttpOnly; SameSite=Lax/);
    }
    const other = await scene.document();
    expect((await browser.download(copyOf(other))).status).toBe(404);
    for (const guess of [report.id, '0'.repeat(64), 'report.pdf', randomUUID()]) {
      expect((await browser.download(`/trust/access/documents/${guess}`)).status).toBe(404);
    }
    // A link that is forwarded does not open in another browser, and a used one nowhere.
    await browser.send('/trust/access', { '/email': email });
    const token = await scene.tokenOf(email, 'enter');
    const thief = new TrustBrowser(organisation);
    expect((await thief.open(`/trust/access/links/${token}`)).status).toBe(404);
    expect((await thief.send(`/trust/access/links/${token}`)).status).toBe(404);
    await thief.send('/trust/access', { '/email': freshAddress() });
    expect((await thief.send(`/trust/access/links/${token}`)).status).toBe(404);
    expect((await browser.send(`/trust/access/links/${token}`)).status).toBe(303);
    expect((await browser.send(`/trust/access/links/${token}`)).status).toBe(404);
    expect((await thief.download(copyOf(report))).status).toBe(404);
  });

  it.each<[string, Account, string, unknown, string]>([
    ['approved by a stranger', 'legal', 'approval', { days: 3 }, '403 wrong_role'],
    ['approved by an administrator', 'administrator', 'approval', { days: 3 }, '403 wrong_role'],
    ['approved by an auditor', 'auditor', 'approval', { days: 3 }, '403 wrong_role'],
    ['approved for ever', 'security', 'approval', { days: 366 }, '422 invalid'],
    ['refused without a word', 'security', 'refusal', { reason: ' ' }, '422 invalid'],
    ['refused by a stranger', 'legal', 'refusal', { reason: 'No.' }, '403 wrong_role'],
    ['taken back by a stranger', 'legal', 'revocation', { reason: 'No.' }, '403 wrong_role'],
    ['taken back without a word', 'security', 'revocation', { reason: '' }, '422 invalid'],
  ])('is not %s', async (_what, account, act, body, refusal) => {
    const { id } = await scene.waiting([report]);
    expect(await refused(organisation, () => scene.act(account, id, act, body))).toBe(refusal);
  });

  it('is decided once, and not before the address is verified', async () => {
    const email = freshAddress();
    await new TrustBrowser(organisation).asks([report], email);
    const [unverified = ''] = await scene.grantsBehind(email);
    await scene.until(unverified, 'verifying');
    expect(refusalOf(await scene.act('security', unverified, 'approval', { days: 3 }))).toBe(
      '409 not_closed',
    );
    const { id } = await scene.waiting([report]);
    expect((await scene.act('security', id, 'refusal', { reason: 'No.' })).status).toBe(200);
    for (const [act, body] of [
      ['approval', { days: 3 }],
      ['refusal', { reason: 'Again.' }],
      ['revocation', { reason: 'Again.' }],
    ] as const) {
      expect(refusalOf(await scene.act('security', id, act, body))).toBe('409 closed');
    }
  });

  it('is read by its owner and by who oversees, with who asks, and by nobody else', async () => {
    const { id, email } = await scene.waiting([report]);
    const read = (account: Account) => scene.call(account, 'GET', `/v1/access-grants/${id}`);
    expect((await read('security')).body).toMatchObject({ asking: { email, company: 'Reader Inc' } });
    expect((await read('auditor')).status).toBe(200);
    const events = (account: Account) => scene.call(account, 'GET', `/v1/access-grants/${id}/events`);
    expect((await events('auditor')).body['items']).toHaveLength(2);
    expect(refusalOf(await events('legal'))).toBe('403 wrong_role');
    expect(refusalOf(await read('legal'))).toBe('403 wrong_role');
    const list = (account: Account) => scene.call(account, 'GET', '/v1/access-grants?state=waiting&limit=1');
    expect((await list('security')).body['items']).toMatchObject([{ id, email }]);
    expect((await list('legal')).body['items']).toEqual([]);
    const inbox = await scene.call('security', 'GET', '/v1/inbox?kind=access_grant');
    expect(JSON.stringify(inbox.body)).not.toContain(email);
  });
});

describe('the NDA', () => {
  it('is accepted by its version and hash, and that in force', async () => {
    const publish = (markdown: string) => scene.call('compliance', 'POST', '/v1/ndas', { markdown });
    const { body: first } = await publish(`Keep it. ${randomUUID()}`);
    const secret = await scene.document({ needsNda: 'true' });
    const email = freshAddress();
    const browser = new TrustBrowser(organisation);
    await browser.asks([secret], email);
    const [id = ''] = await scene.grantsBehind(email);
    await scene.until(id, 'verifying');
    const path = `/trust/requests/${await scene.tokenOf(email, 'verify')}`;
    expect((await browser.send(path)).html).toContain('Accept the agreement to go on.');
    const { body: second } = await publish(`Keep it to yourself. ${randomUUID()}`);
    const stale = await browser.send(path, { '/nda': String(first['hash']) });
    expect(stale.status).toBe(422);
    expect(stale.html).toContain(String(second['hash']));
    expect((await browser.send(path, { '/nda': String(second['hash']) })).status).toBe(200);
    await scene.until(id, 'waiting');
    await publish(`A third. ${randomUUID()}`);
    const accepted = { version: second['version'], hash: second['hash'] };
    expect((await scene.read(id)).body).toMatchObject({ nda: accepted });
    expect((await browser.open(path)).status).toBe(404);
  });

  it('is published by compliance managers, and not twice the same', async () => {
    const markdown = `Same. ${randomUUID()}`;
    expect((await scene.call('compliance', 'POST', '/v1/ndas', { markdown })).status).toBe(201);
    expect(refusalOf(await scene.call('compliance', 'POST', '/v1/ndas', { markdown }))).toBe('422 unchanged');
    expect(refusalOf(await scene.call('administrator', 'POST', '/v1/ndas', { markdown }))).toBe(
      '403 wrong_role',
    );
  });
});

describe('documents', () => {
  it('are PDF that can be marked: what cannot is refused with why', async () => {
    expect(refusalOf(await scene.add({}, Buffer.from('words'), 'a.txt'))).toBe('415 unsupported_media_type');
    expect(refusalOf(await scene.add({}, Buffer.from('words'), 'a.pdf'))).toBe('415 unsupported_media_type');
    const broken = (await pdfOf('x')).subarray(0, 400);
    const answer = await scene.add({}, broken);
    expect(refusalOf(answer)).toBe('422 invalid');
    expect(answer.body.detail).toContain('broken');
    const locked = await scene.add({}, await lockedPdf());
    expect(refusalOf(locked)).toBe('422 invalid');
    expect(locked.body.detail).toContain('encrypted');
    expect(refusalOf(await scene.add({}, await pdfOf('x'), 'a.pdf', 'security'))).toBe('403 wrong_role');
    expect(refusalOf(await scene.add({ owner: 'nobody' }, await pdfOf('x')))).toBe('422 invalid');
  });
});

describe('a stakeholder', () => {
  it('is forgotten: nothing opens any more, no name is left, and no chain is broken', async () => {
    const { id, browser, email } = await scene.granted([report]);
    await browser.download(copyOf(report));
    const { stakeholder } = (await scene.read(id)).body as object as { stakeholder: string };
    const path = `/v1/stakeholders/${stakeholder}/forgetting`;
    const reason = { reason: 'They asked us to.' };
    expect(refusalOf(await scene.call('administrator', 'POST', path, reason))).toBe('403 wrong_role');
    expect((await scene.call('compliance', 'POST', path, reason)).body).toMatchObject({ revoked: [id] });
    expect((await browser.download(copyOf(report))).status).toBe(404);
    expect(refusalOf(await scene.call('compliance', 'POST', path, reason))).toBe('404 not_found');
    await scene.until(id, 'revoked');
    const { body } = await scene.read(id);
    expect(body).toMatchObject({ asking: null, stakeholder });
    const rows = await db()
      .selectFrom('event')
      .select('seq')
      .where('canonical', 'like', `%${email}%`)
      .execute();
    expect(rows).toEqual([]);
    const verified = await scene.call('auditor', 'GET', `/v1/trust-downloads?grant=${id}`);
    expect(verified.body['items']).toMatchObject([{ email: null }]);
  });

  it('asks again by one button after the end, and verifies the address afresh', async () => {
    const { id, browser, email } = await scene.granted([report]);
    expect((await browser.send(`/trust/access/grants/${id}/renewal`)).status).toBe(409);
    await scene.act('security', id, 'revocation', { reason: 'Wait.' });
    expect((await browser.send(`/trust/access/grants/${id}/renewal`)).status).toBe(409);
    expect((await browser.send(`/trust/access/grants/${randomUUID()}/renewal`)).status).toBe(404);
    // As the workflow would have left it.
    await db().updateTable('access_grant').set({ state: 'expired' }).where('id', '=', id).execute();
    expect((await browser.send(`/trust/access/grants/${id}/renewal`)).html).toContain('Look into your mail');
    const [again = ''] = await scene.grantsBehind(email);
    expect(again).not.toBe(id);
    await scene.until(again, 'verifying');
    expect((await scene.read(again)).body).toMatchObject({ renews: id });
    expect((await scene.mailsTo(email))[0]).toBe('verify');
  });
});

describe('a flood', () => {
  it('ends unseen: the same answer whatever is known, and no mail beyond a few', async () => {
    const browser = new TrustBrowser(organisation);
    const [email, known] = [freshAddress(), (await scene.granted([report])).email];
    const answers = [];
    for (let time = 0; time < 8; time += 1) answers.push((await browser.asks([report], email)).html);
    answers.push((await browser.asks([report], known)).html);
    expect(new Set(answers).size).toBe(1);
    expect(await scene.grantsBehind(email)).toHaveLength(5);
    expect((await scene.mailsTo(email)).filter((kind) => kind === 'verify')).toHaveLength(5);
    const entries = [];
    for (let time = 0; time < 7; time += 1)
      entries.push((await browser.send('/trust/access', { '/email': known })).html);
    entries.push((await browser.send('/trust/access', { '/email': freshAddress() })).html);
    expect(new Set(entries).size).toBe(1);
    expect((await scene.mailsTo(known)).filter((kind) => kind === 'enter')).toHaveLength(5);
  });

  it('of hostile words is one of words: escaped, in one line, and in no header', async () => {
    const browser = new TrustBrowser(organisation);
    const script = '<script>alert(1)</script>';
    const refusedMail = await browser.asks([report], 'a@b.example\r\nBcc: c@d.example');
    expect(refusedMail.status).toBe(422);
    expect((await browser.asks([report], freshAddress(), { '/name': 'a\r\nb' })).status).toBe(422);
    const echoed = await browser.asks([report], 'none', { '/name': script });
    expect(echoed.html).not.toContain(script);
    const { id } = await scene.waiting([report], freshAddress(), { '/name': script, '/company': 'Фирма Ω' });
    const page = await organisation.page('security', `/access-grants/${id}`);
    expect(page.html).not.toContain(script);
  });
});

it('a request for documents of two owners is two, each decided by its own', async () => {
  const theirs = await scene.document({ owner: 'legal' });
  const { email } = await scene.waiting([report, theirs]);
  const grants = await scene.grantsBehind(email);
  expect(grants).toHaveLength(2);
  await eventually(async () => {
    const states = await Promise.all(grants.map(async (id) => (await scene.read(id)).body.state));
    return states.every((state) => state === 'waiting');
  });
  const owners = await Promise.all(
    grants.map(async (id) => ((await scene.read(id)).body['owner'] as { userName: string }).userName),
  );
  expect(owners.sort()).toEqual(['legal', 'security']);
});

/** One that asks for a password. */
async function lockedPdf(): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ userPassword: 'secret', ownerPassword: 'owner' });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  document.text('x').end();
  return new Promise((resolve) =>
    document.once('end', () => {
      resolve(Buffer.concat(pieces));
    }),
  );
}
