import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { refusalOf } from './refusal.ts';
import { type Doc, TrustScene } from './trust-scene.ts';

let organisation: TestOrganisation;
let scene: TrustScene;
let report: Doc;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 4_000 });
  scene = new TrustScene(organisation);
  await scene.published();
  report = await scene.document();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.startWorker());
afterEach(() => organisation.stopWorker());

const db = () => organisation.database.db;
const copyOf = ({ key }: Doc) => `/trust/access/documents/${key}`;
const revoke = (id: string, account: Account = 'security', reason = 'It has leaked.') =>
  scene.act(account, id, 'revocation', { reason });
const bars = async (id: string) =>
  (await db().selectFrom('event').select('type').where('stream', '=', `access-bar/${id}`).execute()).length;
/** How many transactions wait for another to end. */
const waiting = async () => {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    db(),
  );
  return rows.length;
};

describe('a grant that is taken back while no worker is there', () => {
  it('opens nothing any more once that is accepted, and is revoked on record once there is one', async () => {
    const { id, browser } = await scene.granted([report]);
    expect((await browser.download(copyOf(report))).status).toBe(200);
    const before = await scene.read(id);
    await organisation.stopWorker();

    const answer = await revoke(id);
    expect(answer.status).toBe(202);
    expect(answer.body.detail).toContain('Nothing opens any more');
    expect((await browser.download(copyOf(report))).status).toBe(404);

    const seen = await browser.open('/trust/access');
    expect(seen.html).toContain('Taken back');
    expect(seen.html).not.toContain(copyOf(report));
    const read = await scene.read(id);
    const barredAt = expect.stringMatching(/^20/) as string;
    expect(read.body).toMatchObject({ state: 'granted', barredAt });
    expect(read.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const list = await scene.call('auditor', 'GET', '/v1/access-grants?limit=1');
    expect(list.body['items']).toMatchObject([{ id, barredAt }]);
    for (const path of ['/access-grants', `/access-grants/${id}`]) {
      const { html } = await organisation.page('security', path);
      expect(html).toContain('Being taken back');
      expect(html).not.toContain('Take access back');
    }

    await rebuildReadModels(db());
    expect((await browser.download(copyOf(report))).status).toBe(404);

    await organisation.startWorker();
    await scene.until(id, 'revoked');
    const { body } = await scene.read(id);
    expect(body).toMatchObject({
      decision: { by: { userName: 'security' }, at: body['barredAt'], reason: 'It has leaked.' },
    });
    expect((await browser.download(copyOf(report))).status).toBe(404);
    expect(refusalOf(await revoke(id))).toBe('409 closed');
  });

  it('is closed even while Temporal cannot be reached, and a repeat of the same is the same', async () => {
    const { id, browser } = await scene.granted([report]);
    await organisation.stopWorker();
    const send = () =>
      scene.call(
        'security',
        'POST',
        `/v1/access-grants/${id}/revocation`,
        { reason: 'Leak.' },
        {
          'idempotency-key': id,
        },
      );
    const temporal = vi.spyOn(organisation.client, 'withDeadline').mockRejectedValue(new Error('not there'));
    expect((await send()).status).toBe(202);
    expect((await browser.download(copyOf(report))).status).toBe(404);
    expect((await send()).status).toBe(202);
    temporal.mockRestore();
    await organisation.startWorker();
    await scene.until(id, 'revoked');
    const repeated = await send();
    expect([repeated.status, repeated.body.state]).toEqual([200, 'revoked']);
    expect(await bars(id)).toBe(1);
  });

  it('twice at once, is barred once and revoked once', async () => {
    const { id, browser } = await scene.granted([report]);
    await organisation.stopWorker();
    const answers = await Promise.all([revoke(id), revoke(id, 'compliance')]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await bars(id)).toBe(1);
    expect((await browser.download(copyOf(report))).status).toBe(404);
    await organisation.startWorker();
    await scene.until(id, 'revoked');
    const outcomes = await eventually(async () => {
      const found = await db()
        .selectFrom('command_outcome')
        .select('status')
        .where('stream', '=', `access-grant/${id}`)
        .where('operation', '=', 'revoke')
        .execute();
      return found.length === 2 && found;
    });
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['accepted', 'refused']);
  });

  it('by whoever may not, without a word, or after its end, is barred by nothing', async () => {
    const { id, browser } = await scene.granted([report]);
    const refused = await scene.waiting([report]);
    expect((await scene.act('security', refused.id, 'refusal', { reason: 'No.' })).status).toBe(200);
    await organisation.stopWorker();
    expect(refusalOf(await revoke(id, 'legal'))).toBe('403 wrong_role');
    expect(refusalOf(await revoke(id, 'administrator'))).toBe('403 wrong_role');
    expect(refusalOf(await revoke(id, 'security', ' \n'))).toBe('422 invalid');
    expect(refusalOf(await revoke(refused.id))).toBe('409 closed');
    expect(await bars(id)).toBe(0);
    expect(await bars(refused.id)).toBe(0);
    expect((await browser.download(copyOf(report))).status).toBe(200);
    expect((await scene.read(id)).body).toMatchObject({ barredAt: null });
  });

  it('after an approval that no worker has seen, is never opened', async () => {
    const { id, email } = await scene.waiting([report]);
    await organisation.stopWorker();
    expect((await scene.act('security', id, 'approval', { days: 3 })).status).toBe(202);
    expect((await revoke(id, 'compliance')).status).toBe(202);
    await organisation.startWorker();
    await scene.until(id, 'revoked');
    expect(await scene.mailsTo(email)).not.toContain('granted');
  });
});

