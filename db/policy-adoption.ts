import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';

/** Which processes of a kind have come to their end and adopt no policy any more. */
const endOf = { vendor: 'off_boarded', risk: 'closed' } as const;

/**
 * Tells every process of a kind that has not ended, and stands on an earlier version, of the policy that is now in force.
 * One statement, in the transaction that publishes: no process is left with the old one, however many there are.
 */
export async function haveAdopted(
  trx: DatabaseTransaction,
  kind: keyof typeof endOf,
  policy: { version: number; hash: string; rules: object },
  at: Instant,
): Promise<void> {
  const command = JSON.stringify({ type: 'adoptPolicy', by: system, at, policy });
  await sql`
    insert into process_message (stream, command)
    select ${kind} || '/' || id,
           ${command}::jsonb || jsonb_build_object('id', ${kind} || '-policy/' || ${policy.version}::integer || '/' || id)
    from ${sql.table(kind)}
    where policy_version < ${policy.version} and state <> ${endOf[kind]}
    order by id`.execute(trx);
}
