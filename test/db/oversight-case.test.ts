import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/facts.ts';
import { addPerson, setActive } from '../../db/identity.ts';
import { findOversightCase, listOversightCases, openOversightCaseIds } from '../../db/oversight-case.ts';
import { chooseReviewer, putDownAssignment } from '../../db/oversight-reviewer.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import type { Role } from '../../domain/identity.ts';
import type { OversightCaseEvent, ReviewerFound } from '../../domain/oversight-case-state.ts';
import {
  acknowledging,
  actor,
  after,
  asking,
  assigning,
  at,
  closing,
  deciding,
  further,
  hours,
  missing,
  passing,
  unrelated,
} from '../domain/oversight-beginning.ts';
import { putTraining } from '../oversight-training.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});

async function person(name: string, roles: Role[] = ['oversight_reviewer'], trainedUntil?: string | null) {
  const { db } = database;
  const id = await inTransaction(db, (trx) =>
    addPerson(trx, { userName: name, name, email: null, roles }, 'system', at(0)),
  );
  if (trainedUntil !== null) await putTraining(db, id, trainedUntil);
  return id;
}

function choose(barred: string[] = [], caseId = randomUUID(), when = at(0)): Promise<ReviewerFound> {
  const search = { caseId, place: 'first', role: 'oversight_reviewer', barred } as const;
  return inTransaction(database.db, (trx) => chooseReviewer(trx, search, when));
}

async function put(id: string, events: readonly OversightCaseEvent[]): Promise<void> {
  const caused = events.map((event) => ({ event, commandId: 'test' }));
  await record(database.db, {
    stream: `oversight-case/${id}`,
    expectedSeq: 0,
    events: caused,
    outcomes: [],
  });
}

describe('whoever is chosen to review', () => {
  it('has the fewest cases, and among equals has waited longest', async () => {
    const [a, b, c] = [await person('a'), await person('b'), await person('c')];
    const busy = randomUUID();
    await inTransaction(database.db, (trx) => putDownAssignment(trx, busy, 'first', a));
    const chosen: ReviewerFound[] = [];
    for (const minute of [1, 2, 3]) chosen.push(await choose([], randomUUID(), at(minute)));
    expect(chosen.slice(0, 2)).toEqual(
      expect.arrayContaining([{ reviewer: b }, { reviewer: c }] as ReviewerFound[]),
    );
    expect(chosen[2]).toEqual({ reviewer: a });
  });

  it('is trained then, holds the role, is there, and is not barred', async () => {
    const lapsing = await person('lapsing', ['oversight_reviewer'], at(60));
    await person('untrained', ['oversight_reviewer'], null);
    await person('other', ['security']);
    const left = await person('left');
    await inTransaction(database.db, (trx) => setActive(trx, left, false, 'system', at(0)));
    expect(await choose()).toEqual({ reviewer: lapsing });
    expect(await choose([lapsing])).toEqual({ gap: 'nobody_free' });
    expect(await choose([], randomUUID(), at(61))).toEqual({ gap: 'nobody_trained' });
  });

  it('is each as often as the others when many cases come at once', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await person(name);
    await Promise.all(Array.from({ length: 40 }, () => choose()));
    const rows = await database.db
      .selectFrom('oversight_assignment')
      .select((eb) => ['reviewer_id', eb.fn.countAll<number>().as('cases')])
      .groupBy('reviewer_id')
      .execute();
    expect(rows.map(({ cases }) => cases)).toEqual([10, 10, 10, 10]);
  });
});

describe('the register of cases', () => {
  it('is as it was once it has been built anew', async () => {
    const olu = actor(await person('olu'), 'oversight_reviewer');
    const sam = actor(await person('sam'), 'oversight_reviewer');
    const begun = after(unrelated, assigning(olu.person), acknowledging(olu));
    const proposed = further(further(begun, asking(olu), 4), deciding(olu), 5);
    const lives = [
      after(unrelated),
      begun,
      further(proposed, assigning(sam.person, 1, 'second'), 6),
      passing(begun, 24 * hours),
      after(unrelated, missing('nobody_trained')),
      further(further(begun, deciding(olu), 4), closing(olu), 5),
      further(begun, deciding(olu, { decision: 'serious_incident', incident: { kind: 'death' } }), 4),
    ];
    const ids: string[] = [];
    for (const events of lives) {
      const id = randomUUID();
      ids.push(id);
      await put(id, events);
    }
    // What is on its way to somebody is no event yet.
    await database.db
      .deleteFrom('oversight_assignment')
      .where('case_id', '=', ids[0] ?? '')
      .execute();
    const tables = ['oversight_case', 'oversight_policy', 'task'] as const;
    const everyRow = async () => {
      const rows: Record<string, string[]> = {};
      for (const table of tables) {
        const all = await database.db.selectFrom(table).selectAll().execute();
        expect(all.length, table).toBeGreaterThan(0);
        rows[table] = all.map((row) => JSON.stringify(row)).toSorted();
      }
      return rows;
    };
    const before = await everyRow();
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
    expect(await openOversightCaseIds(database.db, 100)).toHaveLength(lives.length - 1);
    const found = await findOversightCase(database.db, ids[5] ?? '');
    expect(found?.state.state).toBe('closed');
    const late = await listOversightCases(database.db, { overdue: true }, 10);
    expect(late.map(({ id }) => id)).toEqual([ids[3]]);
    const gap = await listOversightCases(database.db, { gap: true }, 10);
    expect(gap.map(({ id }) => id)).toEqual([ids[4]]);
  });

  it('holds no decision that one person has both made and confirmed', async () => {
    const id = randomUUID();
    await put(id, after(unrelated));
    const confirmed = database.db
      .updateTable('oversight_case')
      .set({ decided_by: 'x', confirmed_by: 'x' })
      .where('id', '=', id)
      .execute();
    await expect(confirmed).rejects.toThrow('two_reviewers_are_two_people');
  });
});
