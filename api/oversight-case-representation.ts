import type { Database } from '../db/database.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import { systemNames } from '../db/ai-system-name.ts';
import type { OversightCaseSummary } from '../db/oversight-case.ts';
import type { Recorded } from '../db/process.ts';
import type { PersonId } from '../domain/decider.ts';
import { needsConfirmation } from '../domain/oversight-case-decision.ts';
import type { IncidentDuty, OversightCase, OversightTerms, Seat } from '../domain/oversight-case-state.ts';
import { isHeld, nextDeadline, roleAt } from '../domain/oversight-case-time.ts';
import { seriousIncidentCatalogue } from '../domain/serious-incident.ts';

type NameOf = (id: PersonId) => PersonName;

/** One case: what is looked at, who has it, what they decided and why. */
export async function representCase(db: Database, { id, state: current }: Recorded<OversightCase>) {
  const { matter, terms, secondOpinion, proposal, disputes, decision, closing, calledOff } = current;
  const [nameOf, systemOf] = await Promise.all([
    namesOf(db, peopleOf(current)),
    systemNames(db, matter.system === undefined ? [] : [matter.system]),
  ]);
  const named = <Said extends { by: PersonId }>(said: Said) => ({ ...said, by: nameOf(said.by) });
  return {
    id,
    kind: matter.kind,
    severity: matter.severity,
    state: current.state,
    held: isHeld(current),
    overdue: current.overdue,
    summary: matter.summary,
    system: systemOf(matter.system ?? null),
    boundary: matter.boundary ?? null,
    openedAt: current.openedAt,
    nextDueAt: nextDeadline(current) ?? null,
    details: matter.details ?? '',
    subject: matter.subject === undefined ? null : nameOf(matter.subject),
    reference: matter.reference ?? null,
    contentHash: matter.contentHash ?? null,
    openedBy: nameOf(current.openedBy),
    policy: terms && { version: terms.policy.version, hash: terms.policy.hash },
    revision: current.revision,
    first: seatOf(terms, current.first, nameOf),
    second: seatOf(terms, current.second, nameOf),
    needsConfirmation: needsConfirmation(current),
    gap: current.gap,
    secondOpinion: secondOpinion && named(secondOpinion),
    proposal: proposal && named(proposal),
    disputes: disputes.map(named),
    decision: decision && {
      ...named(decision),
      confirmedBy: decision.confirmedBy === null ? null : nameOf(decision.confirmedBy),
    },
    incident: incidentOf(current, nameOf),
    closeBy: current.closeBy,
    closing: closing && named(closing),
    calledOff: calledOff && named(calledOff),
  };
}

function seatOf(terms: OversightTerms | null, seat: Seat | null, nameOf: NameOf) {
  if (seat === null || terms === null) return null;
  const { level, reviewer, missing, acknowledgeBy, acknowledgedAt, decideBy, passed } = seat;
  return {
    level,
    role: roleAt(terms, level) ?? null,
    reviewer: reviewer === null ? null : nameOf(reviewer),
    missing,
    acknowledgeBy,
    acknowledgedAt,
    decideBy,
    passed: passed.map(nameOf),
  };
}

function incidentOf({ incident }: OversightCase, nameOf: NameOf) {
  if (incident === null) return null;
  const { kind, awareAt, provider, authority } = incident;
  const dutyOf = ({ dueAt, overdue, told }: IncidentDuty) => ({
    dueAt,
    overdue,
    told: told && { ...told, by: nameOf(told.by) },
  });
  const source = seriousIncidentCatalogue.rules[kind].source.article;
  return { kind, awareAt, source, provider: dutyOf(provider), authority: dutyOf(authority) };
}

/** Everybody whom a case names. */
export function peopleOf(current: OversightCase): PersonId[] {
  const { openedBy, matter, first, second, secondOpinion, proposal, disputes } = current;
  const { decision, incident, closing, calledOff } = current;
  const seats = [first, second].flatMap((seat) => (seat === null ? [] : [seat.reviewer, ...seat.passed]));
  const said = [secondOpinion, proposal, ...disputes, decision, closing, calledOff];
  return [
    openedBy,
    matter.subject,
    ...seats,
    ...said.map((one) => one?.by),
    decision?.confirmedBy,
    incident?.provider.told?.by,
    incident?.authority.told?.by,
  ].flatMap((person) => person ?? []);
}

/** Rows of a list with the names of people and systems. */
export async function representCases(db: Database, cases: readonly OversightCaseSummary[]) {
  const people = cases.flatMap(({ reviewer, secondReviewer }) =>
    [reviewer, secondReviewer].flatMap((one) => one ?? []),
  );
  const [nameOf, systemOf] = await Promise.all([
    namesOf(db, people),
    systemNames(
      db,
      cases.flatMap(({ system }) => system ?? []),
    ),
  ]);
  return cases.map((one) => ({
    ...one,
    system: systemOf(one.system),
    reviewer: one.reviewer === null ? null : nameOf(one.reviewer),
    secondReviewer: one.secondReviewer === null ? null : nameOf(one.secondReviewer),
  }));
}
