import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findPolicy } from '../db/policy.ts';
import type { Policy, PolicyEvent, PolicyReview, ReviewReason } from '../domain/policy-state.ts';
import { versionInForce } from '../domain/policy-time.ts';
import { partsOf } from '../domain/topic.ts';
import { composeAcknowledgement, composeOverdueAcknowledgements } from './compose-acknowledgement.ts';
import { composePolicySignOff } from './compose-policy-sign-off.ts';
import { dueFact, isPast, type PolicySubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about a policy; undefined once nobody wants it any more. */
export async function composePolicy(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const { id } = partsOf(delivery.topic ?? '');
  const found = await findPolicy(db, id);
  const held = found && { ...found, title: found.state.details.title, people: [found.state.details.owner] };
  const subject = await subjectOf<Policy, PolicyEvent>(db, publicUrl, delivery, held);
  if (subject.state.state === 'retired') return undefined;
  switch (delivery.kind) {
    case 'acknowledgement_requested':
    case 'acknowledgement_reminder':
      return composeAcknowledgement(db, id, subject);
    case 'acknowledgement_overdue':
      return composeOverdueAcknowledgements(db, id, subject);
    case 'policy_sign_off_requested':
    case 'policy_sign_off_reminder':
    case 'policy_sign_off_escalated':
      return composePolicySignOff(subject);
    case 'policy_published':
    case 'policy_review_closed':
      return composeOutcome(subject);
    default:
      return composeReview(subject);
  }
}

const reasonWords: Record<ReviewReason, string> = {
  first: 'its first version is to be written',
  cycle: 'it is reviewed at planned intervals',
  new_kind_of_ai: 'a new kind of AI is to be used',
  new_law: 'the law has changed',
  incident: 'there was an incident',
};

/** To whoever is to revise or confirm it. */
function composeReview({
  delivery,
  state,
  event,
  title,
  url,
  timeZone,
  nameOf,
}: PolicySubject): Message | undefined {
  const { review } = state;
  if (delivery.kind === 'policy_assigned') {
    return {
      subject: `“${title}” is yours now`,
      lead: `${nameOf(event.by)} has made you the owner of “${title}”.`,
      facts: [],
      items: [],
      action: { label: 'Read it', url },
      because: 'You get this because you own this policy.',
    };
  }
  if (review?.phase !== 'drafting') return undefined;
  const due = instantInWords(review.dueAt, timeZone);
  return {
    ...wordsOf(delivery.kind, title, due, review),
    facts: dueFact(review.dueAt, timeZone),
    quote: delivery.kind === 'policy_changes_requested' ? commentOf(review, delivery) : review.note,
    items: [],
    action: { label: 'Revise it, or confirm it', url },
    because:
      delivery.kind === 'policy_review_escalated'
        ? 'You get this because reviews that are late are escalated to your role.'
        : 'You get this because you own this policy.',
  };
}

function wordsOf(kind: Delivery['kind'], title: string, due: string, review: PolicyReview) {
  switch (kind) {
    case 'policy_review_escalated':
      return {
        subject: `Escalated to you: the review of “${title}”`,
        lead: `The owner of “${title}” has not revised or confirmed it by ${due}. See to it that it is done.`,
      };
    case 'policy_changes_requested':
      return {
        subject: `Changes requested: “${title}”`,
        lead: `Somebody who signs “${title}” asks you to change it first.`,
      };
    case 'policy_review_reminder':
      return {
        subject: `${isPast(review.dueAt) ? 'Overdue' : 'Reminder'}: the review of “${title}”`,
        lead: `“${title}” is to be revised or confirmed by ${due}: ${reasonWords[review.reason]}.`,
      };
    default:
      return {
        subject: `Review “${title}” by ${due}`,
        lead: `“${title}” is to be revised, or confirmed as it is, by ${due}: ${reasonWords[review.reason]}.`,
      };
  }
}

function commentOf({ signOffs }: PolicyReview, { about }: Delivery): string | undefined {
  return signOffs.find(({ role }) => role === about)?.made?.comment;
}

/** To its owner, when a version has come into force and when its review has ended. */
function composeOutcome({ delivery, state, event, title, url }: PolicySubject): Message {
  const version = versionInForce(state)?.version ?? 0;
  const common = {
    facts: [],
    items: [],
    action: { label: 'Read it', url },
    because: 'You get this because you own this policy.',
  };
  if (delivery.kind === 'policy_published') {
    return {
      ...common,
      subject: `In force: “${title}”, version ${version}`,
      lead: `Version ${version} of “${title}” is in force.`,
    };
  }
  const figures = event.type === 'ReviewClosed' ? event.campaign : null;
  return {
    ...common,
    subject: `Reviewed: “${title}”`,
    lead:
      figures === null
        ? `The review of “${title}” has ended.`
        : `The review of “${title}” has ended: ${figures.acknowledged} of ${figures.asked} people have acknowledged it.`,
    ...(figures === null ? {} : { action: { label: 'See who is outstanding', url: `${url}/outstanding` } }),
  };
}
