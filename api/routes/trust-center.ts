import { z } from 'zod';
import { hashOf } from '../../db/canonical.ts';
import { namesOf } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { subscriberCounts } from '../../db/subscriber.ts';
import {
  findTrustPageDraft,
  publishTrustPage,
  saveTrustPageDraft,
  type TrustPageVersion,
  trustPageVersions,
  withdrawTrustPage,
} from '../../db/trust-page.ts';
import { newsTopics } from '../../domain/subscriber.ts';
import { revisionSeen } from '../conditional.ts';
import { overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import {
  publicTrustPage,
  reasoned,
  trustPage,
  trustPageDraft,
  trustPageVersion,
} from '../schemas/trust-center.ts';
import type { Services } from '../services.ts';
import { trustPageShown } from '../../db/trust-page-shown.ts';

const tag = 'Trust center';
const manager: ['compliance_manager'] = ['compliance_manager'];

export const readTrustCenter = route({
  method: 'get',
  path: '/v1/trust-center',
  operationId: 'readTrustCenter',
  summary: 'What the organisation says of itself to anybody, as it is now',
  tag,
  access: 'public',
  responses: {
    200: { description: 'What is published.', schema: publicTrustPage, headers: ['ETag', 'Cache-Control'] },
    304: { description: 'As the ETag in If-None-Match has it.' },
  },
  handle: async ({ at, header, services: { db, publicUrl } }) => {
    const body = await trustPageShown(db, publicUrl, at);
    if (body === undefined) throw new Problem('not_found', 'Nothing is published.');
    const headers = { ETag: `"${hashOf(body)}"`, 'Cache-Control': 'public, max-age=60' };
    if (header('If-None-Match') === headers.ETag) return { status: 304, headers };
    return { status: 200, body, headers };
  },
});

export const readTrustPageDraft = route({
  method: 'get',
  path: '/v1/trust-center/draft',
  operationId: 'readTrustPageDraft',
  summary: 'What the next version of the public page is to say',
  tag,
  access: [...overseers],
  responses: { 200: { description: 'The draft.', schema: trustPageDraft, headers: ['ETag'] } },
  handle: ({ services }) => draftReply(services),
});

export const saveDraft = route({
  method: 'put',
  path: '/v1/trust-center/draft',
  operationId: 'saveTrustPageDraft',
  summary: 'Save what the next version is to say, over what was seen: `"0"` where there was nothing',
  tag,
  access: manager,
  body: trustPage,
  headers: ['If-Match'],
  responses: { 200: { description: 'Saved.', schema: trustPageDraft, headers: ['ETag'] } },
  handle: async ({ body, header, caller, at, services }) => {
    const seen = revisionSeen(header('If-Match'));
    const by = actorOf(caller).person;
    if (!(await saveTrustPageDraft(services.db, body, { seen, by, at }))) throw movedOn();
    return draftReply(services);
  },
});

export const publishDraft = route({
  method: 'post',
  path: '/v1/trust-center/versions',
  operationId: 'publishTrustPage',
  summary: 'Publish the draft that was seen, for anybody to read',
  tag,
  access: manager,
  headers: ['If-Match'],
  responses: { 201: { description: 'Published.', schema: trustPageVersion } },
  handle: async ({ header, caller, at, services: { db } }) => {
    const seen = revisionSeen(header('If-Match'));
    const done = { by: actorOf(caller).person, at };
    const published = await inTransaction(db, async (trx) => {
      const draft = await findTrustPageDraft(trx);
      if (draft?.version !== seen) throw movedOn();
      return publishTrustPage(trx, draft.content, done);
    });
    if (published === undefined) throw new Problem('unchanged', 'What is published says the same.');
    return { status: 201, body: (await represent(db, [published]))[0] };
  },
});

export const listTrustPageVersions = route({
  method: 'get',
  path: '/v1/trust-center/versions',
  operationId: 'listTrustPageVersions',
  summary: 'What was published when and by whom, newest first',
  tag,
  access: [...overseers],
  responses: {
    200: { description: 'The latest 200.', schema: z.object({ items: z.array(trustPageVersion) }) },
  },
  handle: async ({ services: { db } }) => ({
    status: 200,
    body: { items: await represent(db, await trustPageVersions(db)) },
  }),
});

export const withdrawPage = route({
  method: 'post',
  path: '/v1/trust-center/withdrawal',
  operationId: 'withdrawTrustPage',
  summary: 'Take the public page down, with a reason for the record',
  tag,
  access: manager,
  body: reasoned,
  responses: { 200: { description: 'Withdrawn.', schema: trustPageVersion } },
  handle: async ({ body: { reason }, caller, at, services: { db } }) => {
    const by = actorOf(caller).person;
    const withdrawn = await inTransaction(db, (trx) => withdrawTrustPage(trx, reason, { by, at }));
    if (withdrawn === undefined) throw new Problem('closed', 'Nothing is published.');
    return { status: 200, body: (await represent(db, [withdrawn]))[0] };
  },
});

export const countSubscribers = route({
  method: 'get',
  path: '/v1/trust-center/subscribers',
  operationId: 'countSubscribers',
  summary: 'How many hear of what; who they are, nobody reads',
  tag,
  access: [...overseers],
  responses: {
    200: {
      description: 'Of those who have confirmed.',
      schema: z.object({ all: z.int(), topics: z.record(z.enum(newsTopics), z.int()) }),
    },
  },
  handle: async ({ services: { db } }) => ({ status: 200, body: await subscriberCounts(db) }),
});

async function draftReply({ db }: Services) {
  const draft = await findTrustPageDraft(db);
  if (draft === undefined) throw new Problem('not_found', 'There is no draft yet.');
  const nameOf = await namesOf(db, [draft.updatedBy]);
  const headers = { ETag: `"${draft.version}"` };
  return { status: 200, body: { ...draft, updatedBy: nameOf(draft.updatedBy) }, headers };
}

async function represent(db: Services['db'], versions: readonly TrustPageVersion[]): Promise<object[]> {
  const nameOf = await namesOf(
    db,
    versions.flatMap(({ publishedBy, withdrawn }) => [publishedBy, withdrawn?.by ?? []].flat()),
  );
  return versions.map((version) => ({
    ...version,
    publishedBy: nameOf(version.publishedBy),
    withdrawn: version.withdrawn && { ...version.withdrawn, by: nameOf(version.withdrawn.by) },
  }));
}

function movedOn(): Problem {
  return new Problem('stale_revision', 'Somebody else has saved the draft since. Read it again first.');
}
