import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishRiskPolicy } from '../../db/risk-policy.ts';
import { riskHeat } from '../../db/risk-count.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import type { CausedEvent } from '../../domain/decider.ts';
import { bandOf, defaultRiskPolicy, levels } from '../../domain/risk-policy.ts';
import type { Risk, RiskEvent } from '../../domain/risk-state.ts';
import { acceptanceInForce, isDealtWith } from '../../domain/risk-time.ts';
import { commandAt, live, score } from '../domain/random-risk-lives.ts';
import { identified, on, stateOf } from '../domain/risk-beginning.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tables = ['risk', 'risk_link', 'risk_count', 'risk_policy', 'task'] as const;

async function everyRow(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    const all = await database.db.selectFrom(table).selectAll().execute();
    rows[table] = all.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

type Steps = Parameters<typeof live>[1];

/** Lives a risk and has each step recorded as it happens; returns how it ends. */
async function recorded(residual: Risk['residual'], steps: Steps): Promise<Risk> {
  const stream = `risk/${randomUUID()}`;
  const batches: CausedEvent<RiskEvent>[][] = [
    identified(residual).map((event) => ({ event, commandId: null })),
  ];
  let end = stateOf(identified(residual));
  live(residual, steps, (state, _now, _before, events) => {
    batches.push(events);
    end = state;
  });
  let seq = 0;
  for (const events of batches) {
    await record(database.db, { stream, expectedSeq: seq, events, outcomes: [] });
    seq += events.length;
  }
  if (end === undefined) throw new Error('a risk that was identified is there');
  return end;
}

const lives = fc.array(fc.tuple(score, fc.array(commandAt, { maxLength: 25 })), {
  minLength: 1,
  maxLength: 4,
});

describe('whatever happens to risks', () => {
  it('the heat map counts exactly the open ones, and the rows say what the states do', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (told) => {
        for (const table of ['task', 'risk_count', 'risk'] as const) {
          await database.db.deleteFrom(table).execute();
        }
        const risks = await Promise.all(told.map(([residual, steps]) => recorded(residual, steps)));
        const open = risks.filter(({ state }) => state !== 'closed');
        for (const measure of ['inherent', 'residual'] as const) {
          const countAt = (likelihood: number, impact: number) =>
            open.filter((risk) => risk[measure].likelihood === likelihood && risk[measure].impact === impact)
              .length;
          const expected = levels.map((likelihood) => levels.map((impact) => countAt(likelihood, impact)));
          expect(await riskHeat(database.db, measure, undefined)).toEqual(expected);
        }
        for (const row of await database.db.selectFrom('risk').selectAll().execute()) {
          expect(row.dealt_with).toBe(isDealtWith(row.detail));
          expect(row.accepted_until).toBe(acceptanceInForce(row.detail)?.until ?? null);
          expect(row.residual_band).toBe(bandOf(row.detail.policy.rules, row.detail.residual));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('something waits for somebody exactly while the risk is open and not dealt with, or has open actions', async () => {
    await fc.assert(
      fc.asyncProperty(score, fc.array(commandAt, { maxLength: 25 }), async (residual, steps) => {
        await database.db.deleteFrom('task').execute();
        const risk = await recorded(residual, steps);
        const tasks = await database.db.selectFrom('task').selectAll().execute();
        const kinds = new Set(tasks.map(({ kind }) => kind));
        expect(kinds.has('risk_acceptance')).toBe(risk.state === 'accepting');
        expect(kinds.has('risk_treatment')).toBe(risk.state === 'untreated' || risk.staleSince !== null);
        expect(kinds.has('risk_action')).toBe(risk.state === 'mitigating');
        for (const task of tasks) {
          const isForOwner = task.holder === `person/${risk.description.owner}`;
          if (task.kind === 'risk_treatment') expect(isForOwner || task.escalated).toBe(true);
          if (task.kind === 'risk_acceptance') expect(task.barred_ids).toEqual([risk.description.owner]);
        }
        expect(tasks.some(({ kind, escalated }) => escalated && kind !== 'risk_action')).toBe(
          risk.escalatedAt !== null,
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('rebuilding the register', () => {
  it('makes every row as it was', async () => {
    await rebuildReadModels(database.db);
    for (const [residual, steps] of fc.sample(fc.tuple(score, fc.array(commandAt, { minLength: 10 })), 30)) {
      await recorded(residual, steps);
    }
    await publishRiskPolicy(database.db, {
      rules: { ...defaultRiskPolicy, treatWithinDays: 7 },
      note: 'Faster.',
      by: 'chris',
      at: on(0),
      replaces: 1,
    });
    const before = await everyRow();
    for (const table of tables) expect(before[table]?.length, table).toBeGreaterThan(0);
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
    await database.db.deleteFrom('risk_count').execute();
    await database.db.updateTable('risk').set({ dealt_with: true, title: 'Bent' }).execute();
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
  });
});

describe('a policy that is published', () => {
  it('is for every risk that is not closed, whatever is identified at the same time', async () => {
    const { db } = database;
    await db.deleteFrom('process_message').execute();
    const chances = Array.from({ length: 20 }, async () => {
      const events = identified({ likelihood: 1, impact: 1 }).map((event) => ({ event, commandId: null }));
      await record(db, { stream: `risk/${randomUUID()}`, expectedSeq: 0, events, outcomes: [] });
    });
    const publication = { rules: defaultRiskPolicy, note: 'Again.', by: 'chris', at: on(1), replaces: 2 };
    await Promise.all([...chances, publishRiskPolicy(db, publication)]);
    const open = await db
      .selectFrom('risk')
      .select('id')
      .where('state', '<>', 'closed')
      .where('policy_version', '<', 3)
      .execute();
    expect(open.length).toBeGreaterThanOrEqual(20);
    const told = await db.selectFrom('process_message').select(['stream', 'command']).execute();
    const adopting = told.filter(
      ({ command }) => (command as unknown as { policy: { version: number } }).policy.version === 3,
    );
    expect(new Set(adopting.map(({ stream }) => stream))).toEqual(
      new Set(open.map(({ id }) => `risk/${id}`)),
    );
  });
});
