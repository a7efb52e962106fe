import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { RoleAddressSet } from '../domain/role-address.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, recordFacts } from './facts.ts';

/** Where a role is reached as a whole; with neither, its members are asked in turn. */
export interface RoleAddress {
  role: Role;
  mail: string | null;
  slackUrl: string | null;
}

export async function roleAddressOf(db: Database | DatabaseTransaction, role: Role): Promise<RoleAddress> {
  const row = await selectAddresses(db).where('role', '=', role).executeTakeFirst();
  return row ?? { role, mail: null, slackUrl: null };
}

/** Addresses of the roles that have one. */
export async function listRoleAddresses(db: Database): Promise<RoleAddress[]> {
  return selectAddresses(db).orderBy('role').execute();
}

export async function setRoleAddress(
  db: Database,
  { role, mail, slackUrl }: RoleAddress,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const ways: RoleAddressSet['ways'] = [
    ...(mail === null ? [] : (['mail'] as const)),
    ...(slackUrl === null ? [] : (['slack'] as const)),
  ];
  const set: RoleAddressSet = { type: 'RoleAddressSet', at, by, role, ways };
  await inTransaction(db, (trx) =>
    recordFacts(trx, `role-address/${role}`, [set], async (open) => {
      const row = { mail, slack_url: slackUrl };
      if (ways.length === 0) await open.deleteFrom('role_address').where('role', '=', role).execute();
      else {
        await open
          .insertInto('role_address')
          .values({ role, ...row })
          .onConflict((conflict) => conflict.column('role').doUpdateSet(row))
          .execute();
      }
    }),
  );
}

function selectAddresses(db: Database | DatabaseTransaction) {
  return db.selectFrom('role_address').select(['role', 'mail', 'slack_url as slackUrl']);
}
