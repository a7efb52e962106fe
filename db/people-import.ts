import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { type IdentityEvent, type PersonField, personFields } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import { keepAdministrator } from './directory-change.ts';
import { inBatches, recordIdentities } from './identity-batch.ts';
import { type Known, type Matched, matchRows, type PersonRow } from './people-match.ts';

export interface RowOutcome {
  row: number;
  userName: string;
  person: PersonId;
  outcome: 'added' | 'changed' | 'left' | 'returned' | 'unchanged';
}

/**
 * Carries out all rows in one transaction, within `changeDirectory`. People whom no row names are not touched.
 * @throws {ImportRefusal} with everything that is wrong, when anything is
 * @throws {DirectoryRefusal} when nobody could administer Countersign any more
 */
export async function importPeople(
  trx: DatabaseTransaction,
  rows: readonly PersonRow[],
  by: PersonId,
  at: Instant,
): Promise<RowOutcome[]> {
  const everybody = await readEverybody(trx);
  const matched = matchRows(rows, everybody);
  const eventsOf = new Map<PersonId, IdentityEvent[]>();
  for (const one of matched) {
    const events = eventsFor(one, by, at);
    if (events.length > 0) eventsOf.set(one.after.id, events);
  }
  const touched = matched.filter(({ after }) => eventsOf.has(after.id));
  await writeRecords(trx, touched, at);
  await recordIdentities(trx, eventsOf);
  const everyEvent = [...eventsOf.values()].flat();
  if (everyEvent.some(({ type }) => type === 'RoleRevoked' || type === 'PersonDeactivated')) {
    await keepAdministrator(trx);
  }
  return matched.map(({ row, after, before }) => ({
    row: row.row,
    userName: after.userName,
    person: after.id,
    outcome: outcomeOf(before, after, eventsOf.has(after.id)),
  }));
}

async function readEverybody(trx: DatabaseTransaction): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select id, user_name as "userName", name, email, manager_id as "manager", team, time_zone as "timeZone", active,
           array(select role from person_role r where r.person_id = person.id and 'hand' = any(r.sources)) as roles
    from person`.execute(trx);
  return rows;
}

function eventsFor({ before, after }: Matched, by: PersonId, at: Instant): IdentityEvent[] {
  const stamp = { at, by, person: after.id };
  const fields = before === undefined ? [] : changedFields(before, after);
  const held = before?.roles ?? [];
  const wasActive = before?.active ?? true;
  return [
    ...(before === undefined ? [{ ...stamp, type: 'PersonAdded' as const }] : []),
    ...(fields.length > 0 ? [{ ...stamp, type: 'PersonChanged' as const, fields }] : []),
    ...after.roles
      .filter((role) => !held.includes(role))
      .map((role) => ({ ...stamp, type: 'RoleGranted' as const, role, source: 'hand' as const })),
    ...held
      .filter((role) => !after.roles.includes(role))
      .map((role) => ({ ...stamp, type: 'RoleRevoked' as const, role, source: 'hand' as const })),
    ...(wasActive && !after.active ? [{ ...stamp, type: 'PersonDeactivated' as const }] : []),
    ...(!wasActive && after.active ? [{ ...stamp, type: 'PersonReactivated' as const }] : []),
  ];
}

function changedFields(before: Known, after: Known): PersonField[] {
  const imported = personFields.filter((field) => field !== 'externalId');
  return imported.filter((field) => before[field] !== after[field]);
}

/** A row of the file may name a manager who comes further down: managers are written once everybody is there. */
async function writeRecords(
  trx: DatabaseTransaction,
  touched: readonly Matched[],
  at: Instant,
): Promise<void> {
  const added = touched.filter(({ before }) => before === undefined);
  for (const batch of inBatches(added)) {
    const rows = batch.map(({ after }) => ({
      id: after.id,
      user_name: after.userName,
      name: after.name,
      email: after.email,
      active: true,
      team: after.team,
      time_zone: after.timeZone,
      created_at: at,
      updated_at: at,
    }));
    await trx.insertInto('person').values(rows).execute();
  }
  const changed = touched.filter(({ before, after }) =>
    before === undefined ? after.manager !== null : changedFields(before, after).length > 0,
  );
  const column = (field: 'id' | 'name' | 'email' | 'manager' | 'team' | 'timeZone') =>
    changed.map(({ after }) => after[field]);
  await sql`
    update person set name = said.name, email = said.email, manager_id = said.manager, team = said.team,
                      time_zone = said.time_zone, updated_at = ${at}
    from unnest(${column('id')}::text[], ${column('name')}::text[], ${column('email')}::text[],
                ${column('manager')}::text[], ${column('team')}::text[], ${column('timeZone')}::text[])
         as said (id, name, email, manager, team, time_zone)
    where person.id = said.id`.execute(trx);
}

function outcomeOf(before: Known | undefined, after: Known, touched: boolean): RowOutcome['outcome'] {
  if (before === undefined) return 'added';
  if (before.active !== after.active) return after.active ? 'returned' : 'left';
  return touched ? 'changed' : 'unchanged';
}
