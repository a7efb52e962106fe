import { fold } from '../domain/decider.ts';
import type { Duty, DutyEvent } from '../domain/duty-state.ts';
import { duty as decider } from '../domain/duty.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';

/** Folds the events into the read model of duties, with what has fired. Nobody is told: what a duty starts does that. */
export async function projectDuty(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly DutyEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('duty').select('detail').where('id', '=', id).executeTakeFirst();
  const duty = fold(decider, row?.detail, events);
  if (duty === undefined) return [];
  const values = rowOf(duty, seqBefore + events.length);
  await trx
    .insertInto('duty')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  const firings = events.flatMap((event, index) => firingOf(event, id, seqBefore + index + 1));
  if (firings.length > 0) await trx.insertInto('duty_firing').values(firings).execute();
  return [];
}

function rowOf(duty: Duty, seq: number) {
  const { definition, nextAt } = duty;
  return {
    title: definition.title,
    state: stateOf(duty),
    next_at: nextAt,
    seq,
    detail: JSON.stringify(duty),
  };
}

function stateOf({ withdrawnAt, paused }: Duty) {
  if (withdrawnAt !== null) return 'withdrawn' as const;
  return paused === null ? ('active' as const) : ('paused' as const);
}

function firingOf(event: DutyEvent, duty: string, seq: number) {
  if (event.type !== 'DutyFired' && event.type !== 'DutyRunNow') return [];
  const [occasion, reason] =
    event.type === 'DutyFired' ? [event.scheduledAt, null] : [event.occasion, event.reason];
  const { at, by, subject } = event;
  return [{ duty_id: duty, seq, occasion, fired_at: at, fired_by: by, reason, subject }];
}
