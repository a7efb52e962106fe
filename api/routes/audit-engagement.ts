import { z } from 'zod';
import { listAuditEngagements } from '../../db/audit-engagement.ts';
import { namesOf } from '../../db/directory.ts';
import { auditEngagementStates } from '../../domain/audit-engagement.ts';
import { auditEngagementProcess } from '../audit-engagement-process.ts';
import { endOf, engagementSeenBy, scopeOf } from '../audit-engagement.ts';
import { commandIdOf } from '../command-id.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { knownPerson } from '../person-representation.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { repeatedOutcome, replyTo } from '../process-answer.ts';
import { startProcess } from '../process.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import {
  auditEngagement,
  auditEngagementClosing,
  auditEngagementEnd,
  auditEngagementOpening,
  auditEngagementSummary,
  auditorNamed,
  auditorRemoval,
} from '../schemas/audit-engagement.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';

const tag = 'Audit engagements';
const params = z.object({ id: requestId });
const position = z.strictObject({ openedAt: instant, id: z.uuid() });
const shown = { schema: auditEngagement, headers: ['ETag'] };

export const listAllAuditEngagements = route({
  method: 'get',
  path: '/v1/audit-engagements',
  operationId: 'listAuditEngagements',
  summary: 'Audits by people from outside, newest first; an external auditor sees those that let them in',
  tag,
  access: [...overseers],
  external: true,
  query: z.strictObject({ state: z.enum(auditEngagementStates).optional(), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(auditEngagementSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { state, ...query }, caller, services: { db } }) => {
    const among = caller.kind === 'person' ? caller.external?.engagements : undefined;
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const listed = await listAuditEngagements(db, { state, among }, query.limit + 1, after);
    const { page, next } = pageOf(listed, query.limit, (one) => ({
      openedAt: one.state.openedAt,
      id: one.id,
    }));
    const nameOf = await namesOf(
      db,
      page.flatMap((one) => one.state.auditors),
    );
    const items = page.map(({ id, state: engagement, waiting }) => {
      const { title, firm, scope, endsOn, endsAt, openedAt } = engagement;
      const auditors = engagement.auditors.map(nameOf);
      return { id, state: engagement.state, title, firm, scope, endsOn, endsAt, auditors, openedAt, waiting };
    });
    return { status: 200, body: { items, next } };
  },
});

export const openAuditEngagement = route({
  method: 'post',
  path: '/v1/audit-engagements',
  operationId: 'openAuditEngagement',
  summary: 'Let people from outside audit: what they may look at, and until when',
  tag,
  access: ['compliance_manager', 'administrator'],
  body: auditEngagementOpening,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...shown, description: 'Opened.', headers: ['ETag', 'Location'] },
    202: { description: 'Accepted; no worker has answered yet.', schema: accepted, headers: ['Location'] },
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    const { id, requestHash } = command;
    const repeated = await repeatedOutcome(services, command);
    if (repeated !== undefined) return replyTo(services, auditEngagementProcess, id, repeated, 201);
    const { title, firm, endsOn } = body;
    const auditors = await Promise.all(
      body.auditors.map((reference, index) =>
        personNamed(services, reference, `/auditors/${index}`, 'external_auditor'),
      ),
    );
    const outcome = await startProcess(services, auditEngagementProcess, id, {
      type: 'open',
      id,
      requestHash,
      by: actor.person,
      at,
      actor,
      title,
      firm,
      ...(await scopeOf(services, body.scope, endsOn)),
      endsOn,
      endsAt: await endOf(services, endsOn),
      auditors,
    });
    return replyTo(services, auditEngagementProcess, id, outcome, 201);
  },
});

export const readAuditEngagement = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}',
  operationId: 'readAuditEngagement',
  summary: 'Read an audit engagement: its scope, its auditors, its end',
  tag,
  access: [...overseers],
  external: true,
  params,
  responses: { 200: { ...shown, description: 'The engagement.' } },
  handle: async ({ params: { id }, caller, services }) => {
    const recorded = await engagementSeenBy(services, caller, id);
    const { body, etag } = await auditEngagementProcess.represent(services.db, recorded);
    return { status: 200, body, headers: { ETag: etag } };
  },
});

const command = commandRoutes(auditEngagementProcess, { tag, shown: auditEngagement });

export const addAuditor = command(
  {
    path: '/v1/audit-engagements/{id}/auditors',
    operationId: 'addAuditor',
    summary: 'Let one more external auditor in, at once',
    params,
    body: auditorNamed,
  },
  async ({ body: { auditor }, actor, services }) => ({
    type: 'addAuditor',
    actor,
    auditor: await personNamed(services, auditor, '/auditor', 'external_auditor'),
  }),
);

export const removeAuditor = command(
  {
    path: '/v1/audit-engagements/{id}/auditor-removal',
    operationId: 'removeAuditor',
    summary: 'Let an external auditor in no more, from now on',
    params,
    body: auditorRemoval,
  },
  // Whoever has left the directory meanwhile can be removed too.
  async ({ body: { auditor, reason }, actor, services }) => ({
    type: 'removeAuditor',
    actor,
    auditor: (await knownPerson(services, auditor)).id,
    reason,
  }),
);

export const moveAuditEngagementEnd = command(
  {
    path: '/v1/audit-engagements/{id}/end',
    operationId: 'moveAuditEngagementEnd',
    summary: 'Move the last day of an engagement, to before or to after',
    params,
    body: auditEngagementEnd,
  },
  async ({ body: { endsOn, reason }, actor, services }) => ({
    type: 'moveEnd',
    actor,
    endsOn,
    endsAt: await endOf(services, endsOn),
    reason,
  }),
);

export const closeAuditEngagement = command(
  {
    path: '/v1/audit-engagements/{id}/closing',
    operationId: 'closeAuditEngagement',
    summary: 'Close an engagement before its last day: its auditors see nothing any more from now on',
    params,
    body: auditEngagementClosing,
  },
  ({ body: { reason }, actor }) => ({ type: 'close', actor, reason }),
);
