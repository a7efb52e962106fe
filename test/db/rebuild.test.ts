import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishPolicy } from '../../db/approval-policy.ts';
import { grantDelegation, revokeDelegation } from '../../db/delegation.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson, issueToken, revokeToken, setActive, setRoles } from '../../db/identity.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { RequestStory } from '../domain/request-story.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { toldSince } from './recorded-life.ts';

const at = '2026-11-23T09:00:00.000Z';
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tables = [
  'adoption_request',
  'sign_off',
  'sign_off_signatory',
  'approval_policy',
  'delegation',
  'person',
  'person_role',
  'access_token',
] as const;

async function everyRow(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    const all = await database.db.selectFrom(table).selectAll().execute();
    expect(all.length, table).toBeGreaterThan(0);
    rows[table] = all.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

async function liveThroughRequests(): Promise<void> {
  const scoring = { prohibitedPractices: ['c_social_scoring' as const] };
  const lives: ((story: RequestStory) => void)[] = [
    (story) =>
      (['security', 'legal', 'privacy', 'business_owner'] as const).map((role) => story.signOff(role)),
    (story) => story.signOff('legal', { decision: 'reject', comment: 'No' }),
    (story) => [story.signOff('security'), story.amend({ data: { classes: ['special_category'] } })],
    (story) => [story.amend({ screening: scoring }), story.reopen(), story.signOff('management')],
    (story) => story.waitUntil('2026-12-10T00:00:00.000Z'),
    (story) => story.waitUntil('2027-12-10T00:00:00.000Z'),
    (story) => story.withdraw(),
    (story) => story.amend({ title: 'Ünïcode 🦜 \u202e' }),
  ];
  for (const live of lives) {
    const [id, story] = [randomUUID(), new RequestStory()];
    story.submit();
    live(story);
    for (let seq = 0; seq < story.told.length; seq += 3) {
      const part = toldSince(id, story, seq);
      await record(database.db, { ...part, events: part.events.slice(0, 3) });
    }
  }
}

async function liveThroughFacts(): Promise<void> {
  const { db } = database;
  const person = (userName: string) =>
    inTransaction(db, (trx) =>
      addPerson(trx, { userName, name: userName, email: null, roles: ['security', 'legal'] }, 'system', at),
    );
  const [from, to] = [await person('from'), await person('to')];
  await inTransaction(db, (trx) => setRoles(trx, to, ['legal', 'management'], 'system', at));
  await inTransaction(db, (trx) => setActive(trx, to, false, 'system', at));
  const holder = { kind: 'person' as const, person: from };
  const issue = { holder, label: 'x', expiresAt: at, by: 'system', at };
  const { id: token } = await inTransaction(db, (trx) => issueToken(trx, issue));
  await inTransaction(db, (trx) => revokeToken(trx, token, 'system', at));
  const endsAt = '2027-01-01T00:00:00.000Z';
  for (const id of ['d-1', 'd-2']) {
    const granted = { id, from, to, roles: ['security' as const], startsAt: at, endsAt, reason: 'Leave' };
    await grantDelegation(db, granted, from, at);
  }
  await revokeDelegation(db, 'd-2', from, at);
  const publication = { rules: { ...defaultApprovalPolicy, expiryDays: 10 }, note: 'Faster', by: from, at };
  await publishPolicy(db, { ...publication, replaces: 1 });
}

describe('rebuilding the read models', () => {
  it('makes every row as it was, for all lives that a request and its surroundings can have', async () => {
    await liveThroughRequests();
    await liveThroughFacts();
    const before = await everyRow();
    const events = await database.db.selectFrom('event').select('position').execute();
    expect(await rebuildReadModels(database.db)).toBe(events.length);
    expect(await everyRow()).toEqual(before);
  });

  it('mends rows that were lost or bent', async () => {
    const before = await everyRow();
    await database.db.deleteFrom('sign_off_signatory').execute();
    await database.db.updateTable('adoption_request').set({ state: 'approved' }).execute();
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
  });
});
