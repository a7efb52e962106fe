import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  controlHistory,
  evaluateControls,
  statementHistory,
  statementResults,
} from '../../db/control-evaluation.ts';
import { findGap, gapIdOf } from '../../db/gap.ts';
import { organisationId } from '../../db/organisation.ts';
import { readEvents } from '../../db/event-store.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import { statements } from '../../domain/control-catalogue.ts';
import type { ControlEvaluationEvent } from '../../domain/control-evaluation.ts';
import { daysAfter } from '../../domain/days.ts';
import { settle } from '../../domain/decider.ts';
import { gap } from '../../domain/gap.ts';
import type { GapCommand } from '../../domain/gap-state.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const at = '2026-11-25T10:00:00.000Z';

let database: TestDatabase;
let organisation: string;
beforeAll(async () => {
  database = await createTestDatabase();
  organisation = await organisationId(database.db);
});
afterAll(() => database.drop());

/** What is on its way to the gap of a statement. */
async function messages(statement: string, number = 1): Promise<GapCommand[]> {
  const rows = await database.db
    .deleteFrom('process_message')
    .where('stream', '=', `gap/${gapIdOf(organisation, statement, number)}`)
    .returning('command')
    .execute();
  return rows.map(({ command }) => command as GapCommand);
}

/** What a gap's workflow does with its commands. */
async function tell(statement: string, number: number, ...commands: GapCommand[]) {
  const id = gapIdOf(organisation, statement, number);
  const before = await findGap(database.db, id);
  const standing = { state: before?.state, seq: before?.seq ?? 0 };
  const { events, outcomes } = settle(gap, standing, commands, commands.at(-1)?.at ?? at);
  return record(database.db, { stream: `gap/${id}`, expectedSeq: standing.seq, events, outcomes });
}

const evaluate = (when: string) => evaluateControls(database.db, randomUUID(), when);
const closing = (when: string): GapCommand => ({
  type: 'close',
  id: randomUUID(),
  by: 'chris',
  at: when,
  actor: { person: 'chris', roles: ['compliance_manager'], actsFor: [] },
  cause: 'Late.',
  correction: 'Done.',
});

/** A finding of shadow AI that was settled a day after it was due. */
async function settledLate(settledAt: string): Promise<string> {
  const id = randomUUID();
  await database.db
    .insertInto('shadow_ai')
    .values({
      id,
      name: 'Wizard',
      name_key: id,
      number: 1,
      state: 'blocked',
      owner_id: null,
      opened_at: daysAfter(settledAt, -15),
      due_at: daysAfter(settledAt, -1),
      overdue: false,
      settled_at: settledAt,
      seq: 1,
      detail: '{}',
    })
    .execute();
  return id;
}

describe('an evaluation', () => {
  it('is on record once, with every statement, and has one gap opened of each that fails', async () => {
    const id = randomUUID();
    await evaluateControls(database.db, id, at);
    await evaluateControls(database.db, id, daysAfter(at, 1));
    const events = await readEvents<ControlEvaluationEvent>(database.db, `control-evaluation/${id}`);
    expect(events).toHaveLength(1);
    expect(events[0]?.results.map(({ statement }) => statement)).toEqual(statements.map((one) => one.id));
    const opening = await messages('objectives');
    expect(opening).toMatchObject([
      { type: 'open', statement: 'objectives', number: 1, owner: null, population: 1, failing: 1 },
    ]);
    expect(await messages('use-within-scope')).toEqual([]);
    expect(await tell('objectives', 1, ...opening)).toEqual({ status: 'recorded' });
    await evaluate(daysAfter(at, 1));
    expect(await messages('objectives')).toEqual([]);
  });

  it('by several at once opens no gap twice', async () => {
    await Promise.all([1, 2, 3].map((day) => evaluate(daysAfter(at, day))));
    const openings = await messages('customers');
    expect(new Set(openings.map((command) => command.type === 'open' && command.number))).toEqual(
      new Set([1]),
    );
    expect(openings.length).toBeGreaterThan(1);
    const told = openings.map((command, place) => ({ ...command, id: `${place}` }));
    expect(await tell('customers', 1, ...told)).toEqual({ status: 'recorded' });
    const stream = `gap/${gapIdOf(organisation, 'customers', 1)}`;
    expect((await readEvents(database.db, stream)).map(({ type }) => type)).toEqual(['GapOpened']);
  });

  it('says to an open gap what is found now, and only where that is something else', async () => {
    const system = await systemInUse(database.db, { tier: 'high' });
    await evaluate(at);
    await tell('boundaries', 1, ...(await messages('boundaries')));
    await systemInUse(database.db, { tier: 'critical' });
    await evaluate(daysAfter(at, 1));
    const counts = await messages('boundaries');
    expect(counts).toMatchObject([{ type: 'count', population: 2, failing: 2 }]);
    await tell('boundaries', 1, ...counts);
    await database.db.updateTable('ai_system').set({ state: 'decommissioned' }).execute();
    expect(system).not.toBe('');
    await evaluate(daysAfter(at, 2));
    expect(await messages('boundaries')).toMatchObject([{ type: 'count', population: 0, failing: 0 }]);
  });
});

