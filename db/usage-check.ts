import { sql } from 'kysely';
import type { DataClass } from '../domain/adoption-request-content.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Denial } from '../domain/usage-check.ts';
import type { Database } from './database.ts';
import { prepared } from './prepared-statement.ts';

/** An answer as it is kept: what was asked by whom, what it rested on, and what was said. */
export interface UsageCheck {
  id: string;
  at: Instant;
  askedBy: PersonId;
  /** As they were asked for, and whom and what that meant. */
  person: string;
  personId: PersonId | null;
  system: string;
  systemId: string | null;
  /** The last event of the system's that the answer rests on. */
  systemSeq: number | null;
  purpose: string;
  dataClass: DataClass;
  allowed: boolean;
  denials: Denial[];
}

/** Puts the answers on record, all of them or none, in one statement. */
export async function recordUsageChecks(db: Database, checks: readonly UsageCheck[]): Promise<void> {
  await sql`${prepared('usage-check')}
    insert into usage_check
      (id, at, asked_by, person, person_id, system, system_id, system_seq, purpose, data_class, allowed, denials)
    select id, at, "askedBy", person, "personId", system, "systemId", "systemSeq", purpose, "dataClass", allowed, denials
    from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb) as c(
      id uuid, at timestamptz, "askedBy" text, person text, "personId" text, system text, "systemId" uuid,
      "systemSeq" integer, purpose text, "dataClass" text, allowed boolean, denials jsonb)`.execute(db);
}

export type UsageCheckPosition = Pick<UsageCheck, 'at' | 'id'>;

/** One page of the answers about a system after `position`, newest first; only the refusals among them, where asked for. */
export async function usageChecksOf(
  db: Database,
  system: string,
  { allowed, person }: { allowed?: boolean | undefined; person?: PersonId | undefined },
  limit: number,
  position?: UsageCheckPosition,
): Promise<UsageCheck[]> {
  return db
    .selectFrom('usage_check')
    .select([
      'id',
      'at',
      'asked_by as askedBy',
      'person',
      'person_id as personId',
      'system',
      'system_id as systemId',
      'system_seq as systemSeq',
      'purpose',
      'data_class as dataClass',
      'allowed',
      'denials',
    ])
    .where('system_id', '=', system)
    .$if(allowed !== undefined, (query) => query.where('allowed', '=', allowed ?? false))
    .$if(person !== undefined, (query) => query.where('person_id', '=', person ?? ''))
    .$if(position !== undefined, (query) =>
      query.where(sql<boolean>`(at, id) < (${position?.at}::timestamptz, ${position?.id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
