import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { defaultRiskPolicy, type RiskScore } from '../../domain/risk-policy.ts';
import type { RiskEvent } from '../../domain/risk-state.ts';
import { actor, description } from '../domain/risk-beginning.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

const day = 86_400_000;
const residual: RiskScore = { likelihood: 3, impact: 3 };
const owner = actor('owner');
const signatory = actor('max', 'management');

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

/** A risk in the machine, and what people do with it at the machine's present. */
class Life {
  readonly id = randomUUID();
  readonly handle: WorkflowHandle;

  constructor() {
    this.handle = machine.environment.client.workflow.getHandle(`risk/${this.id}`);
  }

  events(): Promise<RiskEvent[]> {
    return readEvents<RiskEvent>(machine.database.db, `risk/${this.id}`);
  }

  async begin(): Promise<void> {
    const policy = { version: 1, hash: 'hash-1', rules: defaultRiskPolicy };
    const at = await machine.now();
    const scores = { inherent: residual, residual };
    const identify = { type: 'identify', id: randomUUID(), by: 'owner', at, description, ...scores, policy };
    await machine.environment.client.workflow.start('risk', {
      workflowId: `risk/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id, identify }],
    });
    await this.happened('RiskIdentified', 1);
  }

  async say(type: string, by: typeof owner, what: object): Promise<void> {
    const at = await machine.now();
    await this.handle.signal(type, { type, id: randomUUID(), by: by.person, at, actor: by, ...what });
  }

  /** Waits until this has happened so often, and nobody is at work on the risk any more. */
  async happened(type: RiskEvent['type'], times: number): Promise<RiskEvent[]> {
    return eventually(async () => {
      const events = await this.events();
      return events.filter((event) => event.type === type).length >= times && events;
    });
  }

  async treat(treatment: string, actions: object[] = []): Promise<void> {
    const before = (await this.events()).filter(({ type }) => type === 'RiskTreatmentChosen').length;
    await this.say('treat', owner, { treatment, reason: 'r', actions });
    await this.happened('RiskTreatmentChosen', before + 1);
  }
}

describe('a risk that nobody treats', () => {
  it('is escalated when its time is over', async () => {
    const life = new Life();
    await life.begin();
    const [identified] = await life.events();
    const overdue = later(identified?.at ?? '', defaultRiskPolicy.treatWithinDays * day);
    await machine.travelTo(later(overdue, 60_000));
    const [, escalated] = await life.happened('RiskEscalated', 1);
    expect(escalated?.at.slice(0, 16)).toBe(overdue.slice(0, 16));
  });
});

describe('ten years of a risk', () => {
  it(
    'its acceptance is reminded of, lapses at its very end, and counts again once it is signed',
    { timeout: 600_000 },
    async () => {
      const life = new Life();
      await life.begin();
      const { runId: firstRun } = await life.handle.describe();
      await life.treat('accept');
      // The time-skipping server ends whatever has run for ten years of 365 days.
      const turns = 243;
      const begin = later(await machine.now(), day);
      const untils = Array.from({ length: turns }, (_none, turn) => later(begin, (turn + 1) * 15 * day));
      const plans: { dueAt: string; remindAt: string }[] = [];
      for (const [turn, until] of untils.entries()) {
        if (turn % 24 === 23) plans.push(await goThroughAPlan(life, until));
        const remindAt = [later(until, -7 * day), later(until, -2 * day)];
        const signature = { residual, policyVersion: 1, reason: 'r', until, latest: until };
        await life.say('signAcceptance', signatory, { ...signature, remindAt });
        await life.happened('RiskAcceptanceSigned', turn + 1);
        await machine.travelTo(later(until, 60_000));
        await life.happened('RiskAcceptanceLapsed', turn + 1);
      }
      const events = await life.events();
      const timesOf = (type: RiskEvent['type']) =>
        events.filter((event) => event.type === type).map(({ at }) => at);
      expect(timesOf('RiskAcceptanceLapsed')).toEqual(untils);
      const toMinute = (instant: string) => instant.slice(0, 16);
      const reminders = untils.flatMap((until) => [later(until, -7 * day), later(until, -2 * day)]);
      expect(timesOf('RiskAcceptanceReminded').map(toMinute)).toEqual(reminders.map(toMinute));
      expect(timesOf('RiskEscalated').map(toMinute)).toEqual(untils.map(toMinute));
      expect(timesOf('RiskActionEscalated').map(toMinute)).toEqual(plans.map(({ dueAt }) => toMinute(dueAt)));
      expect(timesOf('RiskActionReminded').map(toMinute)).toEqual(
        plans.map(({ remindAt }) => toMinute(remindAt)),
      );

      const { runId: lastRun } = await life.handle.describe();
      expect(lastRun).not.toBe(firstRun);
      // Temporal suggests a new run from 4,096 events on.
      for (const run of [firstRun, lastRun]) {
        const { workflow } = machine.environment.client;
        const { events: history } = await workflow.getHandle(`risk/${life.id}`, run).fetchHistory();
        expect(history?.length).toBeLessThan(4_500);
      }
    },
  );
});

/** Mitigates for six days in which nobody does what is due, and asks for an acceptance again. */
async function goThroughAPlan(life: Life, until: string): Promise<{ dueAt: string; remindAt: string }> {
  const now = await machine.now();
  const [remindAt, dueAt] = [later(now, 3 * day), later(now, 6 * day)];
  const before = (await life.events()).filter(({ type }) => type === 'RiskActionEscalated').length;
  expect(dueAt < later(until, -7 * day)).toBe(true);
  await life.treat('mitigate', [{ id: 'a', text: 'Do it', owner: 'owner', dueAt, remindAt: [remindAt] }]);
  await machine.travelTo(later(dueAt, 60_000));
  await life.happened('RiskActionEscalated', before + 1);
  await life.treat('accept');
  return { dueAt, remindAt };
}
