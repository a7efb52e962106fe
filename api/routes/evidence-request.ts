import { z } from 'zod';
import { peopleToAsk } from '../../db/audit-engagement-scope.ts';
import { findAuditEngagement } from '../../db/audit-engagement.ts';
import { namesOf } from '../../db/directory.ts';
import { listEvidence } from '../../db/evidence.ts';
import { evidenceRequestStream, listEvidenceRequests } from '../../db/evidence-request.ts';
import { evidenceRequestStates } from '../../domain/evidence-request.ts';
import { engagementSeenBy } from '../audit-engagement.ts';
import { auditEngagementProcess } from '../audit-engagement-process.ts';
import { commandIdOf } from '../command-id.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { evidenceRequestProcess } from '../evidence-request-process.ts';
import {
  addRequestEvidence,
  dueAtOf,
  personAsked,
  requestSeenBy,
  requireFiles,
  seesFile,
} from '../evidence-request.ts';
import { downloadEvidence, representAttachments } from '../evidence.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { unknown } from '../process.ts';
import { repeatedOutcome, replyTo } from '../process-answer.ts';
import { startProcess } from '../process.ts';
import { actorOf, type Caller, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { evidence, evidenceHash, upload } from '../schemas/evidence.ts';
import {
  evidenceAcceptance,
  evidenceAnswer,
  evidenceAskingBack,
  evidenceDeclining,
  evidenceHandover,
  evidenceQuestion,
  evidenceRequest,
  evidenceRequestSummary,
  personToAsk,
} from '../schemas/evidence-request.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Audit engagements';
const params = z.object({ id: requestId });
const position = z.strictObject({ dueAt: instant, id: z.uuid() });

export const listEngagementRequests = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/evidence-requests',
  operationId: 'listEvidenceRequests',
  summary: 'What the auditors of an engagement have asked to be shown, soonest due first',
  tag,
  access: [...overseers],
  external: true,
  params,
  query: z.strictObject({ state: z.enum(evidenceRequestStates).optional(), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(evidenceRequestSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, caller, services }) => {
    await engagementSeenBy(services, caller, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const { db } = services;
    const listed = await listEvidenceRequests(db, id, query.state, query.limit + 1, after);
    const { page, next } = pageOf(listed, query.limit, (one) => ({ dueAt: one.state.dueAt, id: one.id }));
    const nameOf = await namesOf(
      db,
      page.flatMap(({ state: { to, askedBy } }) => (to === null ? [askedBy] : [askedBy, to])),
    );
    const items = page.map(({ id: request, state: { state, title, to, askedBy, dueAt, escalatedAt } }) => ({
      id: request,
      state,
      title,
      to: to && nameOf(to),
      askedBy: nameOf(askedBy),
      dueAt,
      overdue: state === 'asked' && escalatedAt !== null,
    }));
    return { status: 200, body: { items, next } };
  },
});

export const listPeopleToAsk = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/people-to-ask',
  operationId: 'listPeopleToAsk',
  summary: 'Whom an auditor can ask: compliance managers, and owners of AI systems in the scope',
  tag,
  access: [...overseers],
  external: true,
  params,
  responses: {
    200: { description: 'The first 200, by name.', schema: z.object({ items: z.array(personToAsk) }) },
  },
  handle: async ({ params: { id }, caller, services }) => {
    const { state: engagement } = await engagementSeenBy(services, caller, id);
    return { status: 200, body: { items: await peopleToAsk(services.db, engagement) } };
  },
});

