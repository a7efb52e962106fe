import { z } from 'zod';
import { findSystemByReference } from '../../db/ai-system-name.ts';
import { findAiSystem } from '../../db/ai-system.ts';
import { listUsageAudits } from '../../db/usage-audit.ts';
import { type UsageAudit, usageAuditStates } from '../../domain/usage-audit-state.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { oversees } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { readProcess, recordedProcess } from '../process-answer.ts';
import { type Caller, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';
import {
  usageAudit,
  usageAuditOpening,
  usageAuditReport,
  usageAuditSummary,
} from '../schemas/usage-audit.ts';
import type { Services } from '../services.ts';
import { usageAuditProcess } from '../usage-audit-process.ts';
import { usageAuditReport as reportOf } from '../usage-audit-report.ts';
import { representAudits, type ShownUsageAudit, withoutUsers } from '../usage-audit-representation.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Usage audits';
const params = z.object({ id: requestId });
const position = z.object({ openedAt: instant, id: z.uuid() });
const shown = { schema: usageAudit, headers: ['ETag'] };

export const listAllUsageAudits = route({
  method: 'get',
  path: '/v1/usage-audits',
  operationId: 'listUsageAudits',
  summary: 'Usage audits, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({
    state: z.enum(usageAuditStates).optional(),
    system: text(200).optional().meta({ description: 'An AI system, by id or by name.' }),
    round: z.uuid().toLowerCase().optional().meta({ description: 'The firing of a duty that opened them.' }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(usageAuditSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { state, system, round, limit: most, cursor: from }, services: { db } }) => {
    const after = from === undefined ? undefined : decodeCursor(position, from);
    const used = system === undefined ? undefined : await findSystemByReference(db, system);
    // What is called by no name that is known has no audits.
    if (system !== undefined && used === undefined) return { status: 200, body: { items: [], next: null } };
    const listed = await listUsageAudits(db, { state, system: used?.id, round }, most + 1, after);
    const { page, next } = pageOf(listed, most, ({ openedAt, id }) => ({ openedAt, id }));
    return { status: 200, body: { items: await representAudits(db, page), next } };
  },
});

export const openUsageAudit = startRoutes(usageAuditProcess, { tag, shown: usageAudit })(
  {
    path: '/v1/usage-audits',
    operationId: 'openUsageAudit',
    summary: 'Have the use of an AI system audited out of turn, from the audit before until now',
    access: ['compliance_manager'],
    body: usageAuditOpening,
    done: 'Opened; its figures are being gathered.',
  },
  async ({ body, actor, at, services }) => {
    const audited = await systemInUse(services, body.system);
    return {
      type: 'open',
      actor,
      reason: 'out_of_turn',
      note: body.reason,
      round: null,
      until: at,
      ...audited,
    };
  },
);

/** The system that a reference means. Throws a Problem where there is none, or nobody has used it yet. */
async function systemInUse({ db }: Services, reference: string) {
  const found = await findSystemByReference(db, reference);
  const system = found && (await findAiSystem(db, found.id));
  const fault = (detail: string) =>
    new Problem('invalid', `/system: ${detail}`, { errors: [{ pointer: '/system', detail }] });
  if (system === undefined) throw fault('No AI system of this id or name is in the register.');
  if (system.state.liveSince === null) throw fault('It has not been in use: there is nothing to audit.');
  return { system: system.id, name: system.state.name, tier: system.state.tier };
}

export const readUsageAudit = route({
  method: 'get',
  path: '/v1/usage-audits/{id}',
  operationId: 'readUsageAudit',
  summary:
    'Read a usage audit: its figures and sample, its findings, who signed it. Who used what is for overseers',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { ...shown, description: 'The audit.' }, 202: pending },
  handle: async ({ params: { id }, caller, services }) => {
    const reply = await readProcess(services, usageAuditProcess, id);
    const found = await usageAuditProcess.find(services.db, id);
    if (reply.status !== 200 || found === undefined || seesUsers(caller, found.state)) return reply;
    return { ...reply, body: withoutUsers(reply.body as ShownUsageAudit) };
  },
});

export const readUsageAuditReport = route({
  method: 'get',
  path: '/v1/usage-audits/{id}/report',
  operationId: 'readUsageAuditReport',
  summary: 'The report of a signed usage audit as evidence: what was signed, and how to verify it',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { description: 'The report.', schema: usageAuditReport } },
  handle: async ({ params: { id }, caller, services }) => {
    const audit = await recordedProcess(services, usageAuditProcess, id);
    if (!seesUsers(caller, audit.state)) {
      const detail =
        'It says who used what: it is for its auditor, the system’s owner and whoever oversees them.';
      throw new Problem('wrong_role', detail);
    }
    return { status: 200, body: await reportOf(services.db, audit) };
  },
});

/** Whether somebody may know who used what. */
function seesUsers(caller: Caller, { auditor, owner }: UsageAudit): boolean {
  if (caller.kind !== 'person') return caller.kind === 'machine';
  const { id, roles } = caller.person;
  return oversees(caller) || roles.includes('management') || id === auditor || id === owner;
}
