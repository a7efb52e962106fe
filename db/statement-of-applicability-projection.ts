import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { applicabilityNotifications } from '../domain/statement-of-applicability-notification.ts';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityEvent,
} from '../domain/statement-of-applicability-state.ts';
import {
  signsApplicability,
  statementOfApplicability as decider,
} from '../domain/statement-of-applicability.ts';
import { daysAfter } from '../domain/days.ts';
import type { DatabaseTransaction } from './database.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the statement of applicability and its versions. Returns who must be told of them. */
export async function projectApplicability(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly StatementOfApplicabilityEvent[],
): Promise<Notification[]> {
  const row = await trx
    .selectFrom('statement_of_applicability')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = { seq: seqBefore + events.length, detail: JSON.stringify(current) };
  await trx
    .insertInto('statement_of_applicability')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  for (const event of events) await projectVersion(trx, event);
  await replaceTasks(trx, `statement-of-applicability/${id}`, tasksOf(current));
  return applicabilityNotifications(row?.detail, seqBefore, events);
}

async function projectVersion(trx: DatabaseTransaction, event: StatementOfApplicabilityEvent): Promise<void> {
  const { at, by, version } = event;
  const table = 'statement_of_applicability_version';
  switch (event.type) {
    case 'ApplicabilityProposed': {
      const { content, hash, note } = event;
      const proposed = {
        version,
        hash,
        note,
        content: JSON.stringify(content),
        proposed_by: by,
        proposed_at: at,
      };
      await trx
        .insertInto(table)
        .values({ ...proposed, state: 'proposed', reason: '' })
        .execute();
      return;
    }
    case 'ApplicabilitySigned':
      await trx.updateTable(table).set({ state: 'superseded' }).where('state', '=', 'in_force').execute();
      return decide({ state: 'in_force', reason: '' });
    case 'ApplicabilityRefused':
      return decide({ state: 'refused', reason: event.reason });
    case 'ApplicabilityTakenBack':
      return decide({ state: 'taken_back', reason: event.reason });
    case 'ApplicabilityReminded':
  }

  async function decide(outcome: { state: 'in_force' | 'refused' | 'taken_back'; reason: string }) {
    const values = { ...outcome, decided_by: by, decided_at: at };
    await trx.updateTable(table).set(values).where('version', '=', version).execute();
  }
}

/** For management, but not for whoever put it forward. */
function tasksOf({ proposed }: StatementOfApplicability): Task[] {
  if (proposed === null) return [];
  return [
    {
      key: `version ${proposed.version}`,
      kind: 'statement_of_applicability',
      holder: { role: signsApplicability },
      escalated: false,
      title: `Statement of applicability, version ${proposed.version}`,
      barred: [proposed.by],
      since: proposed.at,
      dueAt: daysAfter(proposed.at, 7),
    },
  ];
}
