import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { CausedEvent, DomainEvent, Refusal } from '../domain/decider.ts';
import { adoptionRequestGuard } from './adoption-request-guard.ts';
import type { DatabaseTransaction } from './database.ts';

export interface FailedGuard {
  /** The command that led to the event that may not be. */
  commandId: string;
  refusal: Refusal;
}

type Guard = (trx: DatabaseTransaction, id: string, event: DomainEvent) => Promise<Refusal | undefined>;

/** What an event of a stream needs to hold elsewhere, by the stream's first word. */
const guards: Record<string, Guard> = {
  'adoption-request': (trx, id, event) => adoptionRequestGuard(trx, id, event as AdoptionRequestEvent),
};

/**
 * The first event that something elsewhere in the register does not allow; what was read for that is locked until the
 * transaction ends, so two streams cannot disagree. Called once the events are projected.
 */
export async function failedGuard(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<FailedGuard | undefined> {
  const [kind = '', id = ''] = stream.split('/');
  const guard = guards[kind];
  if (guard === undefined) return undefined;
  for (const { event, commandId } of events) {
    const refusal = await guard(trx, id, event);
    if (refusal === undefined) continue;
    if (commandId === null) throw new Error(`a guard refused ${event.type}, which nobody asked for`);
    return { commandId, refusal };
  }
  return undefined;
}
