import { Writable } from 'node:stream';
import pino from 'pino';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { OversightScene } from './oversight-scene.ts';
import { newcomer, pointersOf, refusalOf } from './refusal.ts';

const logged: string[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  }),
);

let organisation: TestOrganisation;
let scene: OversightScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ log, relay: true });
  scene = new OversightScene(organisation);
  await scene.staff();
});
afterAll(() => organisation.close());

const concern = { summary: 'It answers in the wrong language', details: 'Since Monday.' };

/** How many rows of each table hold this text anywhere. */
async function rowsWith(text: string): Promise<Record<string, number>> {
  const { db } = organisation.database;
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ rows: number }>`
      select count(*)::integer as rows from ${sql.table(name)} t where t::text like ${`%${text}%`}`.execute(
      db,
    );
    counts[name] = rows[0]?.rows ?? 0;
  }
  return counts;
}

describe('a concern', () => {
  it('is raised by anybody, an auditor too, and goes to a reviewer', async () => {
    for (const account of ['requester', 'auditor'] as const) {
      const { status, body } = await organisation.call(account, 'POST', '/v1/concerns', concern);
      expect(status).toBe(201);
      expect(body).toMatchObject({
        kind: 'concern',
        severity: 'medium',
        openedBy: { userName: account },
        details: 'Since Monday.',
      });
      await scene.until(body.id, ({ first }) => Boolean(first?.reviewer));
    }
  });

  it('is not for programs, and says something', async () => {
    const token = { machine: 'm', scope: 'oversight', label: 'x', expiresAt: '2099-01-01T00:00:00Z' };
    const issued = await organisation.call('administrator', 'POST', '/v1/tokens', token);
    const headers = { authorization: `Bearer ${String(issued.body.token)}` };
    const byMachine = organisation.call(undefined, 'POST', '/v1/concerns', concern, headers);
    expect(refusalOf(await byMachine)).toBe('403 wrong_role');
    const empty = organisation.call('requester', 'POST', '/v1/concerns', { summary: ' ' });
    expect(pointersOf(await empty)).toEqual(['/summary']);
    expect(refusalOf(await organisation.call(undefined, 'POST', '/v1/concerns', concern))).toBe(
      '401 unauthenticated',
    );
  });

  it('leaves no trace of who raises it anonymously, from its opening to its closing', async () => {
    const whistle = await newcomer(organisation, 'whistle-blower', ['requester']);
    await organisation.call(undefined, 'GET', '/v1/inbox', undefined, whistle.as);
    const before = [await rowsWith(whistle.id), await rowsWith('whistle-blower')];
    const lines = logged.length;

    const headers = { ...whistle.as, 'idempotency-key': 'my-secret-key', 'user-agent': 'whistle-browser' };
    const body = { ...concern, anonymous: true };
    const raised = await organisation.call(undefined, 'POST', '/v1/concerns', body, headers);
    expect([raised.status, raised.body.openedBy]).toEqual([
      201,
      { id: 'anonymous', userName: 'anonymous', name: 'anonymous' },
    ]);
    const again = await organisation.call(undefined, 'POST', '/v1/concerns', body, headers);
    expect(again.body.id).toBe(raised.body.id);
    const { id } = raised.body;
    const { first } = await scene.until(id, (one) => Boolean(one.first?.reviewer));
    const reviewer = await scene.accountOf(first?.reviewer ?? '');
    expect((await scene.decide(reviewer, id)).status).toBe(200);
    expect((await scene.close(reviewer, id)).status).toBe(200);
    await eventually(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::integer as waiting from notification where relayed_at is null`.execute(
        organisation.database.db,
      );
      return rows[0]?.waiting === 0;
    });

    expect([await rowsWith(whistle.id), await rowsWith('whistle-blower')]).toEqual(before);
    expect((await rowsWith('my-secret-key')).event).toBe(0);
    const written = logged.slice(lines).join('');
    expect(written).toContain('/v1/concerns');
    for (const trace of [whistle.id, 'whistle-blower', 'whistle-browser', 'my-secret-key']) {
      expect(written, trace).not.toContain(trace);
    }
    const concerns = logged.slice(lines).filter((line) => line.includes('/v1/concerns'));
    expect(concerns.join('')).not.toContain('remoteAddress');
    const history = await organisation.client.workflow.getHandle(`oversight-case/${id}`).fetchHistory();
    const payloads = historyToJSON(history).matchAll(/"data":\s*"([^"]+)"/g);
    const recorded = [...payloads].map(([, data = '']) => Buffer.from(data, 'base64').toString()).join();
    expect(recorded).toContain(concern.summary);
    expect(recorded).not.toContain(whistle.id);
  });
});
