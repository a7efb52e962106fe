import type { Role } from '../domain/identity.ts';
import type { Database } from './database.ts';
import type { PersonName } from './directory.ts';

/** Active members of a role by their names; with `like`, those whose name or user name holds this text. */
export async function listPeopleInRole(
  db: Database,
  role: Role,
  { limit, like = '' }: { limit: number; like?: string },
): Promise<PersonName[]> {
  const pattern = `%${like.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return db
    .selectFrom('person_role')
    .innerJoin('person', 'person.id', 'person_role.person_id')
    .select(['person.id', 'person.user_name as userName', 'person.name'])
    .where('person_role.role', '=', role)
    .where('person.active', '=', true)
    .$if(like !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('person.name', 'ilike', pattern), eb('person.user_name', 'ilike', pattern)]),
      ),
    )
    .orderBy('person.name')
    .orderBy('person.user_name')
    .distinct()
    .limit(limit)
    .execute();
}
