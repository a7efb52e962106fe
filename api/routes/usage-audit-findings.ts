import { z } from 'zod';
import type { AuditFinding } from '../../domain/usage-audit-state.ts';
import { commandRoutes } from '../command-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { requestId } from '../schemas/text.ts';
import {
  auditFindings,
  auditSigning,
  usageAudit,
  usageAuditAssignment,
  usageAuditCallingOff,
  usageAuditTaking,
} from '../schemas/usage-audit.ts';
import type { Services } from '../services.ts';
import { fingerprintOf, usageAuditProcess } from '../usage-audit-process.ts';

const params = z.object({ id: requestId });
const command = commandRoutes(usageAuditProcess, { tag: 'Usage audits', shown: usageAudit });

export const takeUsageAudit = command(
  {
    params,
    path: '/v1/usage-audits/{id}/taking',
    operationId: 'takeUsageAudit',
    summary: 'Take an audit, as a compliance manager to whom the system does not belong',
    body: usageAuditTaking,
  },
  ({ actor }) => ({ type: 'take', actor }),
);

export const assignUsageAudit = command(
  {
    params,
    path: '/v1/usage-audits/{id}/assignment',
    operationId: 'assignUsageAudit',
    summary: 'Say who audits, also in place of somebody else; for one that is late management may too',
    body: usageAuditAssignment,
  },
  async ({ actor, body, services }) => ({
    type: 'assign',
    actor,
    to: await personNamed(services, body.to, '/to'),
  }),
);

export const writeAuditFindings = command(
  {
    params,
    method: 'put',
    path: '/v1/usage-audits/{id}/findings',
    operationId: 'writeAuditFindings',
    summary: 'Write the findings, all of them, as the auditor; If-Match names the version seen, "0" at first',
    body: auditFindings,
    ifMatch: 'required',
  },
  async ({ actor, body, revision, services }) => ({
    type: 'write',
    actor,
    findings: await withOwners(services, body.findings),
    replaces: revision,
  }),
);

function withOwners(
  services: Services,
  findings: z.output<typeof auditFindings>['findings'],
): Promise<AuditFinding[]> {
  return Promise.all(
    findings.map(async (finding, index) => ({
      ...finding,
      owner: await personNamed(services, finding.owner, `/findings/${index}/owner`),
    })),
  );
}

export const signUsageAudit = command(
  {
    params,
    path: '/v1/usage-audits/{id}/signature',
    operationId: 'signUsageAudit',
    summary:
      'Confirm as the auditor that use was within scope, or sign the findings: their actions are opened',
    body: auditSigning,
    ifMatch: 'required',
  },
  ({ actor, body, revision: version, process: { id, state } }) => {
    // What is hashed is what was seen.
    if (version < state.version) {
      throw new Problem('stale_revision', 'The findings were written anew since you saw them.');
    }
    const said = { version, ...body };
    return { type: 'sign', actor, ...said, hash: fingerprintOf(id, state, actor.person, said) };
  },
);

export const callOffUsageAudit = command(
  {
    params,
    path: '/v1/usage-audits/{id}/calling-off',
    operationId: 'callOffUsageAudit',
    summary: 'End an audit without a result; the next one looks at its period too',
    body: usageAuditCallingOff,
  },
  ({ actor, body: { reason } }) => ({ type: 'callOff', actor, reason }),
);
