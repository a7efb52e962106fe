import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fireDuty, redeclare } from '../../db/duty-command.ts';
import { findDuty } from '../../db/duty.ts';
import { readEvents } from '../../db/event-store.ts';
import { findUsageAudit, listUsageAudits } from '../../db/usage-audit.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { daysAfter } from '../../domain/days.ts';
import { declaredDuties } from '../../domain/duty-catalogue.ts';
import type { UsageAudit, UsageAuditEvent } from '../../domain/usage-audit-state.ts';
import { relayProcessMessages } from '../../worker/process-message-relay.ts';
import { auditor, confirming, type Said, taking } from '../domain/usage-audit-beginning.ts';
import { eventually } from '../eventually.ts';
import { systemInUse } from '../system-in-use.ts';
import { useOf } from '../usage-story.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
  const { db } = machine.database;
  await db
    .insertInto('person')
    .values({ id: 'auditor', user_name: 'auditor', name: 'auditor', email: null, active: true })
    .execute();
  await db
    .insertInto('person_role')
    .values({ person_id: 'auditor', role: 'compliance_manager', sources: ['hand'] })
    .execute();
});
afterAll(() => machine.close());

async function audits(system: string): Promise<{ id: string; audit: UsageAudit }[]> {
  const { db } = machine.database;
  const listed = await listUsageAudits(db, { system }, 50);
  const found = await Promise.all(listed.map(({ id }) => findUsageAudit(db, id)));
  return found
    .flatMap((one) => (one === undefined ? [] : [{ id: one.id, audit: one.state }]))
    .sort((a, b) => (a.audit.until < b.audit.until ? -1 : 1));
}

/** Hands on whatever processes have to say to each other, as the worker's relay does. */
async function relay(): Promise<void> {
  const { database, environment, taskQueue } = machine;
  const log = pino({ level: 'warn' });
  while ((await relayProcessMessages({ db: database.db, client: environment.client, taskQueue, log })) > 0);
}

async function say(id: string, said: Said): Promise<void> {
  const at = await machine.now();
  const by = (said.actor as { person: string } | undefined)?.person ?? 'system';
  const command = { id: randomUUID(), by, at, ...said };
  await machine.environment.client.workflow.getHandle(`usage-audit/${id}`).signal(said.type, command);
}

async function typesOf(id: string): Promise<string[]> {
  const events = await readEvents<UsageAuditEvent>(machine.database.db, `usage-audit/${id}`);
  return events.map(({ type }) => type);
}

describe('a year of usage audits', () => {
  it('has each system of high risk audited four times, each once, also over an outage, and loses no use', async () => {
    const { db } = machine.database;
    const system = await systemInUse(db, { tier: 'high' });
    const sources = { timeZone: 'Europe/Berlin', checkpointIntervalSeconds: 300, policies: [] };
    const quarterly = declaredDuties(sources).find(({ id }) => id === 'usage-audit-quarterly');
    const id = quarterly?.id ?? '';
    await redeclare(db, id, quarterly, await machine.now());
    const quarters: string[] = [];
    const nextQuarter = async () => (await findDuty(db, id))?.state.nextAt ?? '';
    for (const quarter of [1, 2, 3, 4]) {
      const instant = await nextQuarter();
      quarters.push(instant);
      const used = Array.from({ length: quarter }, (_, index) =>
        useOf(system, daysAfter(instant, -1 - index)),
      );
      await ingestUsage(db, used, daysAfter(instant, -0.5));
      await machine.travelTo(daysAfter(instant, quarter === 3 ? 0 : 0.1));
      // The server fires more than once where it is not sure; and in the third quarter nothing runs that hears of it.
      await fireDuty(db, id, instant, await machine.now());
      await fireDuty(db, id, instant, await machine.now());
      if (quarter !== 3) await relay();
    }
    const all = await eventually(async () => {
      const found = await audits(system);
      return found.length >= 4 && found.every(({ audit }) => audit.figures !== null) && found;
    });
    expect(all.map(({ audit }) => audit.until)).toEqual(quarters);
    expect(all.map(({ audit }) => audit.figures?.uses)).toEqual([1, 2, 3, 4]);
    const periods = all.map(({ audit }) => [audit.figures?.since, audit.figures?.until]);
    expect(periods.slice(1).map(([since]) => since)).toEqual(quarters.slice(0, 3));
    expect(new Set(all.map(({ id: one }) => one)).size).toBe(4);
  }, 120_000);
});

describe('a usage audit that nobody cares for', () => {
  it('reminds twice, goes to management once, and is signed all the same', async () => {
    const { db } = machine.database;
    const system = await systemInUse(db, { tier: 'low' });
    const id = randomUUID();
    const until = await machine.now();
    const said = { system, name: 'Scores', tier: 'low', reason: 'cycle', note: '', round: null, until };
    await machine.environment.client.workflow.signalWithStart('usageAudit', {
      workflowId: `usage-audit/${id}`,
      taskQueue: machine.taskQueue,
      args: [{ id }],
      signal: 'open',
      signalArgs: [{ type: 'open', id: randomUUID(), by: 'system', at: until, ...said }],
    });
    const state = async (holds: (audit: UsageAudit) => boolean) =>
      eventually(async () => {
        const found = await findUsageAudit(db, id);
        return found !== undefined && holds(found.state) && found.state;
      });
    const { openedAt } = await state((audit) => audit.state === 'waiting');
    await machine.travelTo(daysAfter(openedAt, 16));
    await eventually(async () => (await typesOf(id)).includes('UsageAuditReminded'));
    await machine.travelTo(daysAfter(openedAt, 300));
    await state(({ escalatedAt }) => escalatedAt !== null);
    expect(await typesOf(id)).toEqual([
      'UsageAuditOpened',
      'UsageGathered',
      'UsageAuditReminded',
      'UsageAuditReminded',
      'UsageAuditEscalated',
    ]);
    await say(id, taking);
    await state(({ auditor: person }) => person === auditor.person);
    await say(id, confirming);
    await state((audit) => audit.state === 'signed');
    await machine.environment.client.workflow.getHandle(`usage-audit/${id}`).result();
  });
});
