import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOut, fireDuty, redeclare } from '../../db/duty-command.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import type { DutyDefinition } from '../../domain/duty-state.ts';
import type { ManagementReviewEvent } from '../../domain/management-review-state.ts';
import {
  after,
  asking,
  opening,
  signing,
  submitting,
  writing,
} from '../domain/management-review-beginning.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = '2026-11-23T09:00:00.000Z';
const definition: DutyDefinition = {
  id: 'management-review',
  title: 'Management review',
  starts: { kind: 'management_review' },
  every: { months: 12, since: '2026-02-01', hour: 6, timeZone: 'Europe/Berlin' },
};
const actor = { person: 'person-1', roles: ['administrator' as const], actsFor: [] };
const said = () => ({ id: randomUUID(), by: 'person-1', at, actor, reason: 'x' });

async function everyRow(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of ['duty', 'duty_firing', 'management_review', 'task'] as const) {
    const all = await database.db.selectFrom(table).selectAll().execute();
    expect(all.length, table).toBeGreaterThan(0);
    rows[table] = all.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

function tell(events: readonly ManagementReviewEvent[]) {
  const caused = events.map((event) => ({ event, commandId: randomUUID() }));
  const stream = `management-review/${randomUUID()}`;
  return record(database.db, { stream, expectedSeq: 0, events: caused, outcomes: [] });
}

describe('rebuilding the read models of duties and management reviews', () => {
  it('makes every row as it was', async () => {
    const { db } = database;
    for (const id of ['one', 'two', 'three']) await redeclare(db, id, { ...definition, id }, at);
    await fireDuty(db, 'one', '2027-02-01T05:00:00.000Z', at);
    await carryOut(db, 'one', { ...said(), type: 'pause' });
    await carryOut(db, 'two', { ...said(), type: 'run', occasion: 'run/1', subject: 'management-review/1' });
    await redeclare(db, 'three', undefined, at);
    await tell(after(opening));
    await tell(after(opening, writing, submitting));
    await tell(after(opening, writing, submitting, asking));
    await tell(after(opening, writing, submitting, signing));
    const before = await everyRow();
    await rebuildReadModels(db);
    expect(await everyRow()).toEqual(before);
  });

  it('says where each duty stands', async () => {
    const states = await database.db.selectFrom('duty').select(['id', 'state']).orderBy('id').execute();
    expect(states).toEqual([
      { id: 'one', state: 'paused' },
      { id: 'three', state: 'withdrawn' },
      { id: 'two', state: 'active' },
    ]);
  });
});
