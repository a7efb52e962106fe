import { z } from 'zod';
import { auditConclusions } from '../../../domain/usage-audit-state.ts';
import { Problem } from '../../problem.ts';
import type { AnyRoute } from '../../route.ts';
import {
  assignUsageAudit,
  callOffUsageAudit,
  signUsageAudit,
  takeUsageAudit,
} from '../../routes/usage-audit-findings.ts';
import { readUsageAudit, readUsageAuditReport } from '../../routes/usage-audit.ts';
import { requestId } from '../../schemas/text.ts';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { type Done, doneWords, usageAuditView } from './usage-audit-view.tsx';
import type { UsageAuditReading } from './usage-audit-words.tsx';

const params = z.object({ id: requestId });
const query = z.object({
  done: z
    .enum(Object.keys(doneWords) as [Done, ...Done[]])
    .optional()
    .catch(undefined),
});
type Call = PageCall<typeof params, typeof query | undefined>;

export const readUsageAuditPage = page({
  method: 'get',
  path: '/usage-audits/{id}',
  access: 'anyone',
  params,
  query,
  handle: (call) => auditView(call, notRefused, call.query.done),
});

export const takeUsageAuditPage = page({
  method: 'post',
  path: '/usage-audits/{id}/taking',
  access: 'person',
  params,
  handle: (call) => carryOut(call, takeUsageAudit, {}, 'taken'),
});

export const assignUsageAuditPage = page({
  method: 'post',
  path: '/usage-audits/{id}/assignment',
  access: 'person',
  params,
  handle: (call) => carryOut(call, assignUsageAudit, { to: call.form.text('/to') }, 'assigned'),
});

export const signUsageAuditPage = page({
  method: 'post',
  path: '/usage-audits/{id}/signature',
  access: 'person',
  params,
  handle: (call) => {
    const { form } = call;
    const body = {
      conclusion: auditConclusions.find((one) => one === form.text('/conclusion')),
      note: form.text('/note'),
      reopens: form.has('/reopens'),
    };
    return carryOut(call, signUsageAudit, body, 'signed', { 'if-match': `"${form.text('version')}"` });
  },
});

export const callOffUsageAuditPage = page({
  method: 'post',
  path: '/usage-audits/{id}/calling-off',
  access: 'person',
  params,
  handle: (call) => carryOut(call, callOffUsageAudit, { reason: call.form.text('/reason') }, 'called_off'),
});

export const saveUsageAuditReport = page({
  method: 'get',
  path: '/usage-audits/{id}/report',
  access: 'anyone',
  params,
  sendsFile: true,
  handle: async ({ params: { id }, perform }) => {
    const { status, body } = await perform(readUsageAuditReport, { params: { id } });
    const headers = { 'Content-Disposition': `attachment; filename="usage-audit-${id}.json"` };
    return { file: { status, body, headers } };
  },
});

async function carryOut(
  call: Call,
  route: AnyRoute,
  body: object,
  done: Done,
  headers: Record<string, string> = {},
): Promise<PageReply> {
  const { id } = call.params;
  try {
    await call.perform(route, { params: { id }, body, headers });
    return { redirect: `/usage-audits/${id}?done=${done}` };
  } catch (error) {
    return auditView(call, refusalIn(error));
  }
}

export async function readAudit(perform: Call['perform'], id: string): Promise<UsageAuditReading> {
  const { status, body } = await perform(readUsageAudit, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This audit is on its way. Look again soon.');
  return body as UsageAuditReading;
}

async function auditView(
  { params: { id }, form, viewer, at, perform }: Call,
  refused: Refused,
  done?: Done,
): Promise<View> {
  return usageAuditView(await readAudit(perform, id), { form, viewer, now: at, refused, done });
}
