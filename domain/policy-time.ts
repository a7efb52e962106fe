import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { type Role, system } from './identity.ts';
import { evolve } from './policy-evolution.ts';
import type { Policy, PolicyEvent, PolicyReview, PolicyVersion, ReviewOccasion } from './policy-state.ts';
import { deadlinesOf, elapsedSignOffs, notMade } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

/** Whom an owner's delay goes to. */
export const reviewEscalatesTo: Role = 'compliance_manager';

/** The version that is in force; undefined before the first, and once the policy is retired. */
export function versionInForce({ versions }: Policy): PolicyVersion | undefined {
  return versions.find(({ publishedAt, supersededAt }) => publishedAt !== null && supersededAt === null);
}

/** The version that was in force at `at`. */
export function versionAt({ versions }: Policy, at: Instant): PolicyVersion | undefined {
  return versions.find(
    ({ publishedAt, supersededAt }) =>
      publishedAt !== null && publishedAt <= at && (supersededAt === null || at < supersededAt),
  );
}

/** The version that people must at least have acknowledged: the last major one that came into force. */
export function versionToAcknowledge({ versions }: Policy): number | undefined {
  const published = versions.filter(({ publishedAt, major }) => publishedAt !== null && major);
  return published.at(-1)?.version;
}

/** The sign-offs that are waited for. */
export function waitingFor({ review }: Policy): SignOff[] {
  return review?.phase === 'review' ? notMade(review.signOffs) : [];
}

export function nextDeadline(policy: Policy): Instant | undefined {
  const { review } = policy;
  if (review === null) return undefined;
  switch (review.phase) {
    case 'drafting':
      return ownerDeadlines(review).sort()[0];
    case 'review':
      return deadlinesOf(waitingFor(policy)).sort()[0];
    case 'approved':
      return review.submission?.effectiveAt;
  }
}

function ownerDeadlines({ remindAt, escalatedAt, dueAt }: PolicyReview): Instant[] {
  return [...remindAt, ...(escalatedAt === null ? [dueAt] : [])];
}

/**
 * What time alone has brought about by `now`. Reminders missed in an outage become one; a version comes into force on its
 * day, whenever a worker comes to it.
 */
export function elapse(policy: Policy, now: Instant): PolicyEvent[] {
  const { review } = policy;
  if (review === null) return [];
  switch (review.phase) {
    case 'drafting':
      return elapsedDrafting(review, now);
    case 'review':
      return elapsedSignOffs(waitingFor(policy), now).map((event) =>
        event.type === 'Reminded'
          ? { ...event, type: 'PolicySignOffReminded' }
          : { ...event, type: 'PolicySignOffEscalated' },
      );
    case 'approved': {
      const effectiveAt = review.submission?.effectiveAt ?? now;
      return effectiveAt <= now ? published(policy, effectiveAt, now) : [];
    }
  }
}

function elapsedDrafting({ remindAt, escalatedAt, dueAt }: PolicyReview, now: Instant): PolicyEvent[] {
  const events: PolicyEvent[] = [];
  if (remindAt.some((instant) => instant <= now)) {
    events.push({ type: 'ReviewReminded', at: now, by: system, dueAt, overdue: dueAt <= now });
  }
  if (escalatedAt === null && dueAt <= now) {
    events.push({ type: 'ReviewEscalated', at: now, by: system, to: reviewEscalatesTo });
  }
  return events;
}

/**
 * The version that its review has approved comes into force. A major one is put to people to acknowledge, and what they
 * were still asked for until then is superseded; a minor one ends its review. People have their days from `now` on, whatever the
 * day on which it came into force.
 */
export function published(policy: Policy, at: Instant, now = at): PolicyEvent[] {
  const { review, campaign, details } = policy;
  const version = policy.versions.at(-1);
  if (review === null || version === undefined) return [];
  const asksPeople = version.major || versionToAcknowledge(policy) === undefined;
  const events: PolicyEvent[] = [];
  if (asksPeople && campaign !== null) {
    events.push(closed(campaign.review, 'superseded', '', at));
  }
  events.push({
    type: 'PolicyPublished',
    at,
    by: system,
    version: version.version,
    hash: version.hash,
    major: asksPeople,
    campaignDueAt: asksPeople ? daysAfter(now, details.acknowledgeDays) : null,
  });
  if (!asksPeople) events.push(closed(review.number, 'published', '', at));
  return [...events, ...nextReview(events.reduce<Policy>(evolve, policy), at)];
}

function closed(number: number, outcome: 'published' | 'superseded', note: string, at: Instant): PolicyEvent {
  return { type: 'ReviewClosed', at, by: system, number, outcome, note, campaign: null };
}

/** The review that was called for first while another was in progress. */
export function nextReview(policy: Policy, at: Instant): PolicyEvent[] {
  const [occasion] = policy.waiting;
  if (policy.review !== null || policy.state === 'retired' || occasion === undefined) return [];
  return [reviewStarted(policy, occasion, at)];
}

/** A review begins: the owner is reminded at half of their time and again at its end. */
export function reviewStarted(
  { reviews, details }: Policy,
  { reason, note, occasion }: ReviewOccasion,
  at: Instant,
  by = system,
): PolicyEvent {
  const { reviewDays } = details;
  return {
    type: 'ReviewStarted',
    at,
    by,
    number: reviews + 1,
    reason,
    note,
    occasion,
    dueAt: daysAfter(at, reviewDays),
    remindAt: [daysAfter(at, reviewDays / 2), daysAfter(at, reviewDays)],
  };
}
