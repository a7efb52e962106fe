import { sql } from 'kysely';
import type { Vendor, VendorState } from '../domain/vendor-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import type { Recorded } from './process.ts';
import { uuidOf } from './uuid.ts';

export function vendorStream(id: string): string {
  return `vendor/${id}`;
}

export async function findVendor(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<Vendor> | undefined> {
  const row = await db
    .selectFrom('vendor')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/**
 * The id of the vendor of this name, registered or to be: whoever names it first and second mean the same one, in a race
 * too. One that comes back after it was off-boarded is another. The database's name and its first event make the ids of
 * one register other than those of the next: their workflows may share a namespace of Temporal.
 */
export async function vendorIdOf(db: Database | DatabaseTransaction, name: string): Promise<string> {
  const rows = await db
    .selectFrom('vendor')
    .select(['id', 'state'])
    .where('name_key', '=', nameKey(name))
    .orderBy('id')
    .execute();
  const standing = rows.find(({ state }) => state !== 'off_boarded');
  if (standing !== undefined) return standing.id;
  const first = await db
    .selectFrom('event')
    .select(['hash', sql<string>`current_database()`.as('database')])
    .orderBy('position')
    .limit(1)
    .executeTakeFirstOrThrow();
  return uuidOf(['vendor', first.database, first.hash.toString('hex'), nameKey(name), rows.length]);
}

/** Ids of vendors that a workflow must be running for, in batches by keyset. */
export async function openVendorIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('vendor')
    .select('id')
    .where('state', '<>', 'off_boarded')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Names by id, of those that are in the register. */
export async function vendorNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('vendor').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Ids by name as it is looked for, of vendors that are not off-boarded. */
export async function vendorsByName(db: Database, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('vendor')
    .select(['id', 'name_key'])
    .where('name_key', 'in', names.map(nameKey))
    .where('state', '<>', 'off_boarded')
    .execute();
  return new Map(rows.map(({ id, name_key }) => [name_key, id]));
}

/** Where a vendor stands, for whoever adds a file to it: it stays there until the transaction ends. */
export async function vendorStateFor(
  trx: DatabaseTransaction,
  vendor: string,
): Promise<VendorState | undefined> {
  const row = await trx
    .selectFrom('vendor')
    .select('state')
    .where('id', '=', vendor)
    .forShare()
    .executeTakeFirst();
  return row?.state;
}

/** Whether there is such a vendor. */
export async function isVendor(db: Database, vendor: string): Promise<boolean> {
  const row = await db.selectFrom('vendor').select('id').where('id', '=', vendor).executeTakeFirst();
  return row !== undefined;
}
