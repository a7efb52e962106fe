import type { AccessGrantEvent } from '../domain/access-grant-state.ts';
import type { ActionEvent } from '../domain/action.ts';
import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { CausedEvent, DomainEvent, Refusal } from '../domain/decider.ts';
import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import { accessGrantGuard, lockForAcceptance } from './access-grant-guard.ts';
import { aiSystemGuard } from './ai-system-guard.ts';
import { actionGuard, lockForCompletion } from './action-guard.ts';
import { adoptionRequestGuard, lockForApproval } from './adoption-request-guard.ts';
import type { EvidenceRequestEvent } from '../domain/evidence-request.ts';
import { gapGuard } from './gap-guard.ts';
import type { GapEvent } from '../domain/gap-state.ts';
import type { OversightCaseEvent } from '../domain/oversight-case-state.ts';
import { auditEngagementStream } from './audit-engagement.ts';
import type { DatabaseTransaction } from './database.ts';
import { evidenceRequestGuard, lockForEvidenceRequest } from './evidence-request-guard.ts';
import { lockStream } from './facts.ts';
import { lockForReview, oversightCaseGuard } from './oversight-case-guard.ts';
import type { UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { lockForAudit, usageAuditGuard } from './usage-audit-guard.ts';

export interface FailedGuard {
  /** The command that led to the event that may not be. */
  commandId: string;
  refusal: Refusal;
}

type Guard = (trx: DatabaseTransaction, id: string, event: DomainEvent) => Promise<Refusal | undefined>;

/** What an event of a stream needs to hold elsewhere, by the stream's first word. */
const guards: Record<string, Guard> = {
  'access-grant': (trx, id, event) => accessGrantGuard(trx, id, event as AccessGrantEvent),
  'ai-system': (trx, id, event) => aiSystemGuard(trx, id, event as AiSystemEvent),
  action: (trx, id, event) => actionGuard(trx, id, event as ActionEvent),
  'adoption-request': (trx, id, event) => adoptionRequestGuard(trx, id, event as AdoptionRequestEvent),
  'evidence-request': (trx, id, event) => evidenceRequestGuard(trx, id, event as EvidenceRequestEvent),
  gap: (trx, id, event) => gapGuard(trx, id, event as GapEvent),
  'oversight-case': (trx, id, event) => oversightCaseGuard(trx, id, event as OversightCaseEvent),
  'usage-audit': (trx, id, event) => usageAuditGuard(trx, id, event as UsageAuditEvent),
};

type Lock = (trx: DatabaseTransaction, id: string, events: readonly DomainEvent[]) => Promise<void>;

/** What a stream's events are kept apart from: what a guard reads has no other event meanwhile. */
const locks: Record<string, Lock> = {
  'access-grant': (trx, _id, events) => lockForAcceptance(trx, events as AccessGrantEvent[]),
  action: (trx, id, events) => lockForCompletion(trx, id, events as ActionEvent[]),
  'adoption-request': (trx, id, events) => lockForApproval(trx, id, events as AdoptionRequestEvent[]),
  'ai-system': (trx, id) => lockStream(trx, `ai-system/${id}`),
  'audit-engagement': (trx, id) => lockStream(trx, auditEngagementStream(id)),
  'evidence-request': (trx, id, events) => lockForEvidenceRequest(trx, id, events as EvidenceRequestEvent[]),
  'oversight-case': (trx, _id, events) => lockForReview(trx, events as OversightCaseEvent[]),
  risk: (trx, id) => lockStream(trx, `risk/${id}`),
  'usage-audit': (trx, id, events) => lockForAudit(trx, id, events as UsageAuditEvent[]),
  vendor: (trx, id) => lockStream(trx, `vendor/${id}`),
};

/** To be called before the events get their places in the record, which is then in the order in which things held. */
export async function lockForGuards(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<void> {
  const [kind = '', id = ''] = stream.split('/');
  await locks[kind]?.(
    trx,
    id,
    events.map(({ event }) => event),
  );
}

/**
 * The first event that something elsewhere in the register does not allow. Called once the events are projected.
 */
export async function failedGuard(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<FailedGuard | undefined> {
  const [kind = '', id = ''] = stream.split('/');
  const guard = guards[kind];
  if (guard === undefined) return undefined;
  for (const { event, commandId } of events) {
    const refusal = await guard(trx, id, event);
    if (refusal === undefined) continue;
    if (commandId === null) throw new Error(`a guard refused ${event.type}, which nobody asked for`);
    return { commandId, refusal };
  }
  return undefined;
}
