import { hashOf } from '../db/canonical.ts';
import { findUsageAudit } from '../db/usage-audit.ts';
import type { UsageAudit, UsageAuditCommand } from '../domain/usage-audit-state.ts';
import { usageAudit } from '../domain/usage-audit.ts';
import { usageAuditAttributesOf } from '../workflows/usage-audit-messages.ts';
import type { ProcessKind } from './process.ts';
import { usageAuditRepresentation } from './usage-audit-representation.ts';

/** How the API carries messages to usage audits. */
export const usageAuditProcess: ProcessKind<UsageAudit, UsageAuditCommand> = {
  kind: 'usage-audit',
  noun: 'usage audit',
  workflowType: 'usageAudit',
  path: '/v1/usage-audits',
  decider: usageAudit,
  find: findUsageAudit,
  async represent(db, recorded) {
    return { body: await usageAuditRepresentation(db, recorded), etag: `"${recorded.state.version}"` };
  },
  attributesOf: usageAuditAttributesOf,
  summaryOf: ({ tier, reason }) => `Usage audit · ${tier} risk, ${reason.replaceAll('_', ' ')}`,
  isAhead: (command, { version }) =>
    (command.type === 'write' && command.replaces > version) ||
    (command.type === 'sign' && command.version > version),
  refusalExtensions: (_db, { state, version }) => Promise.resolve({ state, version }),
};

/** What an auditor says when they sign. */
type Said = Pick<Extract<UsageAuditCommand, { type: 'sign' }>, 'version' | 'conclusion' | 'note' | 'reopens'>;

/** All that an auditor signs, figures by their fingerprint: what the hash of the signature is of. */
export function signedContent(id: string, audit: UsageAudit, by: string, said: Said) {
  const { system, until, figuresHash, findings } = audit;
  const { version, conclusion, note, reopens } = said;
  return { audit: id, system, until, figures: figuresHash, findings, version, conclusion, note, reopens, by };
}

export function fingerprintOf(id: string, audit: UsageAudit, by: string, said: Said): string {
  return hashOf(signedContent(id, audit, by, said));
}
