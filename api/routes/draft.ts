import { z } from 'zod';
import { createDraft, deleteDraft, findDraft, listDrafts, saveDraft } from '../../db/draft.ts';
import { type Draft, type DraftContent, maxDrafts } from '../../domain/draft.ts';
import { hashOf } from '../../db/canonical.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { Problem } from '../problem.ts';
import { actorOf, type Reply, route } from '../route.ts';
import { draft, newDraft } from '../schemas/draft.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Drafts';
const params = z.object({ id: requestId });
const answered = { description: 'The draft.', schema: draft, headers: ['ETag'] };

export const listOwnDrafts = route({
  method: 'get',
  path: '/v1/drafts',
  operationId: 'listDrafts',
  summary: 'One’s own drafts, the latest changed first',
  tag,
  access: 'person',
  responses: {
    200: { description: `At most ${maxDrafts} drafts.`, schema: z.object({ items: z.array(draft) }) },
  },
  handle: async ({ caller, services }) => {
    const drafts = await listDrafts(services.db, actorOf(caller).person);
    return { status: 200, body: { items: drafts.map(representationOf) } };
  },
});

export const startDraft = route({
  method: 'post',
  path: '/v1/drafts',
  operationId: 'startDraft',
  summary: 'Start a draft of a request; nobody else sees it, and it is on no record',
  tag,
  access: 'person',
  body: newDraft,
  headers: ['Idempotency-Key'],
  responses: { 201: { ...answered, headers: ['ETag', 'Location'] } },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    refuseLarge(body.content);
    const { id } = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    const started = await createDraft(services.db, { id, person, ...body }, at);
    if (started === undefined) {
      throw new Problem(
        'too_many_drafts',
        `You have ${maxDrafts} drafts; submit or delete one of them first.`,
      );
    }
    if (hashOf(started.content) !== hashOf(body.content)) {
      const detail = 'This Idempotency-Key has started a draft with another content.';
      throw new Problem('idempotency_key_reused', detail, { extensions: { id } });
    }
    const reply = replyWith(started);
    return { ...reply, status: 201, headers: { ...reply.headers, Location: `/v1/drafts/${id}` } };
  },
});

export const readDraft = route({
  method: 'get',
  path: '/v1/drafts/{id}',
  operationId: 'readDraft',
  summary: 'Read one’s own draft',
  tag,
  access: 'person',
  params,
  responses: { 200: answered },
  handle: async ({ params: { id }, caller, services }) =>
    replyWith(await ownDraft(services.db, id, actorOf(caller).person)),
});

export const replaceDraft = route({
  method: 'put',
  path: '/v1/drafts/{id}',
  operationId: 'replaceDraft',
  summary: 'Put another content in the draft’s place; with If-Match only over the version that was seen',
  tag,
  access: 'person',
  params,
  body: newDraft,
  headers: ['If-Match'],
  responses: { 200: answered },
  handle: async ({ params: { id }, body, header, caller, at, services }) => {
    const { person } = actorOf(caller);
    refuseLarge(body.content);
    const ifMatch = header('If-Match');
    const seen = ifMatch === undefined ? undefined : revisionSeen(ifMatch);
    const saved = await saveDraft(services.db, { id, person, ...body }, at, seen);
    if (saved !== undefined) return replyWith(saved);
    const { version } = await ownDraft(services.db, id, person);
    throw new Problem('stale_revision', `The draft is at version ${version}.`, { extensions: { version } });
  },
});

export const discardDraft = route({
  method: 'delete',
  path: '/v1/drafts/{id}',
  operationId: 'discardDraft',
  summary: 'Throw one’s own draft away',
  tag,
  access: 'person',
  params,
  responses: { 204: { description: 'It is gone.' } },
  handle: async ({ params: { id }, caller, services }) => {
    if (!(await deleteDraft(services.db, id, actorOf(caller).person))) throw notFound();
    return { status: 204 };
  },
});

async function ownDraft(...wanted: Parameters<typeof findDraft>): Promise<Draft> {
  const found = await findDraft(...wanted);
  if (found === undefined) throw notFound();
  return found;
}

function notFound(): Problem {
  return new Problem('not_found', 'There is no such draft.');
}

/** A draft grows step by step, so that no single request need be large for it to become so. */
function refuseLarge(content: DraftContent): void {
  if (Buffer.byteLength(JSON.stringify(content)) > 1_000_000) {
    throw new Problem('too_large', 'The draft is larger than 1 MB.');
  }
}

function replyWith(found: Draft): Reply {
  return { status: 200, body: representationOf(found), headers: { ETag: `"${found.version}"` } };
}

function representationOf({ id, content, step, version, updatedAt }: Draft) {
  return { id, content, step, version, updatedAt };
}
