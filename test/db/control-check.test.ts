import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateStatements, failingRecords } from '../../db/control-check.ts';
import { yearUntil } from '../../db/control-evaluation.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { recordUsageChecks } from '../../db/usage-check.ts';
import { statements } from '../../domain/control-catalogue.ts';
import type { CheckId, Statement } from '../../domain/control.ts';
import { daysAfter } from '../../domain/days.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { useOf } from '../usage-story.ts';

const at = '2026-11-25T10:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const window = yearUntil(at);

function statementOf(check: CheckId): Statement {
  const statement = statements.find((one) => one.check === check);
  if (statement === undefined) throw new Error(`no statement is checked by ${check}`);
  return statement;
}

async function found(check: CheckId) {
  return (await evaluateStatements(database.db, () => window)).get(statementOf(check).id);
}

/** What a check finds that it did not find before. */
async function added(
  check: CheckId,
  act: () => Promise<unknown>,
): Promise<[population: number, failing: number]> {
  const before = await found(check);
  await act();
  const after = await found(check);
  return [
    (after?.population ?? 0) - (before?.population ?? 0),
    (after?.failing ?? 0) - (before?.failing ?? 0),
  ];
}

const isFailing = async (check: CheckId, stream: string) =>
  (await failingRecords(database.db, statementOf(check), window, 1_000)).some(
    (record) => record.stream === stream,
  );

describe('the checks over the records', () => {
  it('all find nothing where there is nothing, but for what must have been done once', async () => {
    const results = await evaluateStatements(database.db, () => window);
    expect([...results.keys()]).toEqual(statements.map(({ id }) => id));
    for (const statement of statements) {
      const { check } = statement;
      const expected =
        check === 'roles_held'
          ? { population: 6, failing: 6 }
          : ['management_reviewed', 'internally_audited', 'record_signed', 'manual'].includes(check)
            ? { population: 1, failing: 1 }
            : { population: 0, failing: 0 };
      expect([check, results.get(statement.id)]).toEqual([check, expected]);
      const failing = await failingRecords(database.db, statement, window, 10);
      expect(failing).toHaveLength(expected.failing);
    }
  });

  it('find a system that was used before it was approved', async () => {
    let [good, early] = ['', ''];
    expect(
      await added('approved_before_use', async () => {
        [good, early] = [await systemInUse(database.db), await systemInUse(database.db)];
        await ingestUsage(database.db, [useOf(good, at), useOf(early, at)], at);
        await database.db
          .updateTable('ai_system')
          .set({ opened_at: daysAfter(at, 1) })
          .where('id', '=', early)
          .execute();
      }),
    ).toEqual([2, 1]);
    expect(await isFailing('approved_before_use', `ai-system/${early}`)).toBe(true);
    expect(await isFailing('approved_before_use', `ai-system/${good}`)).toBe(false);
  });

  it('find a system that is used without being asked whether it may be', async () => {
    const system = await systemInUse(database.db);
    await ingestUsage(database.db, [useOf(system, daysAfter(at, -1))], at);
    expect(await isFailing('use_checked', `ai-system/${system}`)).toBe(true);
    await recordUsageChecks(database.db, [
      {
        id: randomUUID(),
        at: daysAfter(at, -2),
        askedBy: 'machine/gateway',
        person: 'ann',
        personId: null,
        system,
        systemId: system,
        systemSeq: 1,
        purpose: 'Summarise',
        dataClass: 'internal',
        allowed: true,
        denials: [],
      },
    ]);
    expect(await isFailing('use_checked', `ai-system/${system}`)).toBe(false);
  });

  it('find use with data that a system is not approved for', async () => {
    const system = await systemInUse(database.db);
    await ingestUsage(database.db, [useOf(system, at, { dataClass: 'internal' })], at);
    expect(await isFailing('use_within_scope', `ai-system/${system}`)).toBe(false);
    await ingestUsage(database.db, [useOf(system, at, { dataClass: 'special_category' })], at);
    expect(await isFailing('use_within_scope', `ai-system/${system}`)).toBe(true);
  });

  it('find a system of high risk without boundaries, and one whose review is overdue', async () => {
    const high = await systemInUse(database.db, { tier: 'high' });
    const low = await systemInUse(database.db, { tier: 'low' });
    expect(await isFailing('boundaries_set', `ai-system/${high}`)).toBe(true);
    expect(await isFailing('boundaries_set', `ai-system/${low}`)).toBe(false);
    expect(await isFailing('systems_reviewed', `ai-system/${low}`)).toBe(false);
    await database.db
      .updateTable('ai_system')
      .set({ next_review_at: daysAfter(at, -1) })
      .where('id', '=', low)
      .execute();
    expect(await isFailing('systems_reviewed', `ai-system/${low}`)).toBe(true);
  });

  it('page through what fails by title, losing and repeating nothing', async () => {
    for (let index = 0; index < 5; index++) await systemInUse(database.db, { tier: 'high', name: `Same` });
    const all = await failingRecords(database.db, statementOf('boundaries_set'), window, 1_000);
    const paged = [];
    for (;;) {
      const page = await failingRecords(database.db, statementOf('boundaries_set'), window, 2, paged.at(-1));
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(5);
  });
});

describe('what is not due yet', () => {
  it('is not looked at until it is done, or was to be done', async () => {
    const finding = (dueAt: string, settledAt: string | null) => ({
      id: randomUUID(),
      name: 'Wizard',
      name_key: randomUUID(),
      number: 1,
      state: settledAt === null ? ('open' as const) : ('blocked' as const),
      owner_id: null,
      opened_at: daysAfter(at, -30),
      due_at: dueAt,
      overdue: false,
      settled_at: settledAt,
      seq: 1,
      detail: '{}',
    });
    const put = (...rows: ReturnType<typeof finding>[]) =>
      database.db.insertInto('shadow_ai').values(rows).execute();
    const [later, before] = [daysAfter(at, 1), daysAfter(at, -1)];
    expect(await added('shadow_ai_settled', () => put(finding(later, null)))).toEqual([0, 0]);
    expect(await added('shadow_ai_settled', () => put(finding(later, before)))).toEqual([1, 0]);
    expect(await added('shadow_ai_settled', () => put(finding(before, null)))).toEqual([1, 1]);
    expect(await added('shadow_ai_settled', () => put(finding(before, at)))).toEqual([1, 1]);
  });
});
