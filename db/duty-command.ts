import { randomUUID } from 'node:crypto';
import { type Instant, settle } from '../domain/decider.ts';
import type { DutyCommand, DutyDefinition } from '../domain/duty-state.ts';
import { duty as decider } from '../domain/duty.ts';
import { system } from '../domain/identity.ts';
import { findOutcomes, type StoredOutcome } from './command-outcome.ts';
import type { Database } from './database.ts';
import { findDuty, subjectOf } from './duty.ts';
import { record } from './record.ts';

/**
 * Decides a command on a duty and puts on record what became of it, all in one transaction: no process runs for a duty.
 * A command that was answered before gets the answer that it got.
 */
export async function carryOut(db: Database, id: string, command: DutyCommand): Promise<StoredOutcome> {
  for (;;) {
    const found = await findDuty(db, id);
    const standing = { state: found?.state, seq: found?.seq ?? 0 };
    const { events, outcomes } = settle(decider, standing, [command], command.at);
    await record(db, { stream: `duty/${id}`, expectedSeq: standing.seq, events, outcomes });
    const [outcome] = await findOutcomes(db, [command.id]);
    if (outcome !== undefined) return outcome;
  }
}

/** Declares a duty, or withdraws it where there is no definition of it any more. */
export async function redeclare(
  db: Database,
  id: string,
  definition: DutyDefinition | undefined,
  at: Instant,
): Promise<void> {
  const identity = { id: randomUUID(), by: system, at };
  const command: DutyCommand =
    definition === undefined
      ? { ...identity, type: 'withdraw' }
      : { ...identity, type: 'declare', definition };
  await carryOut(db, id, command);
}

/**
 * Fires a duty for an instant of its rhythm: once, however often it is asked to. What it starts is put down in the same
 * transaction.
 */
export async function fireDuty(
  db: Database,
  id: string,
  scheduledAt: Instant,
  at: Instant,
): Promise<StoredOutcome> {
  const found = await findDuty(db, id);
  if (found === undefined) throw new Error(`there is no duty ${id} to fire`);
  const subject = subjectOf(found.state.definition, scheduledAt);
  const commandId = `duty/${id}/${scheduledAt}`;
  return carryOut(db, id, { type: 'fire', id: commandId, by: system, at, scheduledAt, subject });
}
