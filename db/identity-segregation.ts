import { sql } from 'kysely';
import type { IdentityEvent } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import { DirectoryRefusal } from './directory-change.ts';

/**
 * Whoever audits from outside holds no role of the organisation, whichever way roles come: by hand, by a group, by a claim
 * of the identity provider or by an import. Looked at once the events are projected.
 * @throws {DirectoryRefusal} when somebody would hold both
 */
export async function keepExternalApart(
  trx: DatabaseTransaction,
  events: readonly IdentityEvent[],
): Promise<void> {
  const people = events.flatMap((event) => (event.type === 'RoleGranted' ? [event.person] : []));
  if (people.length === 0) return;
  const { rows } = await sql<{ name: string }>`
    select p.name from person p
    where p.id in (
      select person_id from person_role where person_id = any (${people}::text[])
      group by person_id having bool_or(role = 'external_auditor') and count(*) > 1)
    limit 1`.execute(trx);
  const [mixed] = rows;
  if (mixed === undefined) return;
  throw new DirectoryRefusal('invalid', `An external auditor holds no other role: ${mixed.name}.`, 'roles');
}
