import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { inboxReasons, readInbox, rolesHandedOn } from '../../db/inbox.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { actorOf, route } from '../route.ts';
import { cursor, instant, limit, personName } from '../schemas/text.ts';

const position = z.object({ dueAt: instant, id: z.uuid(), role: z.enum(signOffRoles) });

const item = z.object({
  id: z.uuid(),
  role: z.enum(signOffRoles),
  title: z.string(),
  systemName: z.string(),
  tier: z.enum(tiers),
  revision: z.number().int(),
  requester: personName,
  submittedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  why: z.enum(inboxReasons),
  actsFor: personName.nullable(),
});

export const readMyInbox = route({
  method: 'get',
  path: '/v1/inbox',
  operationId: 'readInbox',
  summary: 'What waits for me, soonest due first, and why me',
  tag: 'Inbox',
  access: 'person',
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(item), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, caller, at, services: { db } }) => {
    const actor = actorOf(caller);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const handedOn = await rolesHandedOn(db, actor.person, at);
    const items = await readInbox(db, actor, handedOn, query.limit + 1, after);
    const { page, next } = pageOf(items, query.limit, ({ dueAt, id, role }) => ({ dueAt, id, role }));
    const nameOf = await namesOf(
      db,
      page.flatMap(({ requester, actsFor }) => (actsFor === null ? [requester] : [requester, actsFor])),
    );
    const named = page.map(({ requester, actsFor, ...rest }) => ({
      ...rest,
      requester: nameOf(requester),
      actsFor: actsFor === null ? null : nameOf(actsFor),
    }));
    return { status: 200, body: { items: named, next } };
  },
});
