import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redeclare, fireDuty } from '../../db/duty-command.ts';
import { listFirings } from '../../db/duty-list.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { auditStandingOf, findUsageAudit, listUsageAudits } from '../../db/usage-audit.ts';
import { gatherUsageFor } from '../../db/usage-audit-input.ts';
import { daysAfter } from '../../domain/days.ts';
import type { DutyDefinition } from '../../domain/duty-state.ts';
import {
  actor,
  calling,
  confirming,
  gathering,
  on,
  signing,
  taking,
  writing,
} from '../domain/usage-audit-beginning.ts';
import { auditOnRecord, openedAudit, sayToAudit } from '../recorded-usage-audit.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const id of ['auditor', 'second', 'specialist', 'reader', 'gone']) {
    await database.db
      .insertInto('person')
      .values({ id, user_name: id, name: id, email: null, active: id !== 'gone' })
      .execute();
    const role = id === 'reader' ? 'auditor' : 'compliance_manager';
    await database.db
      .insertInto('person_role')
      .values({ person_id: id, role, sources: ['hand'] })
      .execute();
  }
});
afterAll(() => database.drop());

const auditor = actor('auditor', 'compliance_manager');
const quarter = '2027-04-01T04:00:00.000Z';

async function waiting(system: string, until = on(0)): Promise<string> {
  const id = await openedAudit(database.db, system, until);
  const found = await gatherUsageFor(database.db, id, until);
  expect(await sayToAudit(database.db, id, until, { ...gathering, ...found })).toEqual(['accepted']);
  return id;
}

async function declared(tiers: ('high' | 'critical' | 'low' | 'medium')[]): Promise<string> {
  const id = `duty-${randomUUID()}`;
  const every = { months: 3, since: '2026-01-01', hour: 6, timeZone: 'Europe/Berlin' };
  const definition: DutyDefinition = { id, title: 'Audits', starts: { kind: 'usage_audit', tiers }, every };
  await redeclare(database.db, id, definition, '2027-01-02T00:00:00.000Z');
  return id;
}

interface Opening {
  stream: string;
  command: { id: string; system: string; until: string; reason: string; round: string };
}

async function openings(duty: string): Promise<Opening[]> {
  const messages = await database.db.selectFrom('process_message').select(['stream', 'command']).execute();
  return (messages as unknown as Opening[]).filter(({ command }) => command.id.startsWith(`duty/${duty}/`));
}

describe('the firing of a duty to audit', () => {
  it('opens one audit of each system in use of its tiers, however many there are and however often it is fired', async () => {
    const { db } = database;
    const high = await systemInUse(db, { tier: 'high', state: 'suspended' });
    const others = await Promise.all([
      systemInUse(db, { tier: 'low' }),
      systemInUse(db, { tier: 'high', state: 'approved' }),
      systemInUse(db, { tier: 'critical', state: 'decommissioned' }),
    ]);
    const many = 25_000;
    await sql`
      insert into ai_system
        (id, name, name_key, title, provider, state, tier, owner_id, opened_at, live_since, next_review_at, seq, detail)
      select gen_random_uuid(), 'Many', 'many', 'Many', 'x', 'live', 'critical', 'owner', '2026-01-01', '2026-01-01',
             '2099-01-01', 1, '{}'
      from generate_series(1, ${many}::integer)`.execute(db);
    const duty = await declared(['high', 'critical']);
    for (let times = 0; times < 2; times += 1) await fireDuty(db, duty, quarter, daysAfter(quarter, 3));
    const opened = await openings(duty);
    expect(opened).toHaveLength(many + 1);
    expect(new Set(opened.map(({ stream }) => stream)).size).toBe(many + 1);
    const of = new Map(opened.map((one) => [one.command.system, one]));
    expect(others.some((system) => of.has(system))).toBe(false);
    // Late, it still audits until the instant that it was to fire at.
    expect(of.get(high)?.command).toMatchObject({ type: 'open', reason: 'cycle', until: quarter });
    await db.deleteFrom('ai_system').where('name', '=', 'Many').execute();
    await db.deleteFrom('process_message').execute();
  });

  it('opens others for the next instant, and is taken up once none is to be told any more', async () => {
    const { db } = database;
    await systemInUse(db, { tier: 'medium' });
    const duty = await declared(['medium']);
    await fireDuty(db, duty, quarter, quarter);
    await fireDuty(db, duty, daysAfter(quarter, 91), daysAfter(quarter, 91));
    const opened = await openings(duty);
    expect(new Set(opened.map(({ command }) => command.round)).size).toBe(2);
    expect(new Set(opened.map(({ stream }) => stream)).size).toBe(opened.length);
    const outcomes = async () => (await listFirings(db, duty, 10)).map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(['on_its_way', 'on_its_way']);
    await db.deleteFrom('process_message').execute();
    expect(await outcomes()).toEqual(['taken_up', 'taken_up']);
  });
});

