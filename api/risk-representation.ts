import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { touchedBy } from '../db/risk-touch.ts';
import type { PersonId } from '../domain/decider.ts';
import { catalogueRisk } from '../domain/risk-catalogue.ts';
import { bandOf } from '../domain/risk-policy.ts';
import type { Risk } from '../domain/risk-state.ts';
import { isDealtWith, isOverdue } from '../domain/risk-time.ts';
import { longestAcceptance } from './risk-clock.ts';

/** A risk as the API shows it; people and what it touches get their names. */
export async function riskRepresentation(db: Database, { id, state: risk }: Recorded<Risk>, at: string) {
  const { description, inherent, residual, policy, treatment, closure } = risk;
  const { title, category, cause, consequence, owner, controls, proposedBy } = description;
  const { rules } = policy;
  const nameOf = await namesOf(db, peopleOf(risk));
  const { calendar } = (await policyInForce(db)).rules;
  return {
    id,
    state: risk.state,
    title,
    category,
    cause,
    consequence,
    owner: nameOf(owner),
    controls,
    suggestedControls: [...(catalogueRisk(proposedBy)?.controls ?? [])],
    proposedBy: proposedBy ?? null,
    touches: await touchedBy(db, description),
    identifiedAt: risk.identifiedAt,
    identifiedBy: nameOf(risk.identifiedBy),
    inherent,
    inherentBand: bandOf(rules, inherent),
    residual,
    residualBand: bandOf(rules, residual),
    dealtWith: isDealtWith(risk),
    overdue: isOverdue(risk),
    dealWithBy: risk.dealWithBy,
    treatment: treatment && { ...treatment, by: nameOf(treatment.by) },
    actions: risk.actions.map(({ id: action, text, owner: doer, dueAt, escalatedAt, done }) => ({
      id: action,
      text,
      owner: nameOf(doer),
      dueAt,
      escalatedAt,
      done: done && { ...done, by: nameOf(done.by) },
    })),
    acceptances: risk.acceptances.map((signed) => ({
      by: nameOf(signed.by),
      at: signed.at,
      reason: signed.reason,
      until: signed.until,
      residual: signed.residual,
      band: signed.band,
      policyVersion: signed.policyVersion,
      ended: signed.ended,
    })),
    staleSince: risk.staleSince,
    acceptableBy: rules.acceptance[bandOf(rules, residual)].roles,
    acceptableUntil: longestAcceptance(rules, residual, calendar, at),
    closure: closure && { ...closure, by: nameOf(closure.by) },
    policy: { version: policy.version, hash: policy.hash },
  };
}

function peopleOf({ description, identifiedBy, treatment, actions, acceptances, closure }: Risk): PersonId[] {
  return [
    description.owner,
    identifiedBy,
    ...(treatment === null ? [] : [treatment.by]),
    ...actions.flatMap(({ owner, done }) => (done === null ? [owner] : [owner, done.by])),
    ...acceptances.map(({ by }) => by),
    ...(closure === null ? [] : [closure.by]),
  ];
}
