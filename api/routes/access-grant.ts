import { z } from 'zod';
import { findPerson, namesOf } from '../../db/directory.ts';
import { listAccessGrants } from '../../db/access-grant.ts';
import { listDownloads } from '../../db/trust-download.ts';
import { accessGrantStates } from '../../domain/access-grant-state.ts';
import { answersFor } from '../../domain/access-grant.ts';
import { accessGrantProcess } from '../access-grant-process.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { oversees, overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { readProcess, recordedProcess } from '../process-answer.ts';
import { actorOf, type AnyRoute, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';
import {
  accessApproval,
  accessGrant,
  accessGrantSummary,
  reasoned,
  trustDownload,
} from '../schemas/trust-center.ts';

const tag = 'Trust center';
const params = z.object({ id: requestId });
const grantPosition = z.strictObject({ askedAt: instant, id: z.uuid() });
const downloadPosition = z.strictObject({ at: instant, id: z.uuid() });

export const listGrants = route({
  method: 'get',
  path: '/v1/access-grants',
  operationId: 'listAccessGrants',
  summary: 'Who has asked for documents of the trust center, and what became of it, newest first',
  tag,
  access: 'self',
  query: z.strictObject({
    state: z.enum(accessGrantStates).optional(),
    owner: text(200).optional().meta({ description: 'Who answers for the documents, by id or user name.' }),
    document: requestId.optional(),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description:
        'One page, of one’s own documents for whoever does not oversee them all; `next` is null on the last.',
      schema: z.object({ items: z.array(accessGrantSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { state, document, ...query }, caller, services: { db } }) => {
    const asked = query.owner === undefined ? undefined : ((await findPerson(db, query.owner))?.id ?? '');
    const owner = oversees(caller) ? asked : actorOf(caller).person;
    const after = query.cursor === undefined ? undefined : decodeCursor(grantPosition, query.cursor);
    const found = await listAccessGrants(db, { state, owner, document }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ askedAt, id }) => ({ askedAt, id }));
    const nameOf = await namesOf(
      db,
      page.map((one) => one.owner),
    );
    const items = page.map((one) => ({ ...one, owner: nameOf(one.owner) }));
    return { status: 200, body: { items, next } };
  },
});

export const readAccessGrant = route({
  method: 'get',
  path: '/v1/access-grants/{id}',
  operationId: 'readAccessGrant',
  summary: 'Read an access grant: for its owner, and for whoever oversees the trust center',
  tag,
  access: 'self',
  params,
  responses: {
    200: { description: 'The access grant.', schema: accessGrant, headers: ['ETag'] },
    202: pending,
  },
  handle: async ({ params: { id }, caller, services }) => {
    if (!oversees(caller)) {
      const { state } = await recordedProcess(services, accessGrantProcess, id);
      if (!answersFor(actorOf(caller), state)) {
        throw new Problem('wrong_role', 'The owner of the documents, and who oversees them, read this.');
      }
    }
    return readProcess(services, accessGrantProcess, id);
  },
});

/** A reason may say more of who asked than everybody here need know. */
export const readAccessGrantEvents: AnyRoute = {
  ...eventsRoute(accessGrantProcess, { operationId: 'readAccessGrantEvents', tag }),
  access: [...overseers],
};

const command = commandRoutes(accessGrantProcess, { tag, shown: accessGrant });

export const approveAccess = command(
  {
    path: '/v1/access-grants/{id}/approval',
    operationId: 'approveAccess',
    summary: 'Grant access for a number of days, counted from now',
    params,
    body: accessApproval,
  },
  ({ body: { days }, actor }) => ({ type: 'approve', actor, days }),
);

export const refuseAccess = command(
  {
    path: '/v1/access-grants/{id}/refusal',
    operationId: 'refuseAccess',
    summary: 'Refuse access, with a reason that whoever asked is told',
    params,
    body: reasoned,
  },
  ({ body: { reason }, actor }) => ({ type: 'refuse', actor, reason }),
);

export const revokeAccess = command(
  {
    path: '/v1/access-grants/{id}/revocation',
    operationId: 'revokeAccess',
    summary: 'Take access back: once this is answered, by 200 or by 202, nothing opens any more',
    params,
    body: reasoned,
  },
  ({ body: { reason }, actor }) => ({ type: 'revoke', actor, reason }),
);

export const listTrustDownloads = route({
  method: 'get',
  path: '/v1/trust-downloads',
  operationId: 'listTrustDownloads',
  summary: 'Who has taken copies of documents of the trust center, newest first',
  tag,
  access: [...overseers],
  query: z.strictObject({ grant: requestId.optional(), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(trustDownload), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { grant, ...query }, services: { db } }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(downloadPosition, query.cursor);
    const found = await listDownloads(db, { grant }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ at, id }) => ({ at, id }));
    return { status: 200, body: { items: page, next } };
  },
});
