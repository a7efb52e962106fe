import { type Selectable, sql } from 'kysely';
import type { AccessGrantEvent } from '../domain/access-grant-state.ts';
import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { AuditEngagementEvent } from '../domain/audit-engagement.ts';
import type { CausedEvent, Command, DomainEvent, Instant } from '../domain/decider.ts';
import type { DutyEvent } from '../domain/duty-state.ts';
import { system } from '../domain/identity.ts';
import type { ManagementReviewEvent } from '../domain/management-review-state.ts';
import type { OversightCaseEvent } from '../domain/oversight-case-state.ts';
import type { PolicyEvent } from '../domain/policy-state.ts';
import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import type { RiskEvent } from '../domain/risk-state.ts';
import type { ShadowAiEvent } from '../domain/shadow-ai.ts';
import type { StatementOfApplicabilityEvent } from '../domain/statement-of-applicability-state.ts';
import type { UsageAuditEvent } from '../domain/usage-audit-state.ts';
import type { VendorEvent } from '../domain/vendor-state.ts';
import { consequencesOfAccessGrant } from './access-grant-consequence.ts';
import { consequencesOfAdoptionRequest } from './adoption-request-consequence.ts';
import { consequencesOfAiSystem } from './ai-system-consequence.ts';
import { consequencesOfAuditEngagement } from './audit-engagement-consequence.ts';
import { consequencesOfShadowAi } from './shadow-ai-consequence.ts';
import type { Consequence } from './consequence.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { consequencesOfDuty } from './duty-consequence.ts';
import { inTransaction } from './facts.ts';
import { consequencesOfManagementReview } from './management-review-consequence.ts';
import { consequencesOfOversightCase } from './oversight-case-consequence.ts';
import { consequencesOfPolicy } from './policy-consequence.ts';
import { consequencesOfRisk } from './risk-consequence.ts';
import type { Schema } from './schema.ts';
import { consequencesOfApplicability } from './statement-of-applicability-consequence.ts';
import { consequencesOfUsageAudit } from './usage-audit-consequence.ts';
import { consequencesOfVendor } from './vendor-consequence.ts';

type Consequences = (trx: DatabaseTransaction, id: string, event: DomainEvent) => Promise<Consequence[]>;

/** What follows from the events of a stream for other processes, by the stream's first word. */
const consequences: Record<string, Consequences> = {
  'access-grant': (trx, id, event) => consequencesOfAccessGrant(trx, id, event as AccessGrantEvent),
  'adoption-request': (trx, id, event) =>
    consequencesOfAdoptionRequest(trx, id, event as AdoptionRequestEvent),
  'ai-system': (trx, id, event) => consequencesOfAiSystem(trx, id, event as AiSystemEvent),
  'audit-engagement': (trx, id, event) =>
    consequencesOfAuditEngagement(trx, id, event as AuditEngagementEvent),
  duty: (trx, id, event) => consequencesOfDuty(trx, id, event as DutyEvent),
  'management-review': (trx, id, event) =>
    consequencesOfManagementReview(trx, id, event as ManagementReviewEvent),
  'oversight-case': (trx, id, event) => consequencesOfOversightCase(trx, id, event as OversightCaseEvent),
  policy: (trx, id, event) => consequencesOfPolicy(trx, id, event as PolicyEvent),
  risk: (trx, id, event) => consequencesOfRisk(trx, id, event as RiskEvent),
  'shadow-ai': (trx, _id, event) => consequencesOfShadowAi(trx, event as ShadowAiEvent),
  'statement-of-applicability': (_trx, id, event) =>
    Promise.resolve(consequencesOfApplicability(id, event as StatementOfApplicabilityEvent)),
  'usage-audit': (trx, id, event) => consequencesOfUsageAudit(trx, id, event as UsageAuditEvent),
  vendor: (trx, id, event) => consequencesOfVendor(trx, id, event as VendorEvent),
};

/**
 * Puts down what other processes must be told of these events, in their transaction: neither is ever without the other.
 * A message's command id is made of where its event stands, so however often it is sent, it is one command.
 */
export async function sendProcessMessages(
  trx: DatabaseTransaction,
  stream: string,
  seqBefore: number,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<void> {
  const [kind = '', id = ''] = stream.split('/');
  const follow = consequences[kind];
  if (follow === undefined) return;
  for (const [index, { event }] of events.entries()) {
    const following = await follow(trx, id, event);
    if (following.length === 0) continue;
    const commands = following.map(({ command }, place) => {
      const id = messageId(stream, seqBefore + index + 1, place);
      return JSON.stringify({ by: system, at: event.at, ...command, id });
    });
    // By arrays, because a statement takes only so many parameters: an event may have thousands to tell.
    await sql`
      insert into process_message (stream, command)
      select * from unnest(${following.map(({ stream: to }) => to)}::text[], ${commands}::jsonb[])`.execute(
      trx,
    );
  }
}

/** The command id of what an event at `seq` has to say, or the first of what it has. */
export function messageId(stream: string, seq: number, place = 0): string {
  return `${stream}/${seq}/${place}`;
}

/** At most so many are sent in one transaction. */
const batchSize = 50;

/**
 * Hands the oldest messages to `send`, and forgets those that were sent; one that failed waits for half a minute, and
 * with it those behind it to the same process: a process hears what it is told in the order in which it was put down.
 * For that one relay is at work at a time. Returns how many were taken.
 */
export async function sendNextProcessMessages(
  db: Database,
  at: Instant,
  send: (stream: string, command: Command) => Promise<void>,
  failed: (error: unknown, stream: string) => void,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    if (!(await isOnlyRelay(trx))) return 0;
    const messages = await dueMessages(trx, at);
    const sent: number[] = [];
    const late: number[] = [];
    const sendInOrder = async (stream: string, toStream: Message[]) => {
      for (const { id, command } of toStream) {
        try {
          await send(stream, command);
          sent.push(id);
        } catch (error) {
          failed(error, stream);
          late.push(id);
          return;
        }
      }
    };
    await Promise.all([...byStream(messages)].map(([stream, toStream]) => sendInOrder(stream, toStream)));
    if (sent.length > 0) await trx.deleteFrom('process_message').where('id', 'in', sent).execute();
    if (late.length > 0) {
      const tryAt = new Date(Date.parse(at) + 30_000).toISOString();
      await trx.updateTable('process_message').set({ try_at: tryAt }).where('id', 'in', late).execute();
    }
    return messages.length;
  });
}

type Message = Selectable<Schema['process_message']>;

async function isOnlyRelay(trx: DatabaseTransaction): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('process-message', 0)) as locked`.execute(trx);
  return rows[0]?.locked === true;
}

async function dueMessages(trx: DatabaseTransaction, at: Instant): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select * from process_message m
    where not exists (
      select from process_message late
      where late.stream = m.stream and late.id <= m.id and late.try_at > ${at}::timestamptz)
    order by id
    limit ${batchSize}`.execute(trx);
  return rows;
}

function byStream(messages: readonly Message[]): Map<string, Message[]> {
  const streams = new Map<string, Message[]>();
  for (const message of messages)
    streams.set(message.stream, [...(streams.get(message.stream) ?? []), message]);
  return streams;
}
