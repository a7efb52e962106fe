import { sql } from 'kysely';
import type { AssignmentKind } from '../domain/assignment.ts';
import { type CampaignEvent, mostPeopleInEvent } from '../domain/campaign.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { NotificationKind } from '../domain/notification-kind.ts';
import { type Campaign, openCampaigns, recordCampaign } from './campaign.ts';
import { tellPeople } from './campaign-notification.ts';
import { wakeCampaignBy } from './campaign-wake.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';

const requested: Record<AssignmentKind, NotificationKind> = {
  acknowledgement: 'acknowledgement_requested',
  training: 'training_requested',
};

/**
 * Until the transaction ends, nobody else works out who is asked for what: whoever joins while a version comes into force
 * is seen by one of the two.
 */
export async function lockAssignments(trx: DatabaseTransaction): Promise<void> {
  await lockStream(trx, 'assignments');
}

/**
 * Asks people for what their roles and teams call for now, and no longer for what they do not; in the transaction that
 * changes them, behind the change.
 */
export async function alignPeople(
  trx: DatabaseTransaction,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  if (people.length === 0) return;
  // First of all: a campaign that opens meanwhile sees these people, or these see it.
  await lockAssignments(trx);
  for (const campaign of await openCampaigns(trx)) {
    for (let from = 0; from < people.length; from += mostPeopleInEvent) {
      const some = people.slice(from, from + mostPeopleInEvent);
      const misaligned = await findMisaligned(trx, campaign, { among: some });
      const next = await align(trx, campaign, misaligned, at);
      if (next !== null) await wakeCampaignBy(trx, campaign.id, next, at);
    }
  }
}

/** Somebody whose part in a campaign is not what it should be: they are to be asked, or not to be asked any more. */
export interface Misaligned {
  person: PersonId;
  wanted: boolean;
}

/** At most a thousand, in the order of their ids. */
export async function findMisaligned(
  trx: DatabaseTransaction,
  { id, version, audience, endedAt }: Campaign,
  { among, after = '' }: { among?: readonly PersonId[]; after?: PersonId },
): Promise<Misaligned[]> {
  const { everyone, roles, teams, people } = audience;
  // What the organisation asks of its people is nothing to those who audit it from outside.
  const isOfAudience = sql`p.active
    and not exists (select from person_role r where r.person_id = p.id and r.role = 'external_auditor')
    and (${everyone}
    or p.team = any (${teams}::text[])
    or p.id = any (${people}::text[])
    or exists (select from person_role r where r.person_id = p.id and r.role = any (${roles}::text[])))`;
  const { rows } = await sql<Misaligned>`
    select person, wanted from (
      select p.id as person, a.version as known, ${endedAt === null ? isOfAudience : sql`false`} as wanted
      from person p left join assignment a on a.campaign_id = ${id} and a.person_id = p.id
      where p.id > ${after} and ${among === undefined ? sql`true` : sql`p.id = any (${among}::text[])`}
    ) as part
    where case when wanted then known is null or known < ${version} else known is not null end
    order by person limit ${mostPeopleInEvent}`.execute(trx);
  return rows;
}

/**
 * Puts down who is asked from now on and who is not any more, and tells those who are. Returns when time will bring
 * something about for them; null where it never will.
 */
export async function align(
  trx: DatabaseTransaction,
  { id, kind, version }: Pick<Campaign, 'id' | 'kind' | 'version'>,
  misaligned: readonly Misaligned[],
  at: Instant,
): Promise<Instant | null> {
  const wanted = misaligned.filter((one) => one.wanted).map(({ person }) => person);
  const unwanted = misaligned.filter((one) => !one.wanted).map(({ person }) => person);
  const by = system;
  if (unwanted.length > 0) await recordCampaign(trx, id, [{ type: 'Unassigned', at, by, people: unwanted }]);
  if (wanted.length === 0) return null;
  const assigned: CampaignEvent = { type: 'Assigned', at, by, version, people: wanted };
  await recordCampaign(trx, id, [assigned]);
  await tellPeople(trx, { id, kind }, requested[kind], wanted, at);
  return earliestOf(trx, id, wanted);
}

async function earliestOf(
  trx: DatabaseTransaction,
  campaign: string,
  people: readonly PersonId[],
): Promise<Instant | null> {
  const { next } = await trx
    .selectFrom('assignment')
    .select((eb) => eb.fn.min('next_at').as('next'))
    .where('campaign_id', '=', campaign)
    .where(sql<boolean>`person_id = any (${people}::text[])`)
    .executeTakeFirstOrThrow();
  return next;
}
