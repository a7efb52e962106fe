import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { ApprovalPolicyEvent } from '../domain/approval-policy.ts';
import type { CommentEvent } from '../domain/comment.ts';
import type { CausedEvent, DomainEvent } from '../domain/decider.ts';
import type { DelegationEvent } from '../domain/delegation.ts';
import type { IdentityEvent } from '../domain/identity.ts';
import { projectAdoptionRequest } from './adoption-request-projection.ts';
import { projectApprovalPolicy } from './approval-policy.ts';
import { projectComment } from './comment.ts';
import type { DatabaseTransaction } from './database.ts';
import { projectDelegation } from './delegation.ts';
import { projectIdentity } from './identity.ts';

type Projection = (
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly DomainEvent[],
) => Promise<void>;

/** Which read model the events of a stream belong to, by the stream's first word. */
const projections: Record<string, Projection> = {
  'adoption-request': (trx, id, seq, events) =>
    projectAdoptionRequest(trx, id, seq, events as AdoptionRequestEvent[]),
  'approval-policy': (trx, _id, _seq, events) => projectApprovalPolicy(trx, events as ApprovalPolicyEvent[]),
  comment: (trx, id, _seq, events) => projectComment(trx, id, events as CommentEvent[]),
  delegation: (trx, id, _seq, events) => projectDelegation(trx, id, events as DelegationEvent[]),
  identity: (trx, _id, _seq, events) => projectIdentity(trx, events as IdentityEvent[]),
};

/** Brings the read model of a stream's kind up to date with events that follow `seqBefore`. */
export async function projectEvents(
  trx: DatabaseTransaction,
  stream: string,
  seqBefore: number,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<void> {
  if (events.length === 0) return;
  const [kind = '', id = ''] = stream.split('/');
  const project = projections[kind];
  if (project === undefined) throw new Error(`no read model is known for ${stream}`);
  await project(
    trx,
    id,
    seqBefore,
    events.map(({ event }) => event),
  );
}
