import type { Database } from '../db/database.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import type { PersonId } from '../domain/decider.ts';
import { signatories } from '../domain/sign-off.ts';
import type { Assessment, Vendor, VendorReview } from '../domain/vendor-state.ts';
import { currentFor, lapsesAt } from '../domain/vendor-time.ts';
import { signOffRepresentation } from './adoption-request-representation.ts';

type Naming = (id: PersonId) => PersonName;

/** A vendor as the API shows it at `at`; people get their names. */
export async function vendorRepresentation(
  db: Database,
  { id, state: vendor }: Recorded<Vendor>,
  at: string,
) {
  const { details, review, assessment, certificates, offBoarded, policy } = vendor;
  const nameOf = await namesOf(db, peopleOf(vendor));
  return {
    id,
    state: vendor.state,
    ...details,
    owner: nameOf(details.owner),
    registeredAt: vendor.registeredAt,
    registeredBy: nameOf(vendor.registeredBy),
    currentFor: currentFor(vendor, at),
    review: review && reviewRepresentation(review, nameOf),
    lapsesAt: lapsesAt(vendor),
    certificates,
    assessments: vendor.assessments,
    assessment: assessment && assessmentRepresentation(assessment, nameOf),
    offBoarded: offBoarded && { ...offBoarded, by: nameOf(offBoarded.by) },
    policy: { version: policy.version, hash: policy.hash },
  };
}

export function reviewRepresentation({ conditions, ...review }: VendorReview, nameOf: Naming) {
  const named = conditions.map((condition) => ({ ...condition, owner: nameOf(condition.owner) }));
  return { ...review, conditions: named };
}

export function assessmentRepresentation(assessment: Assessment, nameOf: Naming) {
  const { answeredBy, signOffs, reports } = assessment;
  return {
    number: assessment.number,
    reason: assessment.reason,
    phase: assessment.phase,
    startedAt: assessment.startedAt,
    questionnaire: assessment.questionnaire,
    dataClasses: assessment.dataClasses,
    answerDueAt: assessment.answerDueAt,
    escalatedAt: assessment.escalatedAt,
    submission: assessment.submission,
    answeredBy: answeredBy === null ? null : nameOf(answeredBy),
    score: assessment.score,
    certificates: assessment.certificates,
    signOffs: signOffs.map((signOff) => signOffRepresentation(signOff, nameOf)),
    reports: reports.map((report) => ({ ...report, by: nameOf(report.by) })),
  };
}

export function peopleOf({ details, registeredBy, review, assessment, offBoarded }: Vendor): PersonId[] {
  return [
    details.owner,
    registeredBy,
    ...(review?.conditions.map(({ owner }) => owner) ?? []),
    ...(assessment === null ? [] : peopleOfAssessment(assessment)),
    ...(offBoarded === null ? [] : [offBoarded.by]),
  ];
}

export function peopleOfAssessment({ answeredBy, signOffs, reports }: Assessment): PersonId[] {
  return [
    ...(answeredBy === null ? [] : [answeredBy]),
    ...signOffs.flatMap(signatories),
    ...signOffs.flatMap(({ made }) => made?.conditions.map(({ owner }) => owner) ?? []),
    ...reports.map(({ by }) => by),
  ];
}
