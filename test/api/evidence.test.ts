import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachedHashes } from '../../db/evidence.ts';
import { registeredVendor } from '../registered-vendor.ts';
import { type Account, type Answer, TestOrganisation } from '../test-organisation.ts';
import { belittled, exe, jpeg, office, pdf, png, zip } from './evidence-file.ts';
import { newcomer, pointersOf, refusalOf } from './refusal.ts';

const largest = 26_214_400;

let organisation: TestOrganisation;
let vendor: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
  vendor = await registeredVendor(organisation.database);
});
afterAll(() => organisation.close());

const path = (of = vendor) => `/v1/vendors/${of}/evidence`;
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

function form(name: string, content: Buffer | string, field = 'file'): FormData {
  const data = new FormData();
  data.set(field, new File([new Uint8Array(Buffer.from(content))], name));
  return data;
}

function put(
  name: string,
  content: Buffer | string,
  { account = 'requester', to = vendor }: { account?: Account | undefined; to?: string } = {},
): Promise<Answer> {
  return organisation.call(account, 'POST', path(to), form(name, content));
}

function fetched(hash: unknown, account: Account = 'auditor'): Promise<Response> {
  const headers = { authorization: `Bearer ${organisation.tokenOf(account)}` };
  return fetch(`${organisation.url}${path()}/${String(hash)}`, { headers });
}

async function stored(): Promise<number> {
  return (await organisation.database.db.selectFrom('evidence').select('hash').execute()).length;
}

/** Does what is to be refused, and proves that nothing was kept of it. */
async function refusedFile(act: () => Promise<Answer>): Promise<string> {
  const before = await stored();
  const answer = await act();
  expect(await stored()).toBe(before);
  return refusalOf(answer);
}

const word = 'application/vnd.openxmlformats-officedocument';

