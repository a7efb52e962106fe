import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import { listAuditPacks } from '../../db/audit-pack.ts';
import { overAllPacks } from '../../domain/audit-pack.ts';
import { localDateOf } from '../../domain/working-time.ts';
import { engagementSeenBy } from '../audit-engagement.ts';
import { downloadPack } from '../audit-pack-download.ts';
import { auditPackProcess, representPacks } from '../audit-pack-process.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { recordedProcess } from '../process-answer.ts';
import { unknown } from '../process.ts';
import { actorOf, route } from '../route.ts';
import { auditPack, auditPackHandover, auditPackSummary } from '../schemas/audit-pack.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Audit engagements';
const params = z.object({ id: requestId });
const position = z.strictObject({ askedAt: instant, id: z.uuid() });

export const listEngagementPacks = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/packs',
  operationId: 'listEngagementPacks',
  summary: 'Audit packs that were made for an engagement, newest first',
  tag,
  access: [...overseers],
  external: true,
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(auditPackSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, caller, services }) => {
    const engagement = await engagementSeenBy(services, caller, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listAuditPacks(services.db, { engagement: engagement.id }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, (pack) => ({
      askedAt: pack.state.askedAt,
      id: pack.id,
    }));
    return { status: 200, body: { items: await representPacks(services.db, page), next } };
  },
});

export const askForEngagementPack = startRoutes(auditPackProcess, { tag, shown: auditPack })(
  {
    path: '/v1/audit-engagements/{id}/packs',
    operationId: 'askForEngagementPack',
    summary: 'Have an audit pack of the scope of an engagement made, which its auditors may take with them',
    access: [...overAllPacks],
    params,
    body: auditPackHandover,
    done: 'It is being made.',
  },
  async ({ params: { id: engagement }, actor, caller, at, services }) => {
    const { title, scope, period, state } = (await engagementSeenBy(services, caller, engagement)).state;
    if (state !== 'open') throw new Problem('closed', `This audit engagement is ${state}; that is final.`);
    if (period.from > at)
      throw new Problem('not_closed', 'The period has not begun: nothing is on record yet.');
    const { timeZone } = (await policyInForce(services.db)).rules.calendar;
    const today = localDateOf(at, timeZone);
    return {
      type: 'ask',
      actor,
      title,
      scope: { ...scope, until: scope.until < today ? scope.until : today },
      since: period.from,
      until: period.until < at ? period.until : at,
      engagement,
    };
  },
);

export const downloadEngagementPack = route({
  method: 'get',
  path: '/v1/audit-engagements/{id}/packs/{pack}/download',
  operationId: 'downloadEngagementPack',
  summary: 'A pack that was made for an engagement, as a ZIP',
  tag,
  access: [...overseers],
  external: true,
  params: params.extend({ pack: requestId }),
  responses: { 200: { description: 'The ZIP, as it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id, pack }, caller, at, services }) => {
    const engagement = await engagementSeenBy(services, caller, id);
    const found = await recordedProcess(services, auditPackProcess, pack);
    // A pack for somebody else does not exist here.
    if (found.state.engagement !== engagement.id) throw unknown(auditPackProcess);
    return downloadPack(services.db, found, actorOf(caller).person, at);
  },
});
