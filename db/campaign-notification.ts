import { sql } from 'kysely';
import type { AssignmentKind } from '../domain/assignment.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { NotificationKind } from '../domain/notification-kind.ts';
import { campaignStream, campaignTopic } from './campaign.ts';
import type { DatabaseTransaction } from './database.ts';
import { headOf } from './event-store.ts';

interface CampaignName {
  id: string;
  kind: AssignmentKind;
}

/** Tells those people of the event that was recorded last who have not done yet what they are asked for. */
export async function tellPeople(
  trx: DatabaseTransaction,
  { id, kind }: CampaignName,
  message: NotificationKind,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  const stream = campaignStream(id);
  const { seq } = await headOf(trx, stream);
  await sql`
    insert into notification (stream, seq, kind, recipient, topic, at)
    select ${stream}, ${seq}::integer, ${message}, 'person/' || person_id, ${campaignTopic(kind, id)}, ${at}
    from assignment
    where campaign_id = ${id} and person_id = any (${people}::text[]) and fulfilled_at is null
    on conflict do nothing`.execute(trx);
}

/** Tells their managers, each once however many of their people it is; compliance managers, for those without one. */
export async function tellManagers(
  trx: DatabaseTransaction,
  { id, kind }: CampaignName,
  message: NotificationKind,
  people: readonly PersonId[],
  at: Instant,
): Promise<void> {
  const stream = campaignStream(id);
  const { seq } = await headOf(trx, stream);
  await sql`
    insert into notification (stream, seq, kind, recipient, about, topic, at)
    select distinct ${stream}, ${seq}::integer, ${message},
      coalesce('person/' || m.id, 'role/compliance_manager'),
      case when m.id is null then 'compliance_manager' end, ${campaignTopic(kind, id)}, ${at}::timestamptz
    from person p left join person m on m.id = p.manager_id and m.active
    where p.id = any (${people}::text[])
    on conflict do nothing`.execute(trx);
}
