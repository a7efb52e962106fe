import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const header = 'title,category,cause,consequence,owner,systems,controls,inherentLikelihood,inherentImpact';
const line = (title: string, rest = 'privacy,Cause,Consequence,requester,A; B,One; Two,4,3') =>
  `${title},${rest}`;
const table = (...lines: string[]) => [header, ...lines].join('\n');

async function send(
  path: string,
  file?: string | Buffer,
  account: Account = 'compliance',
): Promise<PageAnswer> {
  const form = new FormData();
  form.set(
    'file',
    file === undefined ? new File([], '') : new File([new Uint8Array(Buffer.from(file))], 'a.csv'),
  );
  const headers = { cookie: await organisation.signIn(account), 'sec-fetch-site': 'same-origin' };
  const response = await fetch(`${organisation.url}${path}`, { method: 'POST', headers, body: form });
  const { status, headers: answered } = response;
  return { status, headers: answered, html: await response.text(), location: null };
}

const riskCount = async () =>
  Number((await organisation.call('auditor', 'GET', '/v1/risks/heat-map')).body.total);

describe('a file of risks', () => {
  it('is checked row by row before anything of it is imported, and then imported', async () => {
    const hostile = '<script>alert(1)</script>';
    const before = await riskCount();
    const checked = await send('/risks/import/check', table(line('"First, of two\nlines"'), line(hostile)));
    expect(checked.status).toBe(200);
    expect(checked.html).toContain('Import 2 risks?');
    expect(checked.html).toContain('would come into the register');
    expect(checked.html).not.toContain(hostile);
    expect(await riskCount()).toBe(before);
    const form = formOnPage(checked, '/risks/import');
    const imported = await organisation.submitForm('compliance', '/risks/import', form);
    expect([imported.status, imported.html]).toEqual([200, expect.stringContaining('2 risks imported')]);
    expect(await riskCount()).toBe(before + 2);
    const [, id = ''] = /href="\/risks\/([0-9a-f-]{36})"/.exec(imported.html) ?? [];
    const { body } = await organisation.call('auditor', 'GET', `/v1/risks/${id}`);
    expect(body.title).toBe('First, of two\nlines');
    const again = await organisation.submitForm('compliance', '/risks/import', form);
    expect([again.status, again.html]).toEqual([422, expect.stringContaining('is in the register already')]);
  });

  it('with faults is not imported, and each is shown with its row and column', async () => {
    const before = await riskCount();
    const rest = 'weather,Cause,Consequence,nobody,,,4,9';
    const refused = await send('/risks/import/check', table(line('Good'), line('Bad', rest)));
    expect(refused.status).toBe(422);
    const cells = refused.html.replaceAll(/<[^>]+>/g, '|').replaceAll(/\|+/g, '|');
    expect(cells).toContain('|3|category|must be one of privacy');
    expect(cells).toContain('|3|inherentImpact|must be a level from 1 to 5|');
    expect((await send('/risks/import/file', table(line('Bad', rest)))).status).toBe(422);
    expect(await riskCount()).toBe(before);
  });

  it('that is too long for a form is sent again', async () => {
    const long = 'x'.repeat(3_900);
    const rows = Array.from({ length: 250 }, (_, index) =>
      line(`Long ${index}`, `privacy,${long},Consequence,requester,,,4,3`),
    );
    const checked = await send('/risks/import/check', table(...rows));
    expect(checked.html).toContain('… and 50 more rows.');
    expect(checked.html).toContain('choose it again');
    expect(checked.html).toContain('action="/risks/import/file"');
    const sent = await send('/risks/import/file', table(line('Sent again')));
    expect([sent.status, sent.html]).toEqual([200, expect.stringContaining('1 risk imported')]);
  });

  it('is a file, in UTF-8, with a header and rows', async () => {
    const refusals: [file: string | Buffer | undefined, why: string][] = [
      [undefined, 'Choose a file.'],
      [Buffer.from(table(line('Größe')), 'latin1'), 'not in UTF-8'],
      ['', 'The file is empty'],
      ['weather\nsunny', 'There is no column'],
    ];
    for (const [file, why] of refusals) {
      const { status, html } = await send('/risks/import/check', file);
      expect([status, html]).toEqual([422, expect.stringContaining(why)]);
    }
    expect((await send('/risks/import/check', header)).html).toContain('There is nothing in this file');
  });

  it('comes from compliance managers only', async () => {
    expect((await organisation.page('compliance', '/risks')).html).toContain('href="/risks/import"');
    expect((await organisation.page('requester', '/risks')).html).not.toContain('href="/risks/import"');
    for (const account of ['requester', 'auditor', 'administrator'] as const) {
      expect((await organisation.page(account, '/risks/import')).status).toBe(403);
      expect((await send('/risks/import/check', table(line('Mine')), account)).status).toBe(403);
      expect((await send('/risks/import/file', table(line('Mine')), account)).status).toBe(403);
      const { status } = await organisation.submitForm(account, '/risks/import', {
        text: table(line('Mine')),
      });
      expect(status).toBe(403);
    }
  });
});

describe('a file of vendors', () => {
  it('goes the same way', async () => {
    const start = await organisation.page('compliance', '/vendors/import');
    expect(start.html).toContain('action="/vendors/import/check"');
    const checked = await send('/vendors/import/check', 'name,criticality\nTranscripts plc,critical\n');
    expect(checked.html).toContain('Import 1 vendor?');
    const form = formOnPage(checked, '/vendors/import');
    const imported = await organisation.submitForm('compliance', '/vendors/import', form);
    const [, id = ''] = /href="\/vendors\/([0-9a-f-]{36})"/.exec(imported.html) ?? [];
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${id}`);
    expect(body).toMatchObject({ name: 'Transcripts plc', criticality: 'critical' });
    const again = await send('/vendors/import/check', 'name,criticality\nTranscripts plc,strange\n');
    expect([again.status, again.html]).toEqual([422, expect.stringContaining('must be one of')]);
    expect((await organisation.page('requester', '/vendors/import')).status).toBe(403);
  });
});
