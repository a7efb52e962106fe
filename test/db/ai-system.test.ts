import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAiSystem, listAiSystems } from '../../db/ai-system.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import type { AiSystem } from '../../domain/ai-system-state.ts';
import { waitingFor } from '../../domain/ai-system-time.ts';
import { live, stateOf } from '../domain/ai-system-beginning.ts';
import { lives, liveThrough, type Moment } from '../domain/random-ai-system-lives.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function everyRow(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of ['ai_system', 'task'] as const) {
    const all = await database.db.selectFrom(table).selectAll().execute();
    expect(all.length, table).toBeGreaterThan(0);
    rows[table] = all.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

/** Lives a system and has each step recorded as it happens; returns its id and how it ends. */
async function recorded(steps: Parameters<typeof liveThrough>[1]): Promise<[string, AiSystem]> {
  const id = randomUUID();
  const batches: Moment['caused'][] = [live.map((event) => ({ event, commandId: null }))];
  let end = stateOf(live);
  liveThrough(live, steps, ({ after, caused }) => {
    batches.push(caused.map(({ event }) => ({ event, commandId: 'c' })));
    end = after;
  });
  let seq = 0;
  for (const events of batches) {
    await record(database.db, { stream: `ai-system/${id}`, expectedSeq: seq, events, outcomes: [] });
    seq += events.length;
  }
  return [id, end];
}

describe('whatever happens to AI systems', () => {
  it('the rows and the tasks say what the states do', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (steps) => {
        const [id, system] = await recorded(steps);
        expect((await findAiSystem(database.db, id))?.state).toEqual(system);
        const row = await database.db
          .selectFrom('ai_system')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        expect(row).toMatchObject({
          state: system.state,
          tier: system.tier,
          owner_id: system.owner,
          next_review_at: system.nextReviewAt,
          live_since: system.liveSince,
        });
        const tasks = await database.db
          .selectFrom('task')
          .selectAll()
          .where('stream', '=', `ai-system/${id}`)
          .where('escalated', '=', false)
          .execute();
        const expected = [
          ...system.changes.flatMap((change) =>
            waitingFor(change).map(({ role }) =>
              role === 'business_owner' ? `person/${system.owner}` : `role/${role}`,
            ),
          ),
          ...system.joinings.map(() => `person/${system.owner}`),
        ];
        const waiting = tasks.filter(({ kind }) => kind !== 'ai_system_review');
        expect(waiting.map(({ holder }) => holder).toSorted()).toEqual(expected.toSorted());
        if (system.state === 'decommissioned') expect(tasks).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('the register lists each once, by name and by what is reviewed next', async () => {
    await recorded([]);
    const all = await database.db.selectFrom('ai_system').select(['id', 'state']).execute();
    const names = await listAiSystems(database.db, {}, 'name', 1_000);
    expect(new Set(names.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
    const [first] = names;
    const position = { nameKey: first?.nameKey, id: first?.id ?? '' };
    expect(await listAiSystems(database.db, {}, 'name', 1_000, position)).toEqual(names.slice(1));
    const next = await listAiSystems(database.db, {}, 'next_review', 1_000);
    expect(next.map(({ nextReviewAt }) => nextReviewAt)).toEqual(
      next.map(({ nextReviewAt }) => nextReviewAt).toSorted(),
    );
    const inUse = all.filter(({ state }) => state !== 'decommissioned');
    expect(new Set(next.map(({ id }) => id))).toEqual(new Set(inUse.map(({ id }) => id)));
  });

  it('a rebuild makes the very same rows', async () => {
    await recorded([{ gap: 1, what: 'declare' }]);
    const before = await everyRow();
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
  });
});