describe('a revocation', () => {
  it('that races with an approval wins in the end, whoever is first', async () => {
    const { id, browser, email } = await scene.waiting([report]);
    const [approved, revoked] = await Promise.all([
      scene.act('security', id, 'approval', { days: 3 }),
      revoke(id, 'compliance'),
    ]);
    expect([200, 409]).toContain(approved.status);
    expect([revoked.status, revoked.body.state]).toEqual([200, 'revoked']);
    await scene.enters(browser, email);
    expect((await browser.download(copyOf(report))).status).toBe(404);
  });

  it('that was decided on before an approval was recorded bars it, and takes it back', async () => {
    const { id, browser, email } = await scene.waiting([report]);
    const { approved, revoked } = await db()
      .transaction()
      .execute(async (trx) => {
        // Both have read that it waits, and stand before its row in this order.
        await trx.selectFrom('access_grant').select('id').where('id', '=', id).forUpdate().execute();
        const approved = scene.act('security', id, 'approval', { days: 3 });
        await eventually(async () => (await waiting()) === 1);
        const revoked = revoke(id, 'compliance');
        await eventually(async () => (await waiting()) === 2);
        return { approved, revoked };
      });
    expect((await approved).status).toBe(200);
    expect((await revoked).body.state).toBe('revoked');
    await scene.enters(browser, email);
    expect((await browser.download(copyOf(report))).status).toBe(404);
    const { body } = await scene.call('auditor', 'GET', `/v1/access-grants/${id}/events`);
    const types = (body['items'] as { type: string }[]).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['AccessGranted', 'AccessRevoked']);
  });

  it('that is about to be put down lets no copy through that has not been let through before', async () => {
    const { id, browser } = await scene.granted([report]);
    const copy = await db()
      .transaction()
      .execute(async (trx) => {
        const barredAt = new Date().toISOString();
        await trx.updateTable('access_grant').set({ barred_at: barredAt }).where('id', '=', id).execute();
        const asked = browser.download(copyOf(report));
        await eventually(async () => (await waiting()) === 1);
        return { asked };
      });
    expect((await copy.asked).status).toBe(404);
  });
});
