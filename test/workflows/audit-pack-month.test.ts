import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prunePackFiles } from '../../db/audit-pack-file.ts';
import { findAuditPack } from '../../db/audit-pack.ts';
import { type AuditPackCommand, packKeptDays } from '../../domain/audit-pack.ts';
import { daysAfter } from '../../domain/days.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

it('a pack is made, kept for its time, and then only its record stays', async () => {
  const [id, at] = [randomUUID(), await machine.now()];
  const { db } = machine.database;
  const day = at.slice(0, 10);
  const ask: AuditPackCommand = {
    type: 'ask',
    id,
    by: 'ann',
    at,
    actor: { person: 'ann', roles: ['auditor'], actsFor: [] },
    title: 'Audit',
    scope: { from: day, until: day, systems: 'all' },
    since: at,
    until: at,
  };
  const { workflow } = machine.environment.client;
  const handle = await workflow.start('auditPack', {
    workflowId: `audit-pack/${id}`,
    taskQueue: machine.taskQueue,
    args: [{ id, ask }],
  });
  const ready = await eventually(async () => {
    const pack = await findAuditPack(db, id);
    return pack?.state.state === 'ready' && pack;
  });
  const keptUntil = ready.state.keptUntil ?? '';
  expect(keptUntil).toBe(daysAfter(ready.state.made?.at ?? '', packKeptDays));
  expect(await prunePackFiles(db)).toBe(0);
  await machine.travelTo(daysAfter(keptUntil, 1));
  await handle.result();
  expect((await findAuditPack(db, id))?.state).toMatchObject({ state: 'expired', made: ready.state.made });
  expect(await prunePackFiles(db)).toBe(1);
  expect(await db.selectFrom('audit_pack_file').selectAll().execute()).toEqual([]);
  expect(await prunePackFiles(db)).toBe(0);
});
