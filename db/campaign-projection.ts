import { assigned, type AssignmentPassing, evolve } from '../domain/assignment.ts';
import type { CampaignEvent } from '../domain/campaign.ts';
import { daysAfter } from '../domain/days.ts';
import type { PersonId } from '../domain/decider.ts';
import { assignmentsOf, removeAssignments, saveAssignments } from './assignment.ts';
import { fulfilByWhatWasDone } from './assignment-done.ts';
import type { DatabaseTransaction } from './database.ts';

/** Brings a campaign and its assignments up to date with what happened in it. */
export async function projectCampaign(
  trx: DatabaseTransaction,
  id: string,
  events: readonly CampaignEvent[],
): Promise<void> {
  for (const event of events) await project(trx, id, event);
}

async function project(trx: DatabaseTransaction, id: string, event: CampaignEvent): Promise<void> {
  switch (event.type) {
    case 'CampaignOpened':
      return opened(trx, id, event);
    case 'Assigned': {
      const { version, people, at } = event;
      const { kind, terms } = await campaignOf(trx, id);
      const held = people.map((person) => ({ person, assignment: assigned(version, at, terms) }));
      await saveAssignments(trx, id, held, terms);
      return fulfilByWhatWasDone(trx, { id, kind, terms }, people, at);
    }
    case 'Unassigned':
      return removeAssignments(trx, id, event.people);
    case 'Reminded':
      return passed(trx, id, 'reminded', event);
    case 'Overdue':
      return passed(trx, id, 'overdue', event);
    case 'Renewed':
      return passed(trx, id, 'renewed', event);
    case 'CampaignEnded':
      await trx.updateTable('campaign').set({ ended_at: event.at }).where('id', '=', id).execute();
  }
}

async function opened(
  trx: DatabaseTransaction,
  id: string,
  { at, kind, version, audience, terms }: Extract<CampaignEvent, { type: 'CampaignOpened' }>,
): Promise<void> {
  const row = { kind, version, audience: JSON.stringify(audience), terms: JSON.stringify(terms) };
  const before = await trx.selectFrom('campaign').select('version').where('id', '=', id).executeTakeFirst();
  // Another audience for the same version gives nobody more time.
  const since = before?.version === version ? {} : { opened_at: at, due_at: daysAfter(at, terms.dueDays) };
  await trx
    .insertInto('campaign')
    .values({ id, ...row, opened_at: at, due_at: daysAfter(at, terms.dueDays), ended_at: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, ...since, ended_at: null }))
    .execute();
}

async function passed(
  trx: DatabaseTransaction,
  id: string,
  passing: AssignmentPassing,
  { at, people }: { at: string; people: PersonId[] },
): Promise<void> {
  const { terms } = await campaignOf(trx, id);
  const held = await assignmentsOf(trx, id, people);
  const after = held.map(({ person, assignment }) => ({
    person,
    assignment: evolve(assignment, passing, at, terms),
  }));
  await saveAssignments(trx, id, after, terms);
}

function campaignOf(trx: DatabaseTransaction, id: string) {
  return trx.selectFrom('campaign').select(['kind', 'terms']).where('id', '=', id).executeTakeFirstOrThrow();
}
