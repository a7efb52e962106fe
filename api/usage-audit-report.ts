import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import { headOf } from '../db/event-store.ts';
import type { Recorded } from '../db/process.ts';
import { usageAuditStream } from '../db/usage-audit.ts';
import type { UsageAudit } from '../domain/usage-audit-state.ts';
import { Problem } from './problem.ts';
import { signedContent } from './usage-audit-process.ts';
import { peopleIn } from './usage-audit-representation.ts';

/**
 * The audit as evidence: what was signed, byte for byte as it was hashed, and where it stands in the audit trail. Throws a
 * Problem for one that nobody has signed.
 */
export async function usageAuditReport(db: Database, { id, state: audit }: Recorded<UsageAudit>) {
  const { signature, figures, name, tier, openedAt } = audit;
  if (signature === null || figures === null) {
    throw new Problem('not_closed', 'This audit is not signed: there is no report of it yet.');
  }
  const stream = usageAuditStream(id);
  const [head, nameOf] = await Promise.all([headOf(db, stream), namesOf(db, peopleIn(audit))]);
  const people = [...new Set(peopleIn(audit))].sort().map(nameOf);
  return {
    title: `Usage audit of ${name}`,
    tier,
    openedAt,
    signedAt: signature.at,
    signed: signedContent(id, audit, signature.by, signature),
    hash: signature.hash,
    figures,
    figuresHash: audit.figuresHash,
    people,
    record: { stream, events: head.seq, hash: head.hash.toString('hex') },
    verification:
      '`hash` is the SHA-256 of the canonical JSON (RFC 8785) of `signed`, and `signed.figures` that of `figures`. The event UsageAuditSigned of `record.stream` holds `hash`; that stream is a chain of hashes which ends with `record.hash` (GET /v1/audit/verification).',
  };
}
