import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedSystem } from '../../recorded-system.ts';
import { TestOrganisation } from '../../test-organisation.ts';
import { AuditPackScene } from '../audit-pack-scene.ts';

let organisation: TestOrganisation;
let scene: AuditPackScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditPackScene(organisation);
});
afterAll(async () => {
  await scene.clear();
  await organisation.close();
});

const today = () => new Date().toISOString().slice(0, 10);
const fields = (changes: Record<string, string> = {}) => ({
  '/title': 'Surveillance audit',
  '/from': '2026-01-01',
  '/until': today(),
  which: 'all',
  '/scope/systems': '',
  ...changes,
});

describe('the pages of audit packs', () => {
  it('are found from the audit, by those who oversee', async () => {
    expect((await organisation.page('auditor', '/audit')).html).toContain('href="/audit-packs"');
    expect((await organisation.page('auditor', '/audit-packs')).html).toContain('href="/audit-packs/new"');
    for (const path of ['/audit-packs', '/audit-packs/new']) {
      expect((await organisation.page('requester', path)).status).toBe(403);
    }
    expect((await organisation.submitForm('requester', '/audit-packs/new', fields())).status).toBe(403);
  });

  it('ask for one, of systems by their names', async () => {
    const id = await recordedSystem(organisation.database, 'requester', { name: 'Letters & <b>more</b>' });
    const named = { which: 'named', '/scope/systems': 'Letters & <b>more</b>\n\n' };
    const { status, location } = await organisation.submitForm('auditor', '/audit-packs/new', fields(named));
    expect(status).toBe(303);
    const { html } = await organisation.page('auditor', location ?? '');
    expect(html).toContain('Letters &amp; &lt;b>more');
    const pack = location?.split('/').at(-1) ?? '';
    expect((await scene.read(pack)).body).toMatchObject({ scope: { systems: [{ id }] } });
  });

  it('say what is wrong, at the field, and keep what was typed', async () => {
    const late = await organisation.submitForm(
      'auditor',
      '/audit-packs/new',
      fields({ '/until': '2099-01-01' }),
    );
    expect(late.status).toBe(422);
    expect(late.html).toContain('It ends in the future');
    expect(late.html).toContain('value="Surveillance audit"');
    const none = { which: 'named', '/scope/systems': 'Nothing like it' };
    const unknown = await organisation.submitForm('auditor', '/audit-packs/new', fields(none));
    expect(unknown.html).toContain('No AI system is called Nothing like it.');
    expect(unknown.html).toMatch(/checked[^>]*value="named"|value="named"[^>]*checked/);
    const empty = await organisation.submitForm('auditor', '/audit-packs/new', fields({ which: 'named' }));
    expect(empty.status).toBe(422);
  });

  it('save the ZIP, and throw it away', async () => {
    const id = await scene.ready();
    const saved = await organisation.page('auditor', `/audit-packs/${id}/download`);
    expect(saved.headers.get('content-type')).toBe('application/zip');
    expect(saved.headers.get('content-disposition')).toContain('Certification audit.zip');
    const { location } = await organisation.submitForm('auditor', `/audit-packs/${id}/cancellation`);
    expect(location).toBe(`/audit-packs/${id}`);
    expect((await organisation.page('auditor', `/audit-packs/${id}`)).html).toContain('Called off by');
    expect((await organisation.submitForm('auditor', `/audit-packs/${id}/cancellation`)).status).toBe(409);
  });

  it('give the verifier to anybody', async () => {
    const response = await fetch(`${organisation.url}/v1/audit-packs/verifier`);
    expect(response.headers.get('content-disposition')).toContain('verify.mjs');
    expect(await response.text()).toContain('export async function verifyPack');
  });
});
