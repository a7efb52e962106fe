import { randomUUID } from 'node:crypto';
import { carryOut, redeclare } from '../db/duty-command.ts';
import type { DutyDefinition, DutyStart } from '../domain/duty-state.ts';
import { scheduleOf } from '../worker/duty-schedule.ts';
import { findDuty } from '../db/duty.ts';
import type { TestOrganisation } from './test-organisation.ts';

/** A duty of its own, declared and with a schedule unless it says otherwise; returns its id. */
export async function declaredDuty(
  { database: { db }, client, taskQueue }: TestOrganisation,
  {
    starts = { kind: 'management_review' },
    schedule = true,
    paused = false,
  }: {
    starts?: DutyStart;
    schedule?: boolean;
    paused?: boolean;
  } = {},
): Promise<string> {
  const id = `duty-${randomUUID()}`;
  const at = new Date().toISOString();
  const every =
    starts.kind === 'checkpoint' || starts.kind === 'control_evaluation'
      ? { seconds: 86_400 }
      : { months: 12, since: '2026-02-01', hour: 6, timeZone: 'Europe/Berlin' };
  const definition: DutyDefinition = { id, title: 'Review of everything', starts, every };
  await redeclare(db, id, definition, at);
  if (paused) {
    const actor = { person: 'person-1', roles: ['administrator' as const], actsFor: [] };
    await carryOut(db, id, { type: 'pause', id: randomUUID(), by: 'person-1', at, actor, reason: 'Later' });
  }
  const found = await findDuty(db, id);
  if (schedule && found !== undefined) {
    await client.schedule.create({ scheduleId: id, ...scheduleOf(found.state, taskQueue) });
  }
  return id;
}
