import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAiSystem } from '../../db/ai-system.ts';
import { readEvents } from '../../db/event-store.ts';
import type { AiSystemCommand, AiSystemEvent } from '../../domain/ai-system-state.ts';
import { planReview } from '../../domain/approved-use.ts';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { eventually } from '../eventually.ts';
import { declare, goLive, olga, resume, sign, use } from '../domain/ai-system-beginning.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;

it(
  'two years of a system: a change signed late, a review missed and made up for, and its end',
  { timeout: 120_000 },
  async () => {
    const [id, start] = [randomUUID(), Date.parse(await machine.now())];
    const on = (days: number) => new Date(start + days * day).toISOString();
    const { db } = machine.database;
    const review = planReview(defaultApprovalPolicy.calendar, 12, on(0));
    const said = (command: object) =>
      ({ id: randomUUID(), by: 'system', at: on(0), ...command }) as unknown as AiSystemCommand;
    const open = said({ type: 'open', ...use, review });
    const handle: WorkflowHandle = await machine.environment.client.workflow.signalWithStart('aiSystem', {
      workflowId: `ai-system/${id}`,
      taskQueue: machine.taskQueue,
      args: [{ id }],
      signal: 'open',
      signalArgs: [open],
    });
    const say = async ({ type, ...command }: { type: string }) =>
      handle.signal(type, said({ ...command, type, at: await machine.now() }));
    const types = async () =>
      (await readEvents<AiSystemEvent>(db, `ai-system/${id}`)).map(({ type }) => type);
    /** Waits until these, and nothing else, have happened from the event of this number on. */
    const happened = async (from: number, ...expected: AiSystemEvent['type'][]) => {
      await eventually(async () => (await types()).length >= from - 1 + expected.length);
      expect((await types()).slice(from - 1)).toEqual(expected);
    };
    const state = async () => (await findAiSystem(db, id))?.state;

    await say(goLive);
    await happened(2, 'AiSystemWentLive');
    const { plan, ...change } = declare(0, ['security']);
    await say({
      ...change,
      plan: plan.map((one) => ({ ...one, dueAt: on(7), remindAt: [on(3)] })),
      suspendAt: on(30),
    } as {
      type: string;
    });
    await happened(3, 'AiSystemChangeDeclared');
    await machine.travelTo(on(31));
    await happened(4, 'AiSystemSignOffReminded', 'AiSystemSignOffEscalated', 'AiSystemSuspended');
    await say(sign('security'));
    await say(resume);
    await happened(7, 'AiSystemSignedOff', 'AiSystemResumed');

    await machine.travelTo(on(400));
    await happened(
      9,
      'AiSystemReviewReminded',
      'AiSystemReviewReminded',
      'AiSystemReviewOverdue',
      'AiSystemSuspended',
    );
    expect((await state())?.suspension?.reason).toBe('review_lapsed');
    const next = planReview(defaultApprovalPolicy.calendar, 12, on(400));
    await say({ type: 'review', by: 'olga', actor: olga, note: 'Made up for.', next } as { type: string });
    await say(resume);
    await happened(13, 'AiSystemReviewed', 'AiSystemResumed');
    expect(await state()).toMatchObject({ state: 'live', nextReviewAt: next.nextReviewAt });

    await say({ type: 'decommission', by: 'olga', actor: olga, reason: 'Replaced.' } as { type: string });
    await handle.result();
    expect((await state())?.state).toBe('decommissioned');
  },
);
