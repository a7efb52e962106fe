import { type DataClass, dataClasses } from './adoption-request-content.ts';
import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { system } from './identity.ts';
import { deadlinesOf, elapsedSignOffs, notMade } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';
import { evolve } from './vendor-evolution.ts';
import type { Assessment, AssessmentReason, Vendor, VendorEvent } from './vendor-state.ts';

/** Whether the vendor may be relied on at `at` for all of these classes of data: approved, not lapsed, and for them. */
export function isCurrentFor(vendor: Vendor, dataClasses: readonly DataClass[], at: Instant): boolean {
  const { state, review } = vendor;
  if (state !== 'approved' && state !== 'approved_with_conditions') return false;
  return (
    review !== null &&
    at < review.validUntil &&
    dataClasses.every((name) => review.dataClasses.includes(name))
  );
}

/** The classes of data for which the vendor may be relied on at `at`. */
export function currentFor(vendor: Vendor, at: Instant): DataClass[] {
  return dataClasses.filter((name) => isCurrentFor(vendor, [name], at));
}

/** When the approval or a certificate that it was given on ends. */
export function lapsesAt({ state, review, certificates }: Vendor): Instant | null {
  if (review === null || (state !== 'approved' && state !== 'approved_with_conditions')) return null;
  const [first] = [review.validUntil, ...certificates.map(({ expiresAt }) => expiresAt)].sort();
  return first ?? null;
}

/** The sign-offs that are waited for: only once there are answers to sign. */
export function waitingFor({ assessment }: Vendor): SignOff[] {
  return assessment?.phase === 'review' ? notMade(assessment.signOffs) : [];
}

export function nextDeadline(vendor: Vendor): Instant | undefined {
  return deadlines(vendor).sort()[0];
}

/**
 * What time alone has brought about by `now`, deadline by deadline: after an outage of years each cycle and each end
 * stands at its own instant, so the next ones are reckoned from there and no clock drifts.
 */
export function elapse(vendor: Vendor, now: Instant): VendorEvent[] {
  const events: VendorEvent[] = [];
  let current = vendor;
  for (;;) {
    const deadline = nextDeadline(current);
    if (deadline === undefined || deadline > now) return events;
    const passed = passing(current, deadline, now);
    current = passed.reduce<Vendor>(evolve, current);
    events.push(...passed);
  }
}

function deadlines(vendor: Vendor): Instant[] {
  if (vendor.state === 'off_boarded') return [];
  return [
    ...(vendor.assessment?.phase === 'answering' ? answerDeadlines(vendor.assessment) : []),
    ...deadlinesOf(waitingFor(vendor)),
    ...reviewDeadlines(vendor),
    ...vendor.certificates.map(({ expiresAt }) => expiresAt),
  ];
}

function answerDeadlines({ remindAt, escalatedAt, answerDueAt }: Assessment): Instant[] {
  return [...remindAt, ...(escalatedAt === null ? [answerDueAt] : [])];
}

function reviewDeadlines(vendor: Vendor): Instant[] {
  const { review, state, assessment } = vendor;
  if (review === null || (state !== 'approved' && state !== 'approved_with_conditions')) return [];
  return [review.validUntil, ...(assessment === null ? [cycleStart(vendor, review.validUntil)] : [])];
}

function cycleStart({ policy }: Vendor, validUntil: Instant): Instant {
  return daysAfter(validUntil, -policy.rules.leadDays);
}

/** What comes about at one deadline; people are told what is true `now`, and only once. */
function passing(vendor: Vendor, deadline: Instant, now: Instant): VendorEvent[] {
  const { assessment, review, details } = vendor;
  if (assessment?.phase === 'answering' && answerDeadlines(assessment).includes(deadline)) {
    const { answerDueAt, escalatedAt, remindAt } = assessment;
    return [
      ...(remindAt.some((instant) => instant <= deadline)
        ? [{ type: 'AnswersReminded' as const, at: now, by: system, dueAt: answerDueAt }]
        : []),
      ...(escalatedAt === null && answerDueAt <= now
        ? [{ type: 'AnswersEscalated' as const, at: now, by: system, to: details.owner }]
        : []),
    ];
  }
  const waiting = waitingFor(vendor);
  if (deadlinesOf(waiting).includes(deadline)) {
    return elapsedSignOffs(waiting, now).map((event) =>
      event.type === 'Reminded'
        ? { ...event, type: 'VendorReminded' }
        : { ...event, type: 'VendorEscalated' },
    );
  }
  const expired = vendor.certificates.find(({ expiresAt }) => expiresAt === deadline);
  if (expired !== undefined) {
    // One that ended while its review went on is asked for again from the decision on.
    const at = review !== null && review.decidedAt > deadline ? review.decidedAt : deadline;
    return [
      { type: 'CertificateExpired', at, by: system, certificate: expired.name },
      ...(assessment === null ? [assessmentStarted(vendor, 'certificate_expired', at)] : []),
    ];
  }
  if (review?.validUntil === deadline) return [{ type: 'VendorLapsed', at: deadline, by: system }];
  return [assessmentStarted(vendor, 'cycle', deadline)];
}

/** The next assessment of a vendor, for what it is approved for or for more. */
export function assessmentStarted(
  { assessments, policy, review }: Vendor,
  reason: AssessmentReason,
  at: Instant,
  dataClasses: readonly DataClass[] = [],
  by = system,
): VendorEvent {
  const { answerDays } = policy.rules;
  return {
    type: 'AssessmentStarted',
    at,
    by,
    number: assessments + 1,
    reason,
    questionnaire: { id: 'ai-vendor', version: 1 },
    dataClasses: [...new Set([...(review?.dataClasses ?? []), ...dataClasses])],
    answerDueAt: daysAfter(at, answerDays),
    remindAt: [daysAfter(at, answerDays / 2), daysAfter(at, answerDays)],
  };
}
