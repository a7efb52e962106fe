import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { sendNextProcessMessages } from '../../db/process-message.ts';
import type { AuditEngagementCommand } from '../../domain/audit-engagement.ts';
import type { DomainEvent } from '../../domain/decider.ts';
import type { EvidenceRequestCommand } from '../../domain/evidence-request.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;
const manager = { person: 'chris', roles: ['compliance_manager' as const], actsFor: [] };
const auditor = { person: 'erin', roles: ['external_auditor' as const], actsFor: [] };

const after = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();

async function opened(days: number): Promise<{ id: string; endsAt: string }> {
  const [id, at] = [randomUUID(), await machine.now()];
  const endsAt = after(at, days);
  const open: AuditEngagementCommand = {
    id,
    by: 'chris',
    at,
    actor: manager,
    type: 'open',
    title: 'Stage 2',
    firm: 'Certification body',
    scope: { from: '2026-01-01', until: '2026-06-30', systems: 'all' },
    period: { from: '2026-01-01T00:00:00.000Z', until: '2026-06-30T23:59:59.999Z' },
    endsOn: endsAt.slice(0, 10),
    endsAt,
    auditors: ['erin'],
  };
  await start('auditEngagement', `audit-engagement/${id}`, { id, open });
  await recorded(`audit-engagement/${id}`, 1);
  return { id, endsAt };
}

async function asked(
  engagement: string,
  days: number,
  to: string | null,
): Promise<{ id: string; dueAt: string }> {
  const [id, at] = [randomUUID(), await machine.now()];
  const dueAt = after(at, days);
  const ask: EvidenceRequestCommand = {
    id,
    by: 'erin',
    at,
    actor: auditor,
    type: 'ask',
    engagement,
    title: 'Training records',
    text: '',
    to,
    dueAt,
  };
  await start('evidenceRequest', `evidence-request/${id}`, { id, ask });
  await recorded(`evidence-request/${id}`, 1);
  return { id, dueAt };
}

function start(type: string, workflowId: string, input: object) {
  const { workflow } = machine.environment.client;
  return workflow.start(type, { workflowId, taskQueue: machine.taskQueue, args: [input] });
}

function recorded(stream: string, count: number): Promise<DomainEvent[]> {
  return eventually(async () => {
    const events = await readEvents(machine.database.db, stream);
    return events.length === count && events;
  });
}

async function holders(id: string): Promise<string[]> {
  const rows = await machine.database.db
    .selectFrom('task')
    .select('holder')
    .where('stream', '=', `evidence-request/${id}`)
    .orderBy('holder')
    .execute();
  return rows.map(({ holder }) => holder);
}

it('an engagement is reminded of twice, ends at its instant, and calls off what is still asked', async () => {
  const { id, endsAt } = await opened(30);
  const request = await asked(id, 29.5, null);
  await machine.travelTo(after(endsAt, 0.1));
  const events = await recorded(`audit-engagement/${id}`, 4);
  expect(events.map(({ type }) => type)).toEqual([
    'AuditEngagementOpened',
    'AuditEngagementReminded',
    'AuditEngagementReminded',
    'AuditEngagementEnded',
  ]);
  const [, week, dayBefore, end] = events;
  for (const [event, days] of [
    [week, -7],
    [dayBefore, -1],
  ] as const) {
    const late = Date.parse(event?.at ?? '') - Date.parse(after(endsAt, days));
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
  }
  expect(end?.at).toBe(endsAt);
  const { workflow } = machine.environment.client;
  await sendNextProcessMessages(
    machine.database.db,
    await machine.now(),
    (stream, command) => workflow.getHandle(stream).signal(command.type, command),
    (error) => {
      throw error;
    },
  );
  await workflow.getHandle(`evidence-request/${request.id}`).result();
  const last = (await readEvents(machine.database.db, `evidence-request/${request.id}`)).at(-1);
  expect(last).toMatchObject({ type: 'EvidenceRequestCalledOff', reason: 'The engagement has ended.' });
  expect(await holders(request.id)).toEqual([]);
}, 60_000);

it('a request is reminded of before it is due and when it is, and then goes past whoever was asked', async () => {
  const { id: engagement } = await opened(90);
  const ofAll = await asked(engagement, 10, null);
  const ofOne = await asked(engagement, 10, 'owner');
  await machine.travelTo(after(ofOne.dueAt, 0.1));
  for (const [{ id }, to, waiting] of [
    [ofAll, 'management', ['role/compliance_manager', 'role/management']],
    [ofOne, 'compliance_manager', ['person/owner', 'role/compliance_manager']],
  ] as const) {
    const events = await recorded(`evidence-request/${id}`, 4);
    expect(events.slice(1)).toMatchObject([
      { type: 'EvidenceRequestReminded', overdue: false },
      { type: 'EvidenceRequestReminded', overdue: true },
      { type: 'EvidenceRequestEscalated', to },
    ]);
    expect(await holders(id)).toEqual(waiting);
  }
  const answer: EvidenceRequestCommand = {
    id: randomUUID(),
    by: 'chris',
    at: await machine.now(),
    type: 'answer',
    actor: manager,
    text: 'Here.',
    files: [],
  };
  await machine.environment.client.workflow
    .getHandle(`evidence-request/${ofOne.id}`)
    .signal('answer', answer);
  await recorded(`evidence-request/${ofOne.id}`, 5);
  expect(await holders(ofOne.id)).toEqual([]);
}, 60_000);
