import type { Instant, PersonId } from '../domain/decider.ts';
import { type PersonField, personFields } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import { DirectoryRefusal, refuseManagerCircle, requireManager } from './directory-change.ts';
import { isTaken, recordIdentity, streamOf } from './identity.ts';

/** What the directory keeps of a person beside their roles and whether they are active. */
export interface PersonRecord {
  userName: string;
  name: string;
  email: string | null;
  manager: PersonId | null;
  team: string | null;
  timeZone: string | null;
  externalId: string | null;
}

/** The column that each field stands in. */
export const personColumn = {
  userName: 'user_name',
  name: 'name',
  email: 'email',
  manager: 'manager_id',
  team: 'team',
  timeZone: 'time_zone',
  externalId: 'external_id',
} as const satisfies Record<PersonField, string>;

/**
 * Changes a person's record, within `changeDirectory`. On record is which fields have changed, not what they hold.
 * @throws {DirectoryRefusal} for a user name that is taken, and for people who would be their own manager
 */
export async function changePerson(
  trx: DatabaseTransaction,
  person: PersonId,
  change: Partial<PersonRecord>,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const before = await trx
    .selectFrom('person')
    .select(Object.values(personColumn))
    .where('id', '=', person)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const fields = personFields.filter(
    (field) => change[field] !== undefined && change[field] !== before[personColumn[field]],
  );
  if (fields.length === 0) return;
  if (change.userName !== undefined && (await isTaken(trx, change.userName, person))) {
    throw new DirectoryRefusal('taken', 'This user name is taken.', 'userName');
  }
  await requireManager(trx, change.manager ?? null);
  const row = Object.fromEntries(fields.map((field) => [personColumn[field], change[field]]));
  if (change.manager === person) {
    throw new DirectoryRefusal('invalid', 'Nobody is their own manager.', 'manager');
  }
  await trx
    .updateTable('person')
    .set({ ...row, updated_at: at })
    .where('id', '=', person)
    .execute();
  if (fields.includes('manager')) await refuseManagerCircle(trx, person);
  await recordIdentity(trx, streamOf(person), [{ type: 'PersonChanged', at, by, person, fields }]);
}
