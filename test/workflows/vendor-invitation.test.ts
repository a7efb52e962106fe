import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliverActivities } from '../../activities/deliver.ts';
import { inTransaction } from '../../db/facts.ts';
import { putDownInvitation } from '../../db/vendor-invitation.ts';
import { invitationUrl } from '../../domain/vendor-invitation.ts';
import { eventually } from '../eventually.ts';
import { DeliveryScene } from './delivery-scene.ts';

let scene: DeliveryScene;
beforeAll(async () => {
  scene = await DeliveryScene.open();
});
afterAll(() => scene.close());
afterEach(() => {
  scene.mail.humour = 'takes';
});

const dueAt = '2027-03-01T10:00:00.000Z';

/** Puts an invitation down for a link of its own, whose row the portal will have written. */
async function invite(kind: 'invitation' | 'reminder' = 'invitation') {
  const token = randomBytes(32).toString('base64url');
  const link = { id: randomUUID(), vendor_id: randomUUID() };
  const email = `${randomUUID()}@vendor.example`;
  const delivery = await inTransaction(scene.machine.database.db, async (trx) => {
    await trx
      .insertInto('vendor_link')
      .values({
        ...link,
        hash: createHash('sha256').update(token).digest(),
        assessment: 1,
        email,
        created_by: 'person-owner',
        created_at: new Date().toISOString(),
        expires_at: '2099-01-01T00:00:00.000Z',
        used_at: null,
        revoked_at: null,
      })
      .execute();
    const names = { vendorName: 'Example\r\nBcc: evil@example.org', ownerName: 'Olga Owner' };
    return putDownInvitation(trx, { linkId: link.id, email, token, ...names, dueAt, kind });
  });
  return { delivery, token, email, link: link.id };
}

const stateOf = (delivery: string) =>
  scene.machine.database.db
    .selectFrom('delivery')
    .leftJoin('vendor_invitation', 'delivery_id', 'id')
    .select(['state', 'attempts', 'fault', 'text', 'token'])
    .where('id', '=', delivery)
    .executeTakeFirstOrThrow();

const settled = (delivery: string) =>
  eventually(async () => {
    const row = await stateOf(delivery);
    return row.state !== 'pending' && row;
  });

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<string> {
  const { db } = scene.machine.database;
  const tables = await db.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) =>
      db
        .selectFrom(name as 'delivery')
        .selectAll()
        .execute(),
    ),
  );
  return JSON.stringify(rows);
}

describe('an invitation', () => {
  it('reaches the vendor with its link, and leaves the link nowhere else', async () => {
    const { delivery, token, email } = await invite();
    expect(await wholeDatabase()).toContain(token);
    await scene.relay();
    expect(await settled(delivery)).toMatchObject({ state: 'sent', token: null, text: null });
    const [mail, ...more] = scene.mail.to(email);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(
      /^Questions to Example Bcc: evil@example\.org, to answer by Mon, 1 Mar 2027/,
    );
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.has('list')).toBe(false);
    expect(mail?.text).toContain(invitationUrl('http://127.0.0.1', token));
    expect(mail?.text).toContain('Olga Owner asks');
    expect(mail?.text).not.toContain('/settings');
    expect(await wholeDatabase()).not.toContain(token);
    const handle = scene.machine.environment.client.workflow.getHandle(`delivery/${delivery}`);
    await handle.result();
    const history = JSON.stringify(await handle.fetchHistory());
    expect(history).not.toContain(Buffer.from(token).toString('base64'));
    for (const secret of [token, email, 'Olga']) expect(history).not.toContain(secret);
  }, 120_000);

  it('is tried again while nobody takes it, and then forgotten', async () => {
    scene.mail.humour = { atRecipient: 451 };
    const { delivery, token, email } = await invite('reminder');
    await scene.relay();
    await eventually(async () => (await stateOf(delivery)).fault?.includes('451'));
    expect(await stateOf(delivery)).toMatchObject({ state: 'pending', token });
    scene.mail.humour = 'takes';
    await scene.pass(1);
    expect(await settled(delivery)).toMatchObject({ state: 'sent', token: null });
    expect(scene.mail.to(email)[0]?.subject).toMatch(/^Reminder: questions to /);
  }, 120_000);

  it('that is refused for good is forgotten too', async () => {
    scene.mail.humour = { atRecipient: 550 };
    const { delivery } = await invite();
    await scene.relay();
    expect(await settled(delivery)).toMatchObject({ state: 'failed', attempts: 1, token: null });
  }, 120_000);

  it.each(['used_at', 'revoked_at'] as const)('is not sent once its link is %s', async (column) => {
    const { delivery, email, link } = await invite();
    await scene.machine.database.db
      .updateTable('vendor_link')
      .set({ [column]: new Date().toISOString() })
      .where('id', '=', link)
      .execute();
    await scene.relay();
    expect(await settled(delivery)).toMatchObject({ state: 'dropped', token: null });
    expect(scene.mail.to(email)).toEqual([]);
  });

  it.each([
    { demo: true, state: 'kept' },
    { demo: false, state: 'failed' },
  ])('where no mail is sent is $state, in a demo: $demo', async ({ demo, state }) => {
    const { delivery, token } = await invite();
    const { deliver } = deliverActivities(scene.machine.database.db, {
      mail: undefined,
      publicUrl: 'http://127.0.0.1',
      allowPrivateWebhooks: false,
      demo,
    });
    await deliver(delivery).catch(() => undefined);
    const { text, ...row } = await stateOf(delivery);
    expect(row).toMatchObject({ state, token: null });
    expect(text?.includes(token) ?? false).toBe(demo);
  });
});
