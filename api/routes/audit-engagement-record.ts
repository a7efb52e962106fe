import { z } from 'zod';
import { countInScope, listRecordsInScope, withinScope } from '../../db/audit-engagement-scope.ts';
import { exportStream } from '../../db/audit.ts';
import { failingRecords } from '../../db/control-check.ts';
import { namesOf } from '../../db/directory.ts';
import { listEvidence } from '../../db/evidence.ts';
import { auditedKinds } from '../../domain/audited-kind.ts';
import { partsOf } from '../../domain/topic.ts';
import { engagementSeenBy } from '../audit-engagement.ts';
import { knownStatement } from '../control-evidence.ts';
import { controlStandings } from '../../db/control-standing.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { downloadEvidence, representAttachments } from '../evidence.ts';
import { overseers } from '../people-shown.ts';
import { recordInScope, streamInScope } from '../record-in-scope.ts';
import { route } from '../route.ts';
import {
  auditedKind,
  failingInScope,
  recordCounts,
  recordInScope as recordSummary,
} from '../schemas/audit-engagement.ts';
import { controlStanding } from '../schemas/control.ts';
import { evidence, evidenceHash } from '../schemas/evidence.ts';
import { cursor, eventsSeen, limit, requestId } from '../schemas/text.ts';

const tag = 'Audit engagements';
const access = [...overseers];
const params = z.object({ id: requestId });
const ofKind = params.extend({ kind: auditedKind });
const ofRecord = ofKind.extend({ record: requestId });
const byTitle = z.strictObject({ title: z.string(), id: z.uuid() });
const byTitleAndStream = z.strictObject({ stream: z.string(), title: z.string() });

export const readControlsInScope = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/controls',
  operationId: 'readControlsInScope',
  summary: 'How the controls stand now, by the records that are in the scope of an engagement',
  tag,
  access,
  external: true,
  params,
  responses: {
    200: {
      description: 'Every control with its statements.',
      schema: z.object({ at: z.iso.datetime(), items: z.array(controlStanding) }),
    },
  },
  handle: async ({ params: { id }, caller, at, services }) => {
    const { state: engagement } = await engagementSeenBy(services, caller, id);
    const asked = { since: engagement.period.from, within: withinScope(engagement) };
    const standings = await controlStandings(services.db, at, asked);
    // A gap is the organisation's, whatever systems it is about.
    const items = standings.map((control) => ({
      ...control,
      statements: control.statements.map((statement) => ({ ...statement, gap: null })),
    }));
    return { status: 200, body: { at, items } };
  },
});

export const listFailingInScope = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/controls/{statement}/failing',
  operationId: 'listFailingRecordsInScope',
  summary: 'The records in the scope that do not show what a statement says',
  tag,
  access,
  external: true,
  params: params.extend({ statement: z.string().max(100) }),
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(failingInScope), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id, statement }, query, caller, at, services }) => {
    const { state: engagement } = await engagementSeenBy(services, caller, id);
    const asked = knownStatement(statement);
    const window = { at, since: engagement.period.from };
    const after = query.cursor === undefined ? undefined : decodeCursor(byTitleAndStream, query.cursor);
    const { db, publicUrl } = services;
    const found = await failingRecords(db, asked, window, query.limit + 1, after, withinScope(engagement));
    const { page, next } = pageOf(found, query.limit, (record) => record);
    const items = page.map((record) => ({ ...record, url: urlOf(publicUrl, id, record.stream) }));
    return { status: 200, body: { items, next } };
  },
});

function urlOf(publicUrl: string, engagement: string, stream: string): string | null {
  const { kind, id } = partsOf(stream);
  const isAudited = auditedKinds.some((audited) => audited === kind);
  return isAudited ? `${publicUrl}/audit-engagements/${engagement}/records/${kind}/${id}` : null;
}

export const countRecordsInScope = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records',
  operationId: 'countRecordsInScope',
  summary: 'How many records of each kind are in the scope of an engagement',
  tag,
  access,
  external: true,
  params,
  responses: { 200: { description: 'The kinds.', schema: z.object({ items: recordCounts }) } },
  handle: async ({ params: { id }, caller, services }) => {
    const { state: engagement } = await engagementSeenBy(services, caller, id);
    return { status: 200, body: { items: await countInScope(services.db, engagement) } };
  },
});

export const listRecordsOfKind = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records/{kind}',
  operationId: 'listRecordsInScope',
  summary: 'The records of a kind that are in the scope of an engagement, by title',
  tag,
  access,
  external: true,
  params: ofKind,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(recordSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id, kind }, query, caller, services }) => {
    const { state: engagement } = await engagementSeenBy(services, caller, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(byTitle, query.cursor);
    const found = await listRecordsInScope(services.db, engagement, kind, query.limit + 1, after);
    const { page: items, next } = pageOf(found, query.limit, ({ title, id: last }) => ({ title, id: last }));
    return { status: 200, body: { items, next } };
  },
});

export const readRecordInScope = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records/{kind}/{record}',
  operationId: 'readRecordInScope',
  summary:
    'A record in the scope, as its own operation shows it; of a policy with its texts in force in the period',
  tag,
  access,
  external: true,
  params: ofRecord,
  responses: {
    200: { description: 'The record as it stands now.', schema: z.looseObject({ id: z.uuid() }) },
  },
  handle: async ({ params: asked, caller, services }) => ({
    status: 200,
    body: await recordInScope(services, caller, asked),
  }),
});

export const readRecordEvents = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records/{kind}/{record}/events',
  operationId: 'readRecordEventsInScope',
  summary:
    'What happened to a record in the scope, in order, with the hash of each event and of the one before',
  tag,
  access,
  external: true,
  params: ofRecord,
  query: z.strictObject({ after: eventsSeen, limit }),
  responses: {
    200: {
      description: 'Events after `after`.',
      schema: z.object({ items: z.array(z.looseObject({ seq: z.number(), type: z.string() })) }),
    },
  },
  handle: async ({ params: asked, query, caller, services }) => {
    const { stream } = await streamInScope(services, caller, asked);
    const events = await exportStream(services.db, stream, query.limit, query.after);
    const nameOf = await namesOf(
      services.db,
      events.map(({ actor }) => actor),
    );
    const items = events.map(({ seq, hash, prevHash, actor, canonical }) => {
      const { event } = JSON.parse(canonical) as { event: object };
      return { seq, hash, prevHash, ...event, by: nameOf(actor) };
    });
    return { status: 200, body: { items } };
  },
});

export const listRecordEvidence = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records/{kind}/{record}/evidence',
  operationId: 'listRecordEvidenceInScope',
  summary: 'The files that were put to a record in the scope',
  tag,
  access,
  external: true,
  params: ofRecord,
  responses: {
    200: { description: 'The first 1,000 files.', schema: z.object({ items: z.array(evidence) }) },
  },
  handle: async ({ params: asked, caller, services }) => {
    const { stream } = await streamInScope(services, caller, asked);
    const items = await representAttachments(services, await listEvidence(services.db, stream));
    return { status: 200, body: { items } };
  },
});

export const getRecordEvidence = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/records/{kind}/{record}/evidence/{hash}',
  operationId: 'getRecordEvidenceInScope',
  summary: 'One file of a record in the scope, to be saved',
  tag,
  access,
  external: true,
  params: ofRecord.extend({ hash: evidenceHash }),
  responses: { 200: { description: 'The content, as it came.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { hash, ...asked }, caller, services }) => {
    const { stream } = await streamInScope(services, caller, asked);
    return downloadEvidence(services, stream, hash);
  },
});
