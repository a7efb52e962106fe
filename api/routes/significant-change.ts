import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { findPolicy } from '../../db/policy.ts';
import { type DeclaredChange, declareChange, listSignificantChanges } from '../../db/significant-change.ts';
import type { Database } from '../../db/database.ts';
import { significantChanges } from '../../domain/policy-state.ts';
import { commandIdOf } from '../command-id.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { allDistinct, cursor, instant, limit, personName, requestId, someText } from '../schemas/text.ts';

const tag = 'Policies';

const declaration = z
  .strictObject({
    kind: z.enum(significantChanges),
    note: someText(4_000).meta({ description: 'What has changed, for the owners of the policies.' }),
    policies: z
      .array(requestId)
      .min(1)
      .max(500)
      .refine(allDistinct, 'must name each once')
      .optional()
      .meta({ description: 'Whose review it sets off; of all that are reviewed on its kind, if not said.' }),
  })
  .meta({
    id: 'SignificantChangeDeclaration',
    example: { kind: 'new_law', note: 'The obligations of deployers under Article 26 apply from August.' },
  });

const change = z
  .object({
    id: z.uuid(),
    kind: z.enum(significantChanges),
    note: z.string(),
    by: personName,
    at: z.iso.datetime(),
    policies: z.array(z.uuid()),
  })
  .meta({ id: 'SignificantChange' });

export const declareSignificantChange = route({
  method: 'post',
  path: '/v1/significant-changes',
  operationId: 'declareSignificantChange',
  summary: 'Declare a significant change: the policies that it concerns are reviewed at once',
  tag,
  access: ['compliance_manager'],
  body: declaration,
  headers: ['Idempotency-Key'],
  responses: { 201: { description: 'Declared; the reviews begin within a second.', schema: change } },
  handle: async ({ body, header, caller, at, path, services: { db } }) => {
    const { person: by } = actorOf(caller);
    const { id } = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    await refuseUnknown(db, body.policies ?? []);
    const declared = await declareChange(db, { id, ...body, by, at });
    return { status: 201, body: (await shown(db, [declared]))[0] };
  },
});

async function refuseUnknown(db: Database, policies: readonly string[]): Promise<void> {
  for (const [index, id] of policies.entries()) {
    const found = await findPolicy(db, id);
    if (found !== undefined && found.state.state !== 'retired') continue;
    const detail = found === undefined ? 'There is no such policy.' : 'This policy is retired.';
    throw new Problem('invalid', detail, { errors: [{ pointer: `/policies/${index}`, detail }] });
  }
}

export const listAllSignificantChanges = route({
  method: 'get',
  path: '/v1/significant-changes',
  operationId: 'listSignificantChanges',
  summary: 'Significant changes that were declared, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(change), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services: { db } }) => {
    const position = z.object({ at: instant, id: z.uuid() });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listSignificantChanges(db, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ at, id }) => ({ at, id }));
    return { status: 200, body: { items: await shown(db, page), next } };
  },
});

async function shown(db: Database, changes: readonly DeclaredChange[]) {
  const nameOf = await namesOf(
    db,
    changes.map(({ by }) => by),
  );
  return changes.map((one) => ({ ...one, by: nameOf(one.by) }));
}
