import type { Instant, PersonId } from '../domain/decider.ts';
import type { Delegation, DelegationEvent } from '../domain/delegation.ts';
import type { ActsFor, SignOffRole } from '../domain/identity.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { recordFacts } from './facts.ts';
import { notifyOfDelegation } from './notification.ts';

/** Grants a delegation; the caller has checked who may. */
export async function grantDelegation(
  db: Database,
  delegation: Omit<Delegation, 'revokedAt'>,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const granted: DelegationEvent = { type: 'DelegationGranted', at, by, delegation };
    await recordDelegation(trx, delegation.id, [granted]);
    await notifyOfDelegation(trx, delegation, at);
  });
}

/** Ends a delegation early; false when it had been revoked already. */
export async function revokeDelegation(
  db: Database,
  id: string,
  by: PersonId,
  at: Instant,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const open = await trx
      .selectFrom('delegation')
      .select('id')
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (open === undefined) return false;
    const revoked: DelegationEvent = { type: 'DelegationRevoked', at, by };
    await recordDelegation(trx, id, [revoked]);
    return true;
  });
}

export async function findDelegation(db: Database, id: string): Promise<Delegation | undefined> {
  const row = await db.selectFrom('delegation').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toDelegation(row);
}

/** Delegations from or to the person (or anyone's), the latest to end first. */
export async function listDelegations(db: Database, person?: PersonId): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .$if(person !== undefined, (query) =>
      query.where((eb) => eb.or([eb('from_id', '=', person ?? ''), eb('to_id', '=', person ?? '')])),
    )
    .orderBy('ends_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(toDelegation);
}

/** For whom the person stands in at `at`: only for active people, and only for roles that these still hold. */
export async function actsFor(db: Database, person: PersonId, at: Instant): Promise<ActsFor[]> {
  const rows = await db
    .selectFrom('delegation as d')
    .innerJoin('person as p', 'p.id', 'd.from_id')
    .innerJoin('person_role as r', (join) =>
      join.onRef('r.person_id', '=', 'd.from_id').on((eb) => eb('r.role', '=', eb.fn.any('d.roles'))),
    )
    .select(['d.id', 'd.from_id', 'r.role'])
    .where('d.to_id', '=', person)
    .where('d.starts_at', '<=', at)
    .where('d.ends_at', '>', at)
    .where((eb) => eb.or([eb('d.revoked_at', 'is', null), eb('d.revoked_at', '>', at)]))
    .where('p.active', '=', true)
    .orderBy('d.id')
    .execute();
  const byDelegation = new Map<string, ActsFor>();
  for (const { id, from_id, role } of rows) {
    const entry = byDelegation.get(id) ?? { person: from_id, delegation: id, roles: [] };
    entry.roles.push(role as SignOffRole);
    byDelegation.set(id, entry);
  }
  return [...byDelegation.values()];
}

async function recordDelegation(
  trx: DatabaseTransaction,
  id: string,
  events: readonly DelegationEvent[],
): Promise<void> {
  await recordFacts(trx, `delegation/${id}`, events, (open, recorded) =>
    projectDelegation(open, id, recorded),
  );
}

export async function projectDelegation(
  trx: DatabaseTransaction,
  id: string,
  events: readonly DelegationEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === 'DelegationGranted') {
      const { from, to, roles, startsAt, endsAt, reason } = event.delegation;
      await trx
        .insertInto('delegation')
        .values({
          id,
          from_id: from,
          to_id: to,
          roles,
          starts_at: startsAt,
          ends_at: endsAt,
          reason,
          revoked_at: null,
        })
        .execute();
    } else {
      await trx.updateTable('delegation').set({ revoked_at: event.at }).where('id', '=', id).execute();
    }
  }
}

interface DelegationRow {
  id: string;
  from_id: PersonId;
  to_id: PersonId;
  roles: SignOffRole[];
  starts_at: Instant;
  ends_at: Instant;
  reason: string;
  revoked_at: Instant | null;
}

function toDelegation(row: DelegationRow): Delegation {
  return {
    id: row.id,
    from: row.from_id,
    to: row.to_id,
    roles: row.roles,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    reason: row.reason,
    revokedAt: row.revoked_at,
  };
}
