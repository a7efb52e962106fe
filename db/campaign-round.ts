import { type AssignmentKind, type AssignmentPassing, elapse } from '../domain/assignment.ts';
import type { CampaignEvent } from '../domain/campaign.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { NotificationKind } from '../domain/notification-kind.ts';
import { dueAssignments } from './assignment.ts';
import { type Campaign, findCampaign, recordCampaign } from './campaign.ts';
import { align, findMisaligned, lockAssignments } from './campaign-alignment.ts';
import { tellManagers, tellPeople } from './campaign-notification.ts';
import { reportCampaign } from './campaign-report.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';

/** So many people are dealt with in one transaction. */
const batchSize = 1_000;

const eventType = { reminded: 'Reminded', overdue: 'Overdue', renewed: 'Renewed' } as const;

const toPeople: Record<AssignmentKind, Record<AssignmentPassing, NotificationKind>> = {
  acknowledgement: {
    reminded: 'acknowledgement_reminder',
    overdue: 'acknowledgement_reminder',
    renewed: 'acknowledgement_requested',
  },
  training: { reminded: 'training_reminder', overdue: 'training_reminder', renewed: 'training_requested' },
};

const toManagers = { acknowledgement: 'acknowledgement_overdue', training: 'training_overdue' } as const;

/**
 * Everything that is to be done in a campaign by `now`: who is asked, who is reminded, whose manager is told, and what its
 * policy hears of it. In batches, each a transaction; `progress` is told after each. Returns when to look again; null when there is
 * nothing to wait for.
 */
export async function goRound(
  db: Database,
  id: string,
  now: Instant,
  progress: () => void = () => undefined,
): Promise<Instant | null> {
  for (let after: PersonId | undefined = ''; after !== undefined;) {
    const from: PersonId = after;
    after = await inTransaction(db, (trx) => alignNext(trx, id, from, now));
    progress();
  }
  while (await inTransaction(db, (trx) => passNext(trx, id, now))) progress();
  return inTransaction(db, (trx) => settleRound(trx, id, now));
}

/** The last one who was looked at; undefined when there is nobody behind them. */
async function alignNext(
  trx: DatabaseTransaction,
  id: string,
  after: PersonId,
  now: Instant,
): Promise<PersonId | undefined> {
  await lockAssignments(trx);
  const campaign = await toAlign(trx, id);
  if (campaign === undefined) return undefined;
  const misaligned = await findMisaligned(trx, campaign, { after });
  await align(trx, campaign, misaligned, now);
  if (misaligned.length === batchSize) return misaligned.at(-1)?.person;
  await trx.updateTable('campaign_wake').set({ to_align: false }).where('campaign_id', '=', id).execute();
  return undefined;
}

async function toAlign(trx: DatabaseTransaction, id: string): Promise<Campaign | undefined> {
  const row = await trx
    .selectFrom('campaign_wake')
    .select('to_align')
    .where('campaign_id', '=', id)
    .executeTakeFirst();
  return row?.to_align === true ? findCampaign(trx, id) : undefined;
}

/** False when time has brought nothing about any more. */
async function passNext(trx: DatabaseTransaction, id: string, now: Instant): Promise<boolean> {
  await lockAssignments(trx);
  const campaign = await findCampaign(trx, id);
  if (campaign === undefined) return false;
  const due = await dueAssignments(trx, id, now, batchSize);
  const passings = new Map<AssignmentPassing, PersonId[]>();
  for (const { person, assignment } of due) {
    for (const passing of elapse(assignment, now, campaign.terms)) {
      passings.set(passing, [...(passings.get(passing) ?? []), person]);
    }
  }
  // What is asked for again comes before the word that it is overdue already.
  for (const passing of ['renewed', 'overdue', 'reminded'] as const) {
    const people = passings.get(passing) ?? [];
    if (people.length > 0) await pass(trx, campaign, passing, people, now);
  }
  return due.length > 0;
}

async function pass(
  trx: DatabaseTransaction,
  { id, kind }: Campaign,
  passing: AssignmentPassing,
  people: PersonId[],
  at: Instant,
): Promise<void> {
  const event: CampaignEvent = { type: eventType[passing], at, by: system, people };
  await recordCampaign(trx, id, [event]);
  await tellPeople(trx, { id, kind }, toPeople[kind][passing], people, at);
  if (passing === 'overdue') await tellManagers(trx, { id, kind }, toManagers[kind], people, at);
}

/** Says what is to be said of the campaign as a whole, and notes until when its workflow sleeps. */
async function settleRound(trx: DatabaseTransaction, id: string, now: Instant): Promise<Instant | null> {
  // Whoever changes a part meanwhile waits here, and finds what was noted.
  const wake = await trx
    .selectFrom('campaign_wake')
    .selectAll()
    .where('campaign_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const campaign = await findCampaign(trx, id);
  if (wake === undefined || campaign === undefined) return null;
  // Something was set anew since this round began.
  if (wake.to_align) return now;
  const report = await reportCampaign(trx, campaign, wake.reported_version, now);
  const { next } = await trx
    .selectFrom('assignment')
    .select((eb) => eb.fn.min('next_at').as('next'))
    .where('campaign_id', '=', id)
    .executeTakeFirstOrThrow();
  const [wakeAt = null] = [next, report].filter((instant) => instant !== null).sort();
  await trx.updateTable('campaign_wake').set({ wake_at: wakeAt }).where('campaign_id', '=', id).execute();
  return wakeAt;
}
