import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findManagementReview } from '../db/management-review.ts';
import type { ManagementReview, ManagementReviewEvent } from '../domain/management-review-state.ts';
import { waitingFor } from '../domain/management-review-time.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, isPast, type ManagementReviewSubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { dateInWords, instantInWords, onOneLine } from './words.ts';

/** What is said about a management review; undefined once nobody wants it any more. */
export async function composeManagementReview(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findManagementReview(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: 'Management review', people: found.state.preparers };
  const subject = await subjectOf<ManagementReview, ManagementReviewEvent>(db, publicUrl, delivery, held);
  return composePreparation(subject) ?? composeSignOff(subject) ?? composeClosing(subject);
}

/** To whoever prepares it, or whoever waits for that. */
function composePreparation(subject: ManagementReviewSubject): Message | undefined {
  const { delivery, state, event, url, timeZone, nameOf } = subject;
  if (state.state !== 'preparing') return undefined;
  const due = instantInWords(state.dueAt, timeZone);
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'Read the figures and write the minutes', url },
    because: 'You get this because compliance managers prepare management reviews.',
  };
  switch (delivery.kind) {
    case 'management_review_opened':
      return {
        ...common,
        subject: `Prepare the management review by ${due}`,
        quote: state.note === '' ? undefined : state.note,
        lead: 'A review by management of how AI is used is open. The figures of the registers are in it; hold it with management, and write down what was decided.',
      };
    case 'management_review_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: the management review`,
        lead: `The minutes of the management review are to be submitted by ${due}.`,
      };
    case 'management_review_changes_requested':
      return {
        ...common,
        subject: 'Changes requested: the management review',
        lead: `${nameOf(event.by)} asks you to change the minutes of the management review before they are signed.`,
        quote: 'comment' in event ? event.comment : undefined,
        because: 'You get this because you submitted the minutes.',
      };
    case 'management_review_escalated':
      return {
        ...common,
        subject: 'Escalated to you: the management review',
        lead: `Nobody has submitted the minutes of the management review by ${due}. See to it that it is held.`,
        because: 'You get this because management reviews that are late are escalated to your role.',
      };
    default:
      return undefined;
  }
}

/** To whoever signs it, or whoever waits for that. */
function composeSignOff({ delivery, state, url, timeZone }: ManagementReviewSubject): Message | undefined {
  const [signOff] = waitingFor(state);
  if (signOff === undefined) return undefined;
  const due = instantInWords(signOff.dueAt, timeZone);
  const common = {
    facts: dueFact(signOff.dueAt, timeZone),
    items: state.minutes.actions.map(({ text, dueOn }) => ({
      title: onOneLine(text, 500),
      detail: `to be done by ${dateInWords(dueOn)}`,
    })),
    action: { label: 'Read the minutes and sign', url },
    because: 'You get this because management signs the review, and it is your turn.',
  };
  switch (delivery.kind) {
    case 'management_review_sign_off_requested':
      return {
        ...common,
        subject: `Sign the management review by ${due}`,
        lead: 'The minutes of the management review are written. With your signature it is closed, and what was decided becomes actions.',
      };
    case 'management_review_sign_off_reminder':
      return {
        ...common,
        subject: `${isPast(signOff.dueAt) ? 'Overdue' : 'Reminder'}: sign the management review`,
        lead: `The signature of management under the review is waited for until ${due}.`,
      };
    case 'management_review_sign_off_overdue':
      return {
        ...common,
        subject: 'Not signed: the management review',
        lead: `Nobody of management has signed the review by ${due}. See to it that somebody does.`,
        action: { label: 'Read it', url },
        because: 'You get this because compliance managers see to it that reviews are signed.',
      };
    default:
      return undefined;
  }
}

function composeClosing({
  delivery,
  state,
  event,
  url,
  nameOf,
}: ManagementReviewSubject): Message | undefined {
  if (delivery.kind !== 'management_review_closed' || state.state !== 'closed') return undefined;
  return {
    subject: 'Signed and closed: the management review',
    lead: `${nameOf(event.by)} has signed the management review. What was decided is on its way to those who do it.`,
    facts: [],
    items: [],
    action: { label: 'Read the record', url },
    because: 'You get this because you submitted the minutes.',
  };
}