describe('evidence', () => {
  it.each<[string, Buffer, string]>([
    ['report.pdf', pdf, 'application/pdf'],
    ['Report.PDF', Buffer.concat([pdf, Buffer.from('%again')]), 'application/pdf'],
    ['pixel.png', png, 'image/png'],
    ['pixel.jpeg', jpeg, 'image/jpeg'],
    ['answers.docx', office('docx'), `${word}.wordprocessingml.document`],
    ['figures.xlsx', office('xlsx'), `${word}.spreadsheetml.sheet`],
    ['slides.pptx', office('pptx'), `${word}.presentationml.presentation`],
    ['figures.csv', Buffer.from('BM,Größe\n1,2\n'), 'text/plain'],
  ])('%s comes back byte by byte, to be saved and never to be run', async (name, content, mediaType) => {
    const answer = await put(name, content);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      hash: sha256(content),
      name,
      size: content.length,
      mediaType,
      addedBy: { userName: 'requester' },
      addedAt: expect.stringMatching(/Z$/),
    });
    const response = await fetched(answer.body.hash);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'content-length': String(content.length),
      'content-disposition': `attachment; filename=${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private',
    });
  });

  it('is kept once, however often and wherever it is put, under the name that it had first', async () => {
    const to = await registeredVendor(organisation.database);
    const content = Buffer.from('the same\n');
    const first = await put('first.txt', content, { to });
    const before = await stored();
    const second = await put('second.csv', content, { to, account: 'colleague' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect((await put('third.txt', content)).status).toBe(201);
    expect(await stored()).toBe(before);
    const { body } = await organisation.call('auditor', 'GET', path(to));
    expect(body.items).toEqual([first.body]);
    const hash = String(first.body.hash);
    const unknown = sha256(Buffer.from('unknown'));
    const stream = `vendor/${to}`;
    expect(await attachedHashes(organisation.database.db, stream, [hash, unknown])).toEqual(new Set([hash]));
  });

  it('is kept once when it is put several times at the same moment', async () => {
    const to = await registeredVendor(organisation.database);
    const answers = await Promise.all(Array.from({ length: 5 }, () => put('at-once.txt', 'at once', { to })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201]);
  });

  it('may be 25 MiB, and not a byte more', async () => {
    const content = Buffer.alloc(largest, 'a');
    const answer = await put('large.txt', content);
    expect(answer.status).toBe(201);
    const back = Buffer.from(await (await fetched(answer.body.hash)).arrayBuffer());
    expect(back.equals(content)).toBe(true);
    const more = Buffer.alloc(largest + 1, 'a');
    expect(await refusedFile(() => put('larger.txt', more))).toBe('413 too_large');
  });

  it('far too large is refused before it is sent', async () => {
    const { hostname, port } = new URL(organisation.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        `POST ${path()} HTTP/1.1`,
        'Host: localhost',
        `Authorization: Bearer ${organisation.tokenOf('requester')}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 9999999999',
        '\r\n',
      ].join('\r\n'),
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 413 /);
    // Whoever goes on all the same is cut off.
    const closed = once(socket, 'close').catch(() => undefined);
    socket.on('error', () => undefined);
    const chunk = Buffer.alloc(1024 * 1024);
    let sent = 0;
    while (!socket.destroyed && sent < 1_000) {
      sent += 1;
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    }
    await closed;
    expect(sent).toBeLessThan(300);
  });

  it.each<[string, string, string]>([
    ['C:\\fakepath\\report.txt', 'report.txt', 'filename=report.txt'],
    ['../../etc/cron.d/report.txt', 'report.txt', 'filename=report.txt'],
    ['say "cheese".txt', 'say %22cheese%22.txt', 'filename="say %22cheese%22.txt"'],
    ['a\r\nX-Evil: 1.txt', 'a%0D%0AX-Evil: 1.txt', 'filename="a%0D%0AX-Evil: 1.txt"'],
    ['bell\u0007 and\u202e tab\t.txt', 'bell and tab.txt', 'filename="bell and tab.txt"'],
    ['Übersicht 総括 🦜.txt', 'Übersicht 総括 🦜.txt', "filename*=UTF-8''%C3%9Cbersicht%20%E7%B7%8F"],
    [`${'🦜'.repeat(300)}.txt`, `${'🦜'.repeat(196)}.txt`, "filename*=UTF-8''%F0%9F%A6%9C"],
  ])('named %j has a name that harms nobody', async (name, kept, header) => {
    const answer = await put(name, `content of ${name}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body.name).toBe(kept);
    const { headers } = await fetched(answer.body.hash);
    expect(headers.get('content-disposition')).toContain(header);
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('x-evil')).toBeNull();
  });

  it('named with an RFC 8187 name and quotes in it keeps them', async () => {
    const name = `filename*=UTF-8''say%20%22cheese%22%0d%0a.txt`;
    const body = `--x\r\nContent-Disposition: form-data; name="file"; ${name}\r\n\r\nquotes\r\n--x--\r\n`;
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await organisation.call('requester', 'POST', path(), body, type);
    expect(answer.status).toBe(422);
    const quoted = body.replace('%0d%0a', '');
    const taken = await organisation.call('requester', 'POST', path(), quoted, type);
    expect([taken.status, taken.body.name]).toEqual([201, 'say "cheese".txt']);
    const { headers } = await fetched(taken.body.hash);
    expect(headers.get('content-disposition')).toBe('attachment; filename="say \\"cheese\\".txt"');
  });

  it('of text that a browser could run is served as nothing but text to be saved', async () => {
    const answer = await put('page.txt', '<!doctype html><script>alert(document.cookie)</script>');
    expect(answer.status).toBe(201);
    const { headers } = await fetched(answer.body.hash);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

const script = '<script>alert(1)</script>';
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);

describe('a file is refused', () => {
  it.each<[string, string, () => Buffer | string, string]>([
    ['a program named .pdf', 'report.pdf', () => exe, 'EXE'],
    ['a program', 'setup.exe', () => exe, 'setup.exe'],
    ['a program named .txt', 'report.txt', () => exe, 'EXE'],
    ['HTML', 'page.html', () => `<!doctype html>${script}`, 'page.html'],
    ['HTML named .pdf', 'page.pdf', () => `<!doctype html>${script}`, 'plain text'],
    ['SVG', 'picture.svg', () => `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'picture.svg'],
    ['SVG named .png', 'picture.png', () => `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'PNG'],
    ['XML', 'sheet.xml', () => '<?xml version="1.0"?><a/>', 'sheet.xml'],
    ['a script', 'run.sh', () => '#!/bin/sh\n', 'run.sh'],
    ['a name without extension', 'report', () => pdf, 'report'],
    ['a name that is only an extension', '.pdf', () => pdf, '.pdf'],
    ['an extension after another', 'report.pdf.js', () => pdf, 'report.pdf.js'],
    ['a picture named .pdf', 'pixel.pdf', () => png, 'a PNG picture'],
    ['a workbook named .docx', 'figures.docx', () => office('xlsx'), 'an Excel workbook'],
    ['any other zip file named .docx', 'a.docx', () => zip({ 'a.txt': Buffer.from('a') }), 'ZIP'],
    ['a zip file', 'a.zip', () => zip({ 'a.txt': Buffer.from('a') }), 'a.zip'],
    ['macros by name', 'a.docm', () => office('docm'), 'a.docm'],
    ['macros by content type', 'a.docx', () => office('docm'), 'macros'],
    ['macros inside', 'a.docx', () => office('docx', { 'word/vbaProject.bin': Buffer.from('x') }), 'macros'],
    ['half a zip file', 'a.docx', () => office('docx').subarray(0, 100), 'damaged'],
    ['an encrypted zip file', 'a.docx', () => locked(office('docx')), 'password'],
    [
      'a part that leaves the folder',
      'a.docx',
      () => office('docx', { '../x': Buffer.from('x') }),
      'damaged',
    ],
    ['a part of which more comes than it says', 'a.docx', () => belittled(bomb(20), 900), 'damaged'],
    ['text in Latin-1', 'a.txt', () => Buffer.from('Größe', 'latin1'), 'UTF-8'],
    ['text with NUL', 'a.csv', () => 'a\0b', 'UTF-8'],
  ])('for being %s, and told why', async (_what, name, content, why) => {
    const before = await stored();
    const answer = await put(name, content());
    expect(refusalOf(answer)).toBe('415 unsupported_media_type');
    expect(answer.body.detail).toContain(why);
    expect(await stored()).toBe(before);
  });

  it.each<[string, () => Buffer]>([
    ['one part of zeros', () => bomb(200)],
    ['many parts', () => office('docx', parts(100, zeros(1)))],
    ['more parts than any document has', () => office('docx', parts(10_001, Buffer.from('x')))],
  ])('for being a zip bomb of %s', async (_what, content) => {
    const file = content();
    // Making it takes so long that connections may have ended meanwhile; they are gone after this.
    await stored();
    expect(await refusedFile(() => put('bomb.docx', file))).toBe('413 too_large');
  });

  it('for being empty, or not there', async () => {
    expect(pointersOf(await put('empty.txt', ''))).toEqual(['/file']);
    const none = new FormData();
    expect(pointersOf(await organisation.call('requester', 'POST', path(), none))).toEqual(['/file']);
    none.set('file', new File([], ''));
    expect(pointersOf(await organisation.call('requester', 'POST', path(), none))).toEqual(['/file']);
  });

  it('beside what nobody asked for', async () => {
    const more = form('a.txt', 'a');
    more.set('colour', 'red');
    expect(pointersOf(await organisation.call('requester', 'POST', path(), more))).toEqual(['/colour']);
    const two = form('a.txt', 'a');
    two.append('file', new File(['b'], 'b.txt'));
    const both = () => organisation.call('requester', 'POST', path(), two);
    expect(await refusedFile(both)).toBe('400 malformed');
  });

  it.each<[string, string, string, string]>([
    ['JSON', '{}', 'application/json', '415 unsupported_media_type'],
    ['a form that has no parts', '', 'multipart/form-data', '415 unsupported_media_type'],
    ['a form without a boundary', 'x', 'multipart/form-data; a=b', '400 malformed'],
    ['a form that ends too early', '--x\r\nContent-Disp', 'multipart/form-data; boundary=x', '400 malformed'],
    [
      'a file that ends too early',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
      'multipart/form-data; boundary=x',
      '400 malformed',
    ],
  ])('in %s', async (_what, body, type, refusal) => {
    const act = () => organisation.call('requester', 'POST', path(), body, { 'content-type': type });
    expect(await refusedFile(act)).toBe(refusal);
  });

  it('for a vendor that there is not, or that has been off-boarded', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await refusedFile(() => put('a.txt', 'nobody’s', { to: unknown }))).toBe('404 not_found');
    expect(refusalOf(await organisation.call('auditor', 'GET', path(unknown)))).toBe('404 not_found');
    const gone = await registeredVendor(organisation.database, 'off_boarded');
    expect(await refusedFile(() => put('a.txt', 'too late', { to: gone }))).toBe('409 closed');
    expect((await organisation.call('auditor', 'GET', path(gone))).body.items).toEqual([]);
  });

  it('from whoever may not, before it is read', async () => {
    const nobody = () => organisation.call(undefined, 'POST', path(), form('a.txt', 'not signed in'));
    expect(await refusedFile(nobody)).toBe('401 unauthenticated');
    expect(await refusedFile(() => put('a.txt', 'auditor', { account: 'auditor' }))).toBe('403 wrong_role');
    const { as } = await newcomer(organisation, 'without-role', []);
    const act = () => organisation.call(undefined, 'POST', path(), form('a.txt', 'no role'), as);
    expect(await refusedFile(act)).toBe('403 wrong_role');
  });
});

describe('reading evidence', () => {
  it('goes by the vendor that it was put to, and by nothing else', async () => {
    const other = await registeredVendor(organisation.database);
    const { body } = await put('other.txt', 'only theirs', { to: other });
    const hash = String(body.hash);
    const read = (of: string, what: string, account: Account | undefined = 'auditor') =>
      organisation.call(account, 'GET', `${path(of)}/${what}`);
    expect((await read(other, hash)).status).toBe(200);
    expect((await read(other, hash.toUpperCase())).status).toBe(200);
    expect(refusalOf(await read(vendor, hash))).toBe('404 not_found');
    expect(refusalOf(await read(other, sha256(Buffer.from('wrong'))))).toBe('404 not_found');
    expect(refusalOf(await read(other, 'abc'))).toBe('404 not_found');
    for (const target of [path(other), `${path(other)}/${hash}`]) {
      expect(refusalOf(await organisation.call(undefined, 'GET', target))).toBe('401 unauthenticated');
    }
  });
});

function bomb(megabytes: number): Buffer {
  return office('docx', { 'word/media/zeros.bin': zeros(megabytes) });
}

function parts(count: number, content: Buffer): Record<string, Buffer> {
  return Object.fromEntries(Array.from({ length: count }, (_none, index) => [`part-${index}.bin`, content]));
}

/** Bit 0 of the flags says that a part is encrypted (APPNOTE 4.4.4). */
function locked(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0;) {
    copy.writeUInt16LE(copy.readUInt16LE(at + 8) | 1, at + 8);
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1');
  }
  return copy;
}
