import { isGrpcServiceError, ScheduleNotFoundError } from '@temporalio/client';
import { carryOut } from '../db/duty-command.ts';
import { findDuty } from '../db/duty.ts';
import type { DutyCommand } from '../domain/duty-state.ts';
import { scheduleNoteOf } from '../domain/duty.ts';
import { dutyAt } from './duty-list.ts';
import { keyReused, temporalDeadlineMs, unknown } from './process.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';

/** What is asked of one duty. */
interface Asked {
  params: { id: string };
  services: Services;
  at: string;
}

/** Carries out what somebody wants of a duty, or answers as it was answered before; throws a Problem where it is refused. */
export async function commandDuty({ params: { id }, services }: Asked, command: DutyCommand): Promise<void> {
  if ((await findDuty(services.db, id)) === undefined) throw unknown({ noun: 'duty' });
  const outcome = await carryOut(services.db, id, command);
  if (outcome.requestHash !== (command.requestHash ?? null)) throw keyReused();
  if (outcome.status === 'accepted') return;
  const { code, detail, pointer } = outcome.refusal;
  throw new Problem(code, detail, { errors: pointer === undefined ? [] : [{ pointer, detail }] });
}

/** The duty as it now stands: 200, or 202 where its schedule has not followed yet. */
export async function dutyReply(
  { params: { id }, services, at }: Asked,
  status: 200 | 202 = 200,
): Promise<Reply> {
  const body = await dutyAt(services, id, at);
  if (body === undefined) throw unknown({ noun: 'duty' });
  return { status, body };
}

/**
 * Has the duty's schedule follow the register at once. Returns whether it does; where Temporal is away the worker sees
 * to it later.
 */
export async function scheduleFollows({ params: { id }, services }: Asked): Promise<boolean> {
  const { db, temporal } = services;
  const found = await findDuty(db, id);
  if (found === undefined) return false;
  const handle = temporal.schedule.getHandle(id);
  const note = scheduleNoteOf(found.state);
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      found.state.paused === null ? handle.unpause(note) : handle.pause(note),
    );
    return true;
  } catch (error) {
    const away = isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause));
    if (away || error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}
