import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { readEvents } from '../db/event-store.ts';
import { processAt } from '../db/process.ts';
import { accessGrant } from '../domain/access-grant.ts';
import { action } from '../domain/action.ts';
import { adoptionRequest } from '../domain/adoption-request.ts';
import { aiSystem } from '../domain/ai-system.ts';
import { auditEngagement } from '../domain/audit-engagement.ts';
import { evidenceRequest } from '../domain/evidence-request.ts';
import { gap } from '../domain/gap.ts';
import { managementReview } from '../domain/management-review.ts';
import { oversightCase } from '../domain/oversight-case.ts';
import { isHeld } from '../domain/oversight-case-time.ts';
import { policy } from '../domain/policy.ts';
import { bandOf } from '../domain/risk-policy.ts';
import { risk } from '../domain/risk.ts';
import { shadowAi } from '../domain/shadow-ai.ts';
import { statementOfApplicability } from '../domain/statement-of-applicability.ts';
import { partsOf } from '../domain/topic.ts';
import { usageAudit } from '../domain/usage-audit.ts';
import { vendor } from '../domain/vendor.ts';

type StandingAt = (db: Database, stream: string, seq: number) => Promise<object | undefined>;

/** How a process stood right after an event, by its stream's first word: no names, no words of people, no ids of them. */
const standings: Record<string, StandingAt> = {
  action: async (db, stream, seq) => {
    const found = await processAt(db, action, stream, seq);
    return found && { state: found.state.state, subject: found.state.subject, dueAt: found.state.dueAt };
  },
  'adoption-request': async (db, stream, seq) => {
    const found = await processAt(db, adoptionRequest, stream, seq);
    return found && { state: found.state.state, tier: found.state.tier, revision: found.state.revision };
  },
  'ai-system': async (db, stream, seq) => {
    const found = await processAt(db, aiSystem, stream, seq);
    return (
      found && { state: found.state.state, tier: found.state.tier, nextReviewAt: found.state.nextReviewAt }
    );
  },
  'audit-engagement': async (db, stream, seq) => {
    const found = await processAt(db, auditEngagement, stream, seq);
    return found && { state: found.state.state, endsAt: found.state.endsAt };
  },
  'evidence-request': async (db, stream, seq) => {
    const found = await processAt(db, evidenceRequest, stream, seq);
    if (found === undefined) return undefined;
    const { state, engagement, dueAt } = found.state;
    return { state, engagement, dueAt };
  },
  gap: async (db, stream, seq) => {
    const found = await processAt(db, gap, stream, seq);
    if (found === undefined) return undefined;
    const { state, statement, number, dueAt, counted } = found.state;
    const { population, failing } = counted;
    return { state, statement, number, dueAt, population, failing };
  },
  'management-review': async (db, stream, seq) => {
    const found = await processAt(db, managementReview, stream, seq);
    return found && { state: found.state.state, reason: found.state.reason, dueAt: found.state.dueAt };
  },
  'oversight-case': async (db, stream, seq) => {
    const found = await processAt(db, oversightCase, stream, seq);
    if (found === undefined) return undefined;
    const { state, matter, decision, revision } = found.state;
    const { kind, severity, system = null } = matter;
    const outcome = decision?.decision ?? null;
    return { state, kind, severity, system, revision, held: isHeld(found.state), decision: outcome };
  },
  policy: async (db, stream, seq) => {
    const found = await processAt(db, policy, stream, seq);
    if (found === undefined) return undefined;
    const { state, review, versions } = found.state;
    return { state, version: versions.at(-1)?.version ?? null, reviewPhase: review?.phase ?? null };
  },
  risk: async (db, stream, seq) => {
    const found = await processAt(db, risk, stream, seq);
    if (found === undefined) return undefined;
    const { state, category, residual, policy } = { ...found.state, ...found.state.description };
    return { state, category, residualBand: bandOf(policy.rules, residual) };
  },
  // Nobody is named: who asked is known to whoever may read it here.
  'access-grant': async (db, stream, seq) => {
    const found = await processAt(db, accessGrant, stream, seq);
    if (found === undefined) return undefined;
    const { state, documents, endsAt } = found.state;
    return { state, documents, endsAt };
  },
  // With its name, which whoever blocks it at a gateway needs.
  'shadow-ai': async (db, stream, seq) => {
    const found = await processAt(db, shadowAi, stream, seq);
    if (found === undefined) return undefined;
    const { state, name, number, dueAt, system } = found.state;
    return { state, name, number, dueAt, system };
  },
  'statement-of-applicability': async (db, stream, seq) => {
    const found = await processAt(db, statementOfApplicability, stream, seq);
    const signed = found?.state.inForce;
    return signed ? { version: signed.version, hash: signed.hash } : undefined;
  },
  'usage-audit': async (db, stream, seq) => {
    const found = await processAt(db, usageAudit, stream, seq);
    if (found === undefined) return undefined;
    const { state, system, tier, until, dueAt, findings, signature } = found.state;
    const conclusion = signature?.conclusion ?? null;
    return { state, system, tier, until, dueAt, findings: findings.length, conclusion };
  },
  vendor: async (db, stream, seq) => {
    const found = await processAt(db, vendor, stream, seq);
    if (found === undefined) return undefined;
    const { state, details, review } = found.state;
    return { state, criticality: details.criticality, validUntil: review?.validUntil ?? null };
  },
};

/** Whatever programs are told of must be among them. */
export const describedKinds = Object.keys(standings);

/** Thin: what happened to what. Whoever wants to know more asks the API, which knows who may know. */
export async function payloadOf(
  db: Database,
  { kind, topic, stream, seq, eventAt }: Delivery,
): Promise<object> {
  if (topic === null || stream === null || seq === null) throw new Error(`${kind} tells of no event`);
  const [event] = await readEvents(db, stream, seq - 1, seq);
  const standing = await standings[partsOf(topic).kind]?.(db, stream, seq);
  if (standing === undefined || event === undefined) throw new Error(`no event ${seq} of ${stream}`);
  const role = 'role' in event ? { role: event.role } : {};
  const { id } = partsOf(topic);
  return { type: kind, timestamp: eventAt, data: { id, seq, ...standing, ...role } };
}
