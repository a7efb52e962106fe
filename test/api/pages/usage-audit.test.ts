import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { UsageAuditScene } from '../usage-audit-scene.ts';

let organisation: TestOrganisation;
let scene: UsageAuditScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new UsageAuditScene(organisation);
});
afterAll(() => organisation.close());

const page = (id: string, account: Account = 'auditor') => organisation.page(account, `/usage-audits/${id}`);
const send = (id: string, what: string, fields: FormFields = {}, account: Account = 'compliance') =>
  organisation.submitForm(account, `/usage-audits/${id}/${what}`, fields);

const typed: FormFields = {
  version: '0',
  finding: ['0', '1'],
  '/findings/0/what': 'It ranked applicants.',
  '/findings/0/severity': 'critical',
  '/findings/0/ground': 'sample',
  '/findings/0/sample': '1',
  '/findings/0/action': 'Stop that use',
  '/findings/0/owner': 'colleague',
  '/findings/0/dueOn': '2099-01-01',
  '/findings/1/what': '',
};

describe('a usage audit on its pages', () => {
  it('is opened out of turn, taken, written, signed, and reads as a record', async () => {
    const name = `Scores ${Date.now()}`;
    const system = await scene.usedSystem('requester', { name, title: name });
    const opened = await organisation.submitForm('compliance', '/usage-audits', {
      '/system': name,
      '/reason': 'Something was heard.',
    });
    expect(opened.location).toMatch(/\?done=opened$/);
    const id = /usage-audits\/([0-9a-f-]{36})/.exec(opened.location ?? '')?.[1] ?? '';
    await scene.until(id, ({ state }) => state === 'waiting');
    const { html: figures } = await page(id, 'compliance');
    for (const words of ['Rank applicants', 'jane.doe', 'Something was heard.', 'No boundary was broken.']) {
      expect(figures, words).toContain(words);
    }
    expect((await send(id, 'taking')).location).toBe(`/usage-audits/${id}?done=taken`);
    expect((await organisation.page('compliance', '/inbox/tasks')).html).toContain(`Usage audit of ${name}`);
    expect((await send(id, 'findings', typed)).location).toBe(`/usage-audits/${id}?done=written`);
    const conclusion = {
      version: '1',
      '/conclusion': 'findings',
      '/note': 'Looked at it all.',
      '/reopens': 'true',
    };
    expect((await send(id, 'signature', conclusion)).location).toBe(`/usage-audits/${id}?done=signed`);
    const { html } = await page(id);
    for (const words of [
      'It ranked applicants.',
      'Stop that use',
      'is to be signed again',
      'Signed, with findings',
    ]) {
      expect(html, words).toContain(words);
    }
    expect(html).not.toContain('<form method="post" action="/usage-audits');
    const { html: about } = await organisation.page('auditor', `/ai-systems/${system}`);
    expect(about).toContain(`/usage-audits/${id}`);
    expect(about).toContain('1 finding');
  });

  it('says of a system that nobody has audited that it never was', async () => {
    const { html } = await organisation.page('auditor', `/ai-systems/${await scene.system()}`);
    expect(html).toMatch(/Use last audited<\/dt><dd>never/);
  });

  it('keeps what was typed where it is refused, and says what is wrong where it is', async () => {
    const id = await scene.taken();
    const bad = await send(id, 'findings', { ...typed, '/findings/0/sample': '99' });
    expect(bad.status).toBe(422);
    expect(bad.html).toContain('It ranked applicants.');
    expect(bad.html).toContain('field-findings-0-sample-fault');
    const more = await send(id, 'findings', { ...typed, step: 'more' });
    expect(more.html).toContain('Finding 3');
    const unsaid = await send(id, 'signature', { version: '0', '/conclusion': 'within_scope', '/note': '' });
    expect(unsaid.status).toBe(422);
    await scene.write(id);
    const stale = await send(id, 'findings', typed);
    expect(stale.status).toBe(412);
    expect(stale.html).toContain('written anew meanwhile');
  });

  it('offers to each what they may do, and to others nothing', async () => {
    const own = await scene.waiting(await scene.system('compliance'));
    expect((await page(own, 'compliance')).html).not.toContain('action="/usage-audits/');
    const id = await scene.waiting();
    for (const account of ['requester', 'colleague', 'auditor', 'management'] as const) {
      expect((await page(id, account)).html, account).not.toContain('action="/usage-audits/');
    }
    const given = await send(id, 'assignment', { '/to': 'colleague' });
    expect(given.location).toBe(`/usage-audits/${id}?done=assigned`);
    expect((await page(id, 'colleague')).html).toContain('Write the findings');
    expect((await organisation.page('colleague', `/usage-audits/${id}/findings`)).status).toBe(200);
    expect((await organisation.page('compliance', `/usage-audits/${id}/findings`)).status).toBe(403);
  });

  it('hands its report out as a file', async () => {
    const id = await scene.signed();
    const { status, headers, html } = await organisation.page('auditor', `/usage-audits/${id}/report`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="usage-audit-${id}.json"`);
    expect(JSON.parse(html)).toMatchObject({ signed: { audit: id } });
    expect((await organisation.page('colleague', `/usage-audits/${id}/report`)).status).toBe(403);
  });

  it('are found by state, by system and by the firing that opened them', async () => {
    const system = await scene.system();
    const id = await scene.waiting(system);
    for (const query of [`?system=${system}`, '?state=waiting', '']) {
      expect((await organisation.page('auditor', `/usage-audits${query}`)).html, query).toContain(id);
    }
    const none = `?round=${system}`;
    expect((await organisation.page('auditor', `/usage-audits${none}`)).html).toContain('There is none.');
    const unknown = await organisation.submitForm('compliance', '/usage-audits', {
      '/system': 'X',
      '/reason': 'y',
    });
    expect([unknown.status, unknown.html.includes('field-system-fault')]).toEqual([422, true]);
  });
});
