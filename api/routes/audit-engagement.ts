import { z } from 'zod';
import { listAuditEngagements } from '../../db/audit-engagement.ts';
import { namesOf } from '../../db/directory.ts';
import { auditEngagementStates } from '../../domain/audit-engagement.ts';
import { auditEngagementProcess } from '../audit-engagement-process.ts';
import { endOf, engagementSeenBy, scopeOf } from '../audit-engagement.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { knownPerson } from '../person-representation.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { route } from '../route.ts';
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
import { startRoutes } from '../start-route.ts';

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

export const openAuditEngagement = startRoutes(auditEngagementProcess, { tag, shown: auditEngagement })(
  {
    path: '/v1/audit-engagements',
    operationId: 'openAuditEngagement',
    summary: 'Let people from outside audit: what they may look at, and until when',
    access: ['compliance_manager', 'administrator'],
    body: auditEngagementOpening,
    done: 'Opened.',
  },
  async ({ body: { title, firm, endsOn, ...said }, actor, services }) => {
    const auditors = await Promise.all(
      said.auditors.map((reference, index) =>
        personNamed(services, reference, `/auditors/${index}`, 'external_auditor'),
      ),
    );
    const scope = await scopeOf(services, said.scope, endsOn);
    return {
      type: 'open',
      actor,
      title,
      firm,
      ...scope,
      endsOn,
      endsAt: await endOf(services, endsOn),
      auditors,
    };
  },
);

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
