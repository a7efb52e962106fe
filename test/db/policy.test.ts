import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledge } from '../../db/acknowledgement.ts';
import { countCampaign } from '../../db/assignment-list.ts';
import { goRound } from '../../db/campaign-round.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson, setActive, setRoles } from '../../db/identity.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import { declareChange } from '../../db/significant-change.ts';
import type { PolicyEvent } from '../../domain/policy-state.ts';
import {
  followedBy,
  on,
  published,
  review,
  signedBy,
  submit,
  submitted,
} from '../domain/policy-beginning.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
let people: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  people = await inTransaction(database.db, async (trx) => {
    const added: string[] = [];
    for (const userName of ['manager', 'one', 'two', 'three']) {
      const manager = userName === 'manager' ? null : (added[0] ?? null);
      const person = { userName, name: userName, email: null, roles: [], manager };
      added.push(await addPerson(trx, person, 'system', on(0)));
    }
    return added;
  });
});
afterAll(() => database.drop());

async function recorded(events: PolicyEvent[], id: string, expectedSeq = 0): Promise<void> {
  const caused = events.slice(expectedSeq).map((event) => ({ event, commandId: null }));
  await record(database.db, { stream: `policy/${id}`, expectedSeq, events: caused, outcomes: [] });
}

const tables = [
  'policy',
  'policy_version',
  'acknowledgement',
  'significant_change',
  'campaign',
  'assignment',
  'task',
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

/** What the database counts is what there is. */
async function expectCountsToHold(): Promise<void> {
  const campaigns = await database.db.selectFrom('campaign').select('id').execute();
  for (const { id } of campaigns) {
    const rows = await database.db
      .selectFrom('assignment')
      .selectAll()
      .where('campaign_id', '=', id)
      .execute();
    const open = rows.filter(({ fulfilled_at }) => fulfilled_at === null);
    expect(await countCampaign(database.db, id)).toEqual({
      asked: rows.length,
      done: rows.length - open.length,
      overdue: open.filter(({ escalated_at }) => escalated_at !== null).length,
    });
  }
}

const told = async (id: string, kind: 'acknowledgement_requested' | 'acknowledgement_overdue') => {
  const rows = await database.db
    .selectFrom('notification')
    .select(['recipient', 'topic'])
    .where('stream', '=', `campaign/${id}`)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  expect(rows.every(({ topic }) => topic === `policy/${id}`)).toBe(true);
  return rows.map(({ recipient }) => recipient);
};

const agree = (id: string, person: string | undefined, version: number, days: number, hash: string) =>
  acknowledge(database.db, { policy: id, person: person ?? '', version, hash, at: on(days) });

describe('policies in the database', () => {
  it('ask people, remind them, tell their managers, and make the very same rows from the events again', async () => {
    const id = randomUUID();
    await recorded(published(), id);
    expect(await goRound(database.db, id, on(3))).toBe(on(10));
    expect(await told(id, 'acknowledgement_requested')).toHaveLength(4);
    // Once, by the version that came into force: a round that asks a hundred thousand wakes itself for none of them.
    const wakes = await database.db
      .selectFrom('process_message')
      .select('id')
      .where('stream', '=', `campaign/${id}`)
      .execute();
    expect(wakes).toHaveLength(1);
    expect(await agree(id, people[1], 1, 4, 'hash-2')).toMatchObject({ version: 1 });
    expect(await agree(id, people[1], 1, 5, 'hash-2')).toMatchObject({ at: on(4) });
    expect(await agree(id, people[2], 1, 5, 'other')).toBe('other_text');
    expect(await goRound(database.db, id, on(10))).toBe(on(16));
    // Three are late; two of them have the same manager, and the manager has none.
    expect(await goRound(database.db, id, on(17))).toBe(on(24));
    expect((await told(id, 'acknowledgement_overdue')).toSorted()).toEqual([
      `person/${people[0]}`,
      'role/compliance_manager',
    ]);
    const report = await database.db.selectFrom('process_message').selectAll().execute();
    expect(report.map(({ command }) => command)).toContainEqual(
      expect.objectContaining({ type: 'closeCampaign', version: 1, asked: 4, acknowledged: 1 }),
    );

    const next = followedBy(followedBy(published(), review('cycle', 'a'), 100), submit(101), 101);
    await recorded(signedBy(next, 102), id, published().length);
    await goRound(database.db, id, on(102));
    await agree(id, people[2], 2, 103, 'hash-101');
    await inTransaction(database.db, async (trx) => {
      await setActive(trx, people[3] ?? '', false, 'system', on(104));
      await setRoles(trx, people[1] ?? '', ['security'], 'system', on(104));
    });
    await recorded(submitted(2), randomUUID());
    await declareChange(database.db, { id: randomUUID(), kind: 'incident', note: 'x', by: 'c', at: on(105) });
    await expectCountsToHold();
    const before = await everyRow();
    expect(before.assignment).toHaveLength(3);
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
    await expectCountsToHold();
  });

  it('a text that is kept can be neither changed nor thrown away', async () => {
    await database.db
      .insertInto('policy_text')
      .values({ hash: 'a', content: JSON.stringify({ markdown: 'x', rules: [] }), stored_at: on(0) })
      .execute();
    await expect(database.db.deleteFrom('policy_text').execute()).rejects.toThrow(/append-only/);
    await expect(database.db.updateTable('policy_text').set({ hash: 'b' }).execute()).rejects.toThrow(
      /append-only/,
    );
  });
});