describe('who audits', () => {
  it('does not own the system by then, is here, and does more than read', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    const id = await waiting(system);
    const give = (to: string) => sayToAudit(db, id, on(1), { type: 'assign', actor: auditor, to });
    expect([await give('reader'), await give('gone'), await give('nobody')]).toEqual([
      ['guard_failed'],
      ['guard_failed'],
      ['guard_failed'],
    ]);
    await db.updateTable('ai_system').set({ owner_id: 'auditor' }).where('id', '=', system).execute();
    expect(await sayToAudit(db, id, on(1), taking)).toEqual(['segregation_of_duties']);
    await db.updateTable('ai_system').set({ owner_id: 'owner' }).where('id', '=', system).execute();
    expect(await sayToAudit(db, id, on(1), taking)).toEqual(['accepted']);
    await db.updateTable('ai_system').set({ owner_id: 'auditor' }).where('id', '=', system).execute();
    expect(await sayToAudit(db, id, on(2), confirming)).toEqual(['segregation_of_duties']);
    const second = actor('second', 'compliance_manager');
    const away = { type: 'assign', actor: second, to: 'specialist' } as const;
    expect(await sayToAudit(db, id, on(2), away)).toEqual(['accepted']);
    expect((await auditOnRecord(db, id)).auditor).toBe('specialist');
  });
});

describe('how it stands with the audits of a system', () => {
  it('is never audited, then when it last was, and when the next comes by its duty', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'low' });
    expect(await auditStandingOf(db, system)).toEqual({ lastSigned: null, open: null, nextAt: null });
    await declared(['low']);
    expect((await auditStandingOf(db, system)).nextAt).toBe('2027-04-01T04:00:00.000Z');
    const id = await waiting(system);
    expect((await auditStandingOf(db, system)).open).toBe(id);
    await sayToAudit(db, id, on(1), taking, { ...confirming });
    expect(await auditStandingOf(db, system)).toMatchObject({
      lastSigned: { id, at: on(1), until: on(0), findings: 0 },
      open: null,
    });
    await db.updateTable('ai_system').set({ state: 'decommissioned' }).where('id', '=', system).execute();
    expect((await auditStandingOf(db, system)).nextAt).toBeNull();
  });
});

describe('rebuilding the read model of usage audits', () => {
  it('makes the same rows and tasks again', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    const ids = await Promise.all([waiting(system), waiting(system), waiting(system), waiting(system)]);
    await sayToAudit(db, ids[0], on(40), taking);
    await sayToAudit(db, ids[1], on(1), taking, writing, signing);
    await sayToAudit(db, ids[2], on(1), calling);
    const everyRow = async () => {
      const rows: string[] = [];
      for (const table of ['usage_audit', 'task'] as const) {
        const all = await db.selectFrom(table).selectAll().execute();
        rows.push(...all.map((row) => JSON.stringify(row)).sort());
      }
      return rows;
    };
    const before = await everyRow();
    expect(before.length).toBeGreaterThan(5);
    await rebuildReadModels(db);
    expect(await everyRow()).toEqual(before);
    const [newest] = await listUsageAudits(db, { state: 'signed', system }, 10);
    expect(newest).toMatchObject({ id: ids[1], findings: 1, auditor: 'auditor' });
    expect((await findUsageAudit(db, ids[0]))?.state).toMatchObject({
      state: 'auditing',
      escalatedAt: on(40),
    });
  });
});