describe('what went wrong and is over', () => {
  it('keeps a gap from being closed only where it happened after the gap was opened, and opens no second one', async () => {
    await settledLate(daysAfter(at, -10));
    await evaluate(at);
    await tell('nothing-unregistered', 1, ...(await messages('nothing-unregistered')));
    const since = await settledLate(daysAfter(at, 5));
    const refused = await tell('nothing-unregistered', 1, closing(daysAfter(at, 6)));
    expect(refused).toMatchObject({ status: 'guarded', refusal: { code: 'guard_failed' } });
    await database.db.deleteFrom('shadow_ai').where('id', '=', since).execute();
    expect(await tell('nothing-unregistered', 1, closing(daysAfter(at, 6)))).toEqual({ status: 'recorded' });
    await evaluate(daysAfter(at, 7));
    expect(await messages('nothing-unregistered', 2)).toEqual([]);
    await settledLate(daysAfter(at, 8));
    await evaluate(daysAfter(at, 9));
    expect(await messages('nothing-unregistered', 2)).toMatchObject([
      { type: 'open', number: 2, failing: 1 },
    ]);
  });

  it('counts for a year', async () => {
    const of = async (when: string) =>
      (await statementResults(database.db, when, { excluded: new Map() })).find(
        ({ statement }) => statement === 'nothing-unregistered',
      );
    expect(await of(daysAfter(at, 300))).toMatchObject({ population: 2, failing: 2 });
    expect(await of(daysAfter(at, 360))).toMatchObject({ population: 1, failing: 1 });
    expect(await of(daysAfter(at, 380))).toMatchObject({ population: 0, status: 'nothing_to_check' });
  });
});

describe('the history', () => {
  it('has the last status of each day in the organisation’s time zone, and is made anew from the events', async () => {
    const timeZone = 'Europe/Berlin';
    const early = '2026-12-24T22:30:00.000Z';
    await evaluate(early);
    await evaluate('2026-12-24T23:30:00.000Z');
    await evaluate('2026-12-25T10:00:00.000Z');
    const history = () => controlHistory(database.db, { since: early, timeZone });
    const days = await history();
    expect(days.map(({ day }) => day)).toEqual(['2026-12-24', '2026-12-25']);
    expect(days[1]?.at).toBe('2026-12-25T10:00:00.000Z');
    for (const { statuses } of days)
      expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(statements.length);
    const ofOne = await statementHistory(database.db, { statement: 'objectives', since: early, timeZone });
    expect(ofOne).toMatchObject([
      { day: '2026-12-24', status: 'gap', failing: 1 },
      { day: '2026-12-25', status: 'gap', failing: 1 },
    ]);
    const gaps = () => database.db.selectFrom('gap').selectAll().orderBy('id').execute();
    const before = await gaps();
    expect(before.length).toBeGreaterThan(2);
    await rebuildReadModels(database.db);
    expect(await history()).toEqual(days);
    expect(await gaps()).toEqual(before);
  });
});
