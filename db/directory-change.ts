import pg from 'pg';
import { sql } from 'kysely';
import type { PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';

export type DirectoryRefusalCode = 'invalid' | 'last_administrator' | 'not_found' | 'taken';

/** A change of the directory that may not be; thrown, so that nothing of its transaction stays. */
export class DirectoryRefusal extends Error {
  override readonly name = 'DirectoryRefusal';
  readonly code: DirectoryRefusalCode;
  /** The field at fault, as the API names it, where there is one. */
  readonly field: string | undefined;

  constructor(code: DirectoryRefusalCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

const attempts = 3;

/**
 * Changes the directory in one transaction, one writer after the other: what is checked about everybody (no circle of
 * managers, always an administrator) stays true until the commit.
 * @throws {DirectoryRefusal} when it may not be; nothing has changed then
 */
export async function changeDirectory<Result>(
  db: Database,
  work: (trx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (trx) => {
        await lockDirectory(trx);
        return work(trx);
      });
    } catch (error) {
      if (attempt === attempts || !cameBetween(error)) throw refusalOf(error);
    }
  }
}

/** Until the transaction ends, nobody else changes what has to hold for the directory as a whole. */
export async function lockDirectory(trx: DatabaseTransaction): Promise<void> {
  await lockStream(trx, 'directory');
}

/** @throws {DirectoryRefusal} when nobody could administer Countersign any more */
export async function keepAdministrator(trx: DatabaseTransaction): Promise<void> {
  const left = await trx
    .selectFrom('person_role')
    .innerJoin('person', 'person.id', 'person_role.person_id')
    .select('person.id')
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (left === undefined) {
    throw new DirectoryRefusal(
      'last_administrator',
      'This is the last active administrator: make somebody else one first.',
    );
  }
}

/** @throws {DirectoryRefusal} when the person would be their own manager, be it over others */
export async function refuseManagerCircle(trx: DatabaseTransaction, person: PersonId): Promise<void> {
  const { rows } = await sql<{ circle: boolean }>`
    with recursive above as (
      select manager_id as id from person where id = ${person}
      union
      select p.manager_id from person p join above on p.id = above.id
    )
    select exists (select from above where id = ${person}) as circle`.execute(trx);
  if (rows[0]?.circle === true) {
    throw new DirectoryRefusal('invalid', 'Nobody is their own manager, directly or over others.', 'manager');
  }
}

/** @throws {DirectoryRefusal} when the manager is nobody in the directory */
export async function requireManager(trx: DatabaseTransaction, manager: PersonId | null): Promise<void> {
  if (manager === null) return;
  const found = await trx.selectFrom('person').select('id').where('id', '=', manager).executeTakeFirst();
  if (found === undefined) {
    throw new DirectoryRefusal('invalid', 'The manager is nobody in the directory.', 'manager');
  }
}

/** Somebody else wrote to a stream that a change of very many people could not lock. */
function cameBetween(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && error.table === 'event';
}

const uniqueFields: Record<string, [field: string, message: string]> = {
  person_user_name_key: ['userName', 'This user name is taken.'],
  person_by_user_name: ['userName', 'This user name is taken.'],
  person_external_id: ['externalId', 'Another person has this external id.'],
  directory_group_display_name_key: ['displayName', 'Another group has this name.'],
  directory_group_external_id_key: ['externalId', 'Another group has this external id.'],
};

function refusalOf(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return error;
  const taken = uniqueFields[error.constraint ?? ''];
  return taken === undefined ? error : new DirectoryRefusal('taken', taken[1], taken[0]);
}