export const askForEvidence = route({
  method: 'post',
  path: '/v1/audit-engagements/{id}/evidence-requests',
  operationId: 'askForEvidence',
  summary: 'Ask to be shown something, by a day within the engagement',
  tag,
  access: ['external_auditor'],
  external: true,
  params,
  body: evidenceQuestion,
  headers: ['Idempotency-Key'],
  responses: {
    201: { description: 'Asked.', schema: evidenceRequest, headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ params, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const { state: engagement } = await engagementSeenBy(services, caller, params.id);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    const { id, requestHash } = command;
    const repeated = await repeatedOutcome(services, command);
    if (repeated !== undefined) return replyTo(services, evidenceRequestProcess, id, repeated, 201);
    const outcome = await startProcess(services, evidenceRequestProcess, id, {
      type: 'ask',
      id,
      requestHash,
      by: actor.person,
      at,
      actor,
      engagement: params.id,
      title: body.title,
      text: body.text,
      to: await personAsked(services, engagement, body.to),
      dueAt: await dueAtOf(services, engagement, body, at),
    });
    return replyTo(services, evidenceRequestProcess, id, outcome, 201);
  },
});

export const readEvidenceRequest = route({
  method: 'get',
  path: '/v1/evidence-requests/{id}',
  operationId: 'readEvidenceRequest',
  summary: 'Read a request for evidence: each question, and the reply to it',
  tag,
  access: 'anyone',
  external: true,
  params,
  responses: { 200: { description: 'The request.', schema: evidenceRequest, headers: ['ETag'] } },
  handle: async ({ params: { id }, caller, services }) => {
    const recorded = await requestSeenBy(services, caller, id);
    const { body, etag } = await evidenceRequestProcess.represent(services.db, recorded);
    return { status: 200, body, headers: { ETag: etag } };
  },
});

export const addEvidenceToRequest = route({
  method: 'post',
  path: '/v1/evidence-requests/{id}/evidence',
  operationId: 'addRequestEvidence',
  summary: 'Put a file to a request, to be named in the answer to it',
  tag,
  access: 'self',
  params,
  body: upload,
  bodyType: 'multipart/form-data',
  responses: {
    200: {
      description: 'The request has this content already, as it was first put there.',
      schema: evidence,
    },
    201: { description: 'Put there.', schema: evidence },
  },
  handle: async ({ params: { id }, body: { file }, caller, at, services }) => {
    const { attachment, added } = await addRequestEvidence(services, caller, { id, file, at });
    const [body] = await representAttachments(services, [attachment]);
    return { status: added ? 201 : 200, body };
  },
});

export const listRequestEvidence = route({
  method: 'get',
  path: '/v1/evidence-requests/{id}/evidence',
  operationId: 'listRequestEvidence',
  summary: 'The files of a request; an auditor sees those that a reply names',
  tag,
  access: 'anyone',
  external: true,
  params,
  responses: {
    200: { description: 'The first 1,000 files.', schema: z.object({ items: z.array(evidence) }) },
  },
  handle: async ({ params: { id }, caller, services }) => {
    const { state } = await requestSeenBy(services, caller, id);
    const files = await listEvidence(services.db, evidenceRequestStream(id));
    const seen = files.filter(({ hash }) => seesFile(caller, state, hash));
    return { status: 200, body: { items: await representAttachments(services, seen) } };
  },
});

export const getRequestEvidence = route({
  method: 'get',
  path: '/v1/evidence-requests/{id}/evidence/{hash}',
  operationId: 'getRequestEvidence',
  summary: 'One file of a request, to be saved',
  tag,
  access: 'anyone',
  external: true,
  params: params.extend({ hash: evidenceHash }),
  responses: { 200: { description: 'The content, as it came.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id, hash }, caller, services }) => {
    const { state } = await requestSeenBy(services, caller, id);
    if (!seesFile(caller, state, hash)) throw unknown({ noun: 'file' });
    return downloadEvidence(services, evidenceRequestStream(id), hash);
  },
});

const command = commandRoutes(evidenceRequestProcess, { tag, shown: evidenceRequest });

export const answerEvidenceRequest = command(
  {
    path: '/v1/evidence-requests/{id}/answer',
    operationId: 'answerEvidenceRequest',
    summary: 'Answer, in words and with files that were put to the request',
    access: 'self',
    params,
    body: evidenceAnswer,
  },
  async ({ params: { id }, body: { text, files }, actor, caller, services }) => {
    await requestSeenBy(services, caller, id);
    await requireFiles(services, id, files);
    return { type: 'answer', actor, text, files };
  },
);

export const declineEvidenceRequest = command(
  {
    path: '/v1/evidence-requests/{id}/declining',
    operationId: 'declineEvidenceRequest',
    summary: 'Say that it will not be shown, and why',
    access: 'self',
    params,
    body: evidenceDeclining,
  },
  async ({ params: { id }, body: { reason }, actor, caller, services }) => {
    await requestSeenBy(services, caller, id);
    return { type: 'decline', actor, reason };
  },
);

export const handOverEvidenceRequest = command(
  {
    path: '/v1/evidence-requests/{id}/handover',
    operationId: 'handOverEvidenceRequest',
    summary: 'Have somebody else reply; when it is due stays as it is',
    access: 'self',
    params,
    body: evidenceHandover,
  },
  async ({ params: { id }, body: { to }, actor, caller, services }) => {
    await requestSeenBy(services, caller, id);
    return { type: 'handOver', actor, to: to === null ? null : await personNamed(services, to, '/to') };
  },
);

export const acceptEvidence = command(
  {
    path: '/v1/evidence-requests/{id}/acceptance',
    operationId: 'acceptEvidence',
    summary: 'Take the reply: the request is settled',
    access: ['external_auditor'],
    external: true,
    params,
    body: evidenceAcceptance,
  },
  async ({ params: { id }, body: { note }, actor, caller, services }) => {
    await requestSeenBy(services, caller, id);
    return { type: 'accept', actor, note };
  },
);

export const askBack = command(
  {
    path: '/v1/evidence-requests/{id}/asking-back',
    operationId: 'askBack',
    summary: 'Say what is missing in the reply, and by when it is wanted',
    access: ['external_auditor'],
    external: true,
    params,
    body: evidenceAskingBack,
  },
  async ({ params: { id }, body, actor, caller, at, services }) => {
    const engagement = await engagementOf(services, caller, id);
    return {
      type: 'askBack',
      actor,
      text: body.text,
      dueAt: await dueAtOf(services, engagement, body, at),
    };
  },
);

async function engagementOf(services: Services, caller: Caller, id: string) {
  const { state } = await requestSeenBy(services, caller, id);
  const engagement = await findAuditEngagement(services.db, state.engagement);
  if (engagement === undefined) throw unknown(auditEngagementProcess);
  return engagement.state;
}
