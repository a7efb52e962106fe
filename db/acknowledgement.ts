import { type RawBuilder, sql } from 'kysely';
import type { AcknowledgementEvent } from '../domain/acknowledgement.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { fulfilAssignments, isAnybodyOutstanding } from './assignment.ts';
import { wakeCampaign } from './campaign-wake.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';
import { holdPolicyVersion } from './policy-version.ts';

export interface Acknowledgement {
  policy: string;
  person: PersonId;
  version: number;
  hash: string;
  at: Instant;
}

/** Why an acknowledgement is not taken. */
export type AcknowledgementRefusal = 'unknown_version' | 'not_in_force' | 'other_text';

/**
 * Puts on record that a person agrees to a version that is in force, as they saw it. Once it is, it stays as it is: who says
 * so again gets the first.
 */
export async function acknowledge(
  db: Database,
  { policy, person, version, hash, at }: Acknowledgement,
): Promise<Acknowledgement | AcknowledgementRefusal> {
  return inTransaction(db, async (trx) => {
    const stream = `acknowledgement/${person}`;
    await lockStream(trx, stream);
    const before = await find(trx, { policy, person, version });
    if (before !== undefined) return before.hash === hash ? before : 'other_text';
    const held = await holdPolicyVersion(trx, policy, version);
    if (held === undefined) return 'unknown_version';
    if (held.state !== 'published') return 'not_in_force';
    if (held.hash !== hash) return 'other_text';
    const event: AcknowledgementEvent = {
      type: 'PolicyAcknowledged',
      at,
      by: person,
      policy,
      version,
      hash,
    };
    await recordFacts(trx, stream, [event], projectAcknowledgement);
    if (!(await isAnybodyOutstanding(trx, policy))) await wakeCampaign(trx, policy, at);
    return { policy, person, version, hash, at };
  });
}

export async function projectAcknowledgement(
  trx: DatabaseTransaction,
  events: readonly AcknowledgementEvent[],
): Promise<void> {
  for (const { policy, by: person, version, hash, at } of events) {
    await trx
      .insertInto('acknowledgement')
      .values({ policy_id: policy, person_id: person, version, hash, at })
      .execute();
    await fulfilAssignments(trx, [{ campaign: policy, person, version, at, until: null }]);
  }
}

async function find(
  trx: DatabaseTransaction,
  { policy, person, version }: Pick<Acknowledgement, 'policy' | 'person' | 'version'>,
): Promise<Acknowledgement | undefined> {
  return trx
    .selectFrom('acknowledgement')
    .select(columns)
    .where('policy_id', '=', policy)
    .where('person_id', '=', person)
    .where('version', '=', version)
    .executeTakeFirst();
}

const columns = ['policy_id as policy', 'person_id as person', 'version', 'hash', 'at'] as const;

/** The version that a person acknowledged last, if any. */
export function lastAcknowledgement(
  db: Database,
  policy: string,
  person: PersonId,
): Promise<Acknowledgement | undefined> {
  return db
    .selectFrom('acknowledgement')
    .select(columns)
    .where('policy_id', '=', policy)
    .where('person_id', '=', person)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What a person has acknowledged, the last first. */
export function acknowledgementsBy(
  db: Database,
  person: PersonId,
  limit: number,
): Promise<Acknowledgement[]> {
  return db
    .selectFrom('acknowledgement')
    .select(columns)
    .where('person_id', '=', person)
    .orderBy('at', 'desc')
    .orderBy('policy_id')
    .limit(limit)
    .execute();
}

/** Somebody who had acknowledged a policy by an instant, with the version that they had. */
export interface Acknowledged {
  person: PersonId;
  userName: string;
  name: string;
  team: string | null;
  version: number;
  hash: string;
  at: Instant;
}

/**
 * Who had acknowledged a policy by `at`, each with the last version that they had; or, of one `version`, who had
 * acknowledged that one, whatever they had acknowledged since. In the order of user names.
 */
export async function acknowledgedAt(
  db: Database,
  policy: string,
  at: Instant,
  {
    version,
    after,
    manager,
    limit,
  }: {
    version?: number | undefined;
    after?: string | undefined;
    /** Only the people of this one. */
    manager?: PersonId | undefined;
    limit: number;
  },
): Promise<Acknowledged[]> {
  const { rows } = await acknowledged(
    policy,
    at,
    version === undefined ? sql`true` : sql`version = ${version}`,
    sql`p.user_name > ${after ?? ''} and ${manager === undefined ? sql`true` : sql`p.manager_id = ${manager}`}`,
    limit,
  ).execute(db);
  return rows;
}

function acknowledged(
  policy: string,
  at: Instant,
  ofVersion: RawBuilder<unknown>,
  behind: RawBuilder<unknown>,
  limit: number,
) {
  return sql<Acknowledged>`
    select p.id as person, p.user_name as "userName", p.name, p.team, k.version, k.hash, k.at
    from person p
    cross join lateral (
      select version, hash, at from acknowledgement
      where policy_id = ${policy} and person_id = p.id and at <= ${at} and ${ofVersion}
      order by version desc limit 1) k
    where ${behind}
    order by p.user_name
    limit ${limit}`;
}
