import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';
import { VendorLinkScene } from './vendor-link-scene.ts';

let organisation: TestOrganisation;
let scene: VendorLinkScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new VendorLinkScene(organisation);
});
afterAll(() => organisation.close());

const dayOf = (instant: unknown) => Math.round(Date.parse(String(instant)) / 86_400_000);
const today = () => dayOf(new Date().toISOString());

describe('a link for a vendor', () => {
  it('goes to the vendor by mail, and its secret nowhere else', async () => {
    const name = `Northern Models ${randomUUID()}`;
    const id = await scene.asked({ name });
    const { status, body } = await scene.link(id, { email: 'ai@northern.example', days: 7 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      email: 'ai@northern.example',
      assessment: 1,
      createdBy: { userName: 'requester' },
      usedAt: null,
      revokedAt: null,
    });
    expect(dayOf(body.expiresAt) - today()).toBe(7);
    const { token, ...mail } = await scene.invitationOf(body.id);
    expect(mail).toEqual({
      email: 'ai@northern.example',
      vendorName: name,
      kind: 'invitation',
    });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const listed = await organisation.call('compliance', 'GET', `/v1/vendors/${id}/links`);
    expect(listed.body.items).toEqual([body]);
    const { db } = organisation.database;
    const events = await db
      .selectFrom('event')
      .selectAll()
      .where('stream', '=', `vendor-link/${id}`)
      .execute();
    const links = await db.selectFrom('vendor_link').selectAll().execute();
    const everything = JSON.stringify([body, listed.body, events, links]);
    expect(everything).not.toContain(token);
    expect(events).toMatchObject([{ type: 'VendorLinkCreated' }]);
    expect(JSON.stringify(events)).not.toContain('northern.example');
  });

  it('holds until some days after answers are due, where nobody says', async () => {
    const id = await scene.asked();
    const { body } = await scene.link(id);
    const { body: vendor } = await scene.read(id);
    const { answerDueAt } = vendor.assessment as { answerDueAt: string };
    expect(dayOf(body.expiresAt) - dayOf(answerDueAt)).toBe(5);
  });

  it('is made for answers that are waited for, by whoever answers for the vendor', async () => {
    const id = await scene.asked();
    expect((await scene.link(id, {}, 'compliance')).status).toBe(201);
    for (const account of ['colleague', 'security', 'auditor', 'administrator'] as const) {
      expect(await refused(organisation, () => scene.link(id, {}, account)), account).toBe('403 wrong_role');
    }
    expect(await refused(organisation, () => scene.link(randomUUID()))).toBe('404 not_found');
    const unasked = await scene.registered();
    expect(await refused(organisation, () => scene.link(unasked))).toBe('409 closed');
    const answered = await scene.answered();
    expect(await refused(organisation, () => scene.link(answered))).toBe('409 already_decided');
    await scene.post('requester', `/v1/vendors/${id}/off-boarding`, { reason: 'Unused.' });
    expect(await refused(organisation, () => scene.link(id))).toBe('409 closed');
  });

  it('is for one address, for 60 days at most', async () => {
    const id = await scene.asked();
    const answers = [
      await scene.link(id, { email: 'nobody' }),
      await scene.link(id, { email: 'a@b.example\r\nBcc: c@d.example' }),
      await scene.link(id, { days: 61 }),
      await scene.link(id, { days: 0 }),
    ];
    expect(answers.map(pointersOf)).toEqual([['/email'], ['/email'], ['/days'], ['/days']]);
    expect((await scene.link(id, { days: 60 })).status).toBe(201);
  });

  it('is seen by whoever answers for the vendor, and by auditors', async () => {
    const id = await scene.asked();
    const list = async (account: 'requester' | 'colleague' | 'auditor' | 'security') =>
      (await organisation.call(account, 'GET', `/v1/vendors/${id}/links`)).status;
    expect([await list('requester'), await list('auditor')]).toEqual([200, 200]);
    expect([await list('colleague'), await list('security')]).toEqual([403, 403]);
  });

  it('is taken back once, by whoever answers for the vendor', async () => {
    const id = await scene.asked();
    const { link } = await scene.linked(id);
    expect(await refused(organisation, () => scene.revoke(id, link, 'colleague'))).toBe('403 wrong_role');
    expect(await refused(organisation, () => scene.revoke(id, randomUUID()))).toBe('404 not_found');
    const other = await scene.asked();
    expect(await refused(organisation, () => scene.revoke(other, link))).toBe('404 not_found');
    const { status, body } = await scene.revoke(id, link, 'compliance');
    expect([status, body.revokedAt]).toEqual([200, expect.any(String)]);
    expect((await scene.revoke(id, link)).body.revokedAt).toBe(body.revokedAt);
    const { rows } = await types(id);
    expect(rows).toEqual(['VendorLinkCreated', 'VendorLinkRevoked']);
  });

  it('is not for machines and not for strangers', async () => {
    const id = await scene.asked();
    const path = `/v1/vendors/${id}/links`;
    expect(refusalOf(await organisation.call(undefined, 'GET', path))).toBe('401 unauthenticated');
    const { body } = await organisation.call('administrator', 'POST', '/v1/tokens', {
      machine: 'report',
      label: 'report',
      expiresAt: '2099-01-01T00:00:00Z',
    });
    const as = { authorization: `Bearer ${String(body.token)}` };
    expect(refusalOf(await organisation.call(undefined, 'GET', path, undefined, as))).toBe('403 wrong_role');
  });
});

async function types(vendor: string): Promise<{ rows: string[] }> {
  const rows = await organisation.database.db
    .selectFrom('event')
    .select('type')
    .where('stream', '=', `vendor-link/${vendor}`)
    .orderBy('seq')
    .execute();
  return { rows: rows.map(({ type }) => type) };
}
