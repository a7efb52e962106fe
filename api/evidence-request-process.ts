import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import { listEvidence } from '../db/evidence.ts';
import { evidenceRequestStream, findEvidenceRequest } from '../db/evidence-request.ts';
import type { Recorded } from '../db/process.ts';
import type { PersonId } from '../domain/decider.ts';
import {
  type EvidenceRequest,
  evidenceRequest,
  type EvidenceRequestCommand,
} from '../domain/evidence-request.ts';
import { evidenceRequestAttributesOf } from '../workflows/evidence-request-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to requests for evidence. */
export const evidenceRequestProcess: ProcessKind<EvidenceRequest, EvidenceRequestCommand> = {
  kind: 'evidence-request',
  noun: 'request for evidence',
  workflowType: 'evidenceRequest',
  path: '/v1/evidence-requests',
  decider: evidenceRequest,
  find: findEvidenceRequest,
  async represent(db, recorded) {
    return { body: await evidenceRequestRepresentation(db, recorded), etag: `"${recorded.seq}"` };
  },
  attributesOf: evidenceRequestAttributesOf,
  summaryOf: ({ to }) => `Request for evidence · to ${to === null ? 'compliance managers' : 'one person'}`,
  refusalExtensions: (_db, { state, dueAt }) => Promise.resolve({ state, dueAt }),
};

async function evidenceRequestRepresentation(db: Database, { id, state }: Recorded<EvidenceRequest>) {
  const { to, rounds, settled } = state;
  const [nameOf, files] = await Promise.all([
    namesOf(db, peopleOf(state)),
    listEvidence(db, evidenceRequestStream(id)),
  ]);
  const fileOf = new Map(files.map(({ hash, name, size }) => [hash, { hash, name, size }]));
  return {
    id,
    state: state.state,
    engagement: state.engagement,
    title: state.title,
    to: to && nameOf(to),
    askedBy: nameOf(state.askedBy),
    dueAt: state.dueAt,
    escalatedAt: state.escalatedAt,
    rounds: rounds.map(({ reply, by, ...round }) => ({
      ...round,
      by: nameOf(by),
      reply: reply && {
        ...reply,
        by: nameOf(reply.by),
        files: reply.files.flatMap((hash) => fileOf.get(hash) ?? []),
      },
    })),
    settled: settled && { ...settled, by: nameOf(settled.by) },
  };
}

function peopleOf({ to, askedBy, rounds, settled }: EvidenceRequest): PersonId[] {
  return [
    askedBy,
    ...(to === null ? [] : [to]),
    ...rounds.flatMap(({ by, reply }) => (reply === null ? [by] : [by, reply.by])),
    ...(settled === null ? [] : [settled.by]),
  ];
}
