import type { Database } from './database.ts';
import { nameKey } from './name-key.ts';

export interface SystemName {
  id: string;
  name: string;
}

/** The names of systems; one that is not in the register keeps its id for a name. */
export async function systemNames(
  db: Database,
  ids: readonly string[],
): Promise<(id: string | null) => SystemName | null> {
  const wanted = [...new Set(ids)];
  const rows =
    wanted.length === 0
      ? []
      : await db.selectFrom('ai_system').select(['id', 'name']).where('id', 'in', wanted).execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => (id === null ? null : (known.get(id) ?? { id, name: id }));
}

/** The system of an id or of a name; of several with one name that which is still used, and was opened last. */
export async function findSystemByReference(
  db: Database,
  reference: string,
): Promise<SystemName | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference);
  return db
    .selectFrom('ai_system')
    .select(['id', 'name'])
    .where((eb) => (isId ? eb('id', '=', reference.toLowerCase()) : eb('name_key', '=', nameKey(reference))))
    .orderBy((eb) => eb('state', '=', 'decommissioned'))
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
