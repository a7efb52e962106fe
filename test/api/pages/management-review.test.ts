import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { ManagementReviewScene } from '../management-review-scene.ts';

let organisation: TestOrganisation;
let scene: ManagementReviewScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new ManagementReviewScene(organisation);
});
afterAll(() => organisation.close());

const typed: FormFields = {
  version: '0',
  '/notes/audits': 'Two inventories disagreed.',
  '/improvements': 'One inventory.',
  '/changes': 'None.',
  action: '0',
  '/actions/0/text': 'Merge the inventories',
  '/actions/0/owner': 'colleague',
  '/actions/0/dueOn': '2099-01-01',
};
const write = (id: string, fields: FormFields = typed) =>
  organisation.submitForm('compliance', `/management-reviews/${id}/minutes`, fields);
const page = (id: string, account: 'compliance' | 'management' | 'auditor' = 'auditor') =>
  organisation.page(account, `/management-reviews/${id}`);

describe('a management review on its pages', () => {
  it('is opened out of turn, prepared, submitted and signed, and reads as a record', async () => {
    const opened = await organisation.submitForm('compliance', '/management-reviews', {
      '/reason': 'A merger.',
    });
    const id = opened.location?.split('/').at(-1) ?? '';
    expect((await page(id, 'compliance')).html).toContain('A merger.');
    expect((await write(id)).location).toBe(`/management-reviews/${id}?done=written`);
    const submitted = await organisation.submitForm('compliance', `/management-reviews/${id}/submission`, {
      version: '1',
    });
    expect(submitted.location).toBe(`/management-reviews/${id}?done=submitted`);
    expect((await page(id, 'management')).html).toContain('Sign it for management');
    const signed = await organisation.submitForm('management', `/management-reviews/${id}/sign-offs`, {
      version: '1',
      '/decision': 'approve',
      '/comment': '',
    });
    expect(signed.location).toBe(`/management-reviews/${id}?done=signed`);
    const { html } = await page(id);
    for (const words of [
      'Two inventories disagreed.',
      'One inventory.',
      'Merge the inventories',
      'Max Management',
    ]) {
      expect(html).toContain(words);
    }
    expect(html).toMatch(/<span class="hash">[0-9a-f]{64}/);
    expect(html).not.toContain('<form method="post" action="/management-reviews');
    expect((await organisation.page('requester', '/management-reviews')).html).toContain('Signed and closed');
  });

  it('adds a row for another action, and keeps what was typed', async () => {
    const id = await scene.opened();
    const { html } = await write(id, { ...typed, step: 'more' });
    expect(html).toContain('Action 2');
    expect(html).toContain('Merge the inventories');
    expect((await scene.read(id)).body['version']).toBe(0);
  });

  it('shows what is wrong with the minutes where it is', async () => {
    const id = await scene.opened();
    const { status, html } = await write(id, { ...typed, '/actions/0/owner': 'nobody-here' });
    expect([status, html.includes('field-actions-0-owner-fault')]).toEqual([422, true]);
  });

  it('says that somebody else has saved meanwhile', async () => {
    const id = await scene.written();
    const { status, html } = await write(id);
    expect([status, html.includes('Somebody has saved version 1 meanwhile')]).toEqual([412, true]);
    expect(html).toContain('name="version" value="1"');
    expect((await write(id, { ...typed, version: '1' })).status).toBe(303);
  });

  it('says what is missing before it can be submitted', async () => {
    const id = await scene.opened();
    await write(id, { version: '0', '/changes': 'None.' });
    const submit = `/management-reviews/${id}/submission`;
    const { status, html } = await organisation.submitForm('compliance', submit, { version: '1' });
    expect([status, html.includes('Say in the minutes what was decided')]).toEqual([422, true]);
  });

  it('goes back with what management wants changed, and is called off', async () => {
    const id = await scene.submitted();
    const sign = (fields: FormFields) =>
      organisation.submitForm('management', `/management-reviews/${id}/sign-offs`, {
        version: '1',
        ...fields,
      });
    expect((await sign({ '/decision': 'request_changes', '/comment': '' })).status).toBe(422);
    expect((await sign({ '/decision': 'request_changes', '/comment': 'Which?' })).location).toContain(
      'returned',
    );
    expect((await page(id)).html).toContain('Changes requested by management');
    const off = await organisation.submitForm('compliance', `/management-reviews/${id}/calling-off`, {
      '/reason': 'It is held with the next.',
    });
    expect(off.location).toContain('called_off');
    expect((await page(id)).html).toContain('It is held with the next.');
  });

  it('offers nothing to those who may do nothing', async () => {
    const id = await scene.submitted();
    expect((await page(id)).html).not.toContain('id="act"');
    expect((await organisation.page('auditor', `/management-reviews/${id}/minutes`)).status).toBe(403);
    expect((await organisation.page('compliance', `/management-reviews/${id}/minutes`)).status).toBe(409);
    expect((await organisation.page('management', '/management-reviews')).html).not.toContain('id="act"');
  });
});
