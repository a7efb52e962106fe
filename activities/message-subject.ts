import { policyInForce } from '../db/approval-policy.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { namesOf } from '../db/directory.ts';
import { readEvents } from '../db/event-store.ts';
import type { AiSystem, AiSystemEvent } from '../domain/ai-system-state.ts';
import type { Action, ActionEvent } from '../domain/action.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import type { DomainEvent, PersonId } from '../domain/decider.ts';
import type { ManagementReview, ManagementReviewEvent } from '../domain/management-review-state.ts';
import type { OversightCase, OversightCaseEvent } from '../domain/oversight-case-state.ts';
import type { Policy, PolicyEvent } from '../domain/policy-state.ts';
import type { Risk, RiskEvent } from '../domain/risk-state.ts';
import { pagePathOf } from '../domain/topic.ts';
import type { UsageAudit, UsageAuditEvent } from '../domain/usage-audit-state.ts';
import type { Vendor, VendorEvent } from '../domain/vendor-state.ts';
import { instantInWords, onOneLine } from './words.ts';

/** Everything that a message about a process is made of. */
export interface Subject<State, Event extends DomainEvent = DomainEvent> {
  delivery: Delivery;
  /** As it is now. */
  state: State;
  /** What happened. */
  event: Event;
  title: string;
  nameOf: (id: PersonId) => string;
  /** Where the process is read. */
  url: string;
  timeZone: string;
}

export type ActionSubject = Subject<Action, ActionEvent>;
export type AiSystemSubject = Subject<AiSystem, AiSystemEvent>;
export type ManagementReviewSubject = Subject<ManagementReview, ManagementReviewEvent>;
export type OversightCaseSubject = Subject<OversightCase, OversightCaseEvent>;
export type PolicySubject = Subject<Policy, PolicyEvent>;
export type RequestSubject = Subject<AdoptionRequest>;
export type RiskSubject = Subject<Risk, RiskEvent>;
export type UsageAuditSubject = Subject<UsageAudit, UsageAuditEvent>;
export type VendorSubject = Subject<Vendor, VendorEvent>;

/** What the register holds of the process that a message is about. */
interface Held<State> {
  state: State;
  title: string;
  /** Everybody whom the message may name, beside who brought the event about. */
  people: PersonId[];
}

/** The recipient's time zone, or else the organisation's. */
export async function timeZoneOf(db: Database, { person }: Delivery): Promise<string> {
  return person?.timeZone ?? (await policyInForce(db)).rules.calendar.timeZone;
}

export async function subjectOf<State, Event extends DomainEvent = DomainEvent>(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
  held: Held<State> | undefined,
): Promise<Subject<State, Event>> {
  const { topic, stream, seq, memberId } = delivery;
  const [event] = stream === null || seq === null ? [] : await readEvents<Event>(db, stream, seq - 1, seq);
  if (topic === null || held === undefined || event === undefined) {
    throw new Error(`delivery ${delivery.id} tells of an event that the register does not hold`);
  }
  const nameOf = await namesOf(db, [event.by, ...held.people, ...(memberId === null ? [] : [memberId])]);
  return {
    delivery,
    state: held.state,
    event,
    title: onOneLine(held.title),
    nameOf: (person) => onOneLine(nameOf(person).name, 80),
    url: `${publicUrl}${pagePathOf(topic)}`,
    timeZone: await timeZoneOf(db, delivery),
  };
}

/** "Due" or "Was due", and when. */
export function dueFact(due: string | null, timeZone: string): { label: string; value: string }[] {
  if (due === null) return [];
  return [{ label: isPast(due) ? 'Was due' : 'Due', value: instantInWords(due, timeZone) }];
}

export function isPast(instant: string): boolean {
  return instant <= new Date().toISOString();
}
