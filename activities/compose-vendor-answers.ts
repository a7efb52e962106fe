import { dueFact, type VendorSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, roleWords } from './words.ts';

export const ownedBy = 'You get this because you own this vendor.';

/** A message to the owner about the vendor's answers; undefined for any other, or once they are in. */
export function composeVendorAnswers(subject: VendorSubject): Message | undefined {
  const { delivery, state, event, title, nameOf, url, timeZone } = subject;
  if (delivery.kind === 'vendor_answers_submitted') {
    return {
      subject: `Answers are in: ${title}`,
      lead: `The vendor “${title}” has answered; whoever signs its review is asked now.`,
      facts: [],
      items: [],
      action: { label: 'Read the answers', url },
      because: ownedBy,
    };
  }
  const { assessment } = state;
  if (assessment?.phase !== 'answering') return undefined;
  const due = instantInWords(assessment.answerDueAt, timeZone);
  const common = {
    facts: dueFact(assessment.answerDueAt, timeZone),
    items: [],
    action: { label: 'Answer, or invite the vendor to', url },
    because: ownedBy,
  };
  switch (delivery.kind) {
    case 'vendor_answers_requested':
      return {
        ...common,
        subject: `Answers needed by ${due}: ${title}`,
        lead: `The vendor “${title}” is to be assessed. See to it that its questions are answered by ${due}.`,
      };
    case 'vendor_answers_reminder':
      return {
        ...common,
        subject: `Reminder: answers of ${title}`,
        lead: `The questions to the vendor “${title}” still wait for answers, due by ${due}.`,
      };
    case 'vendor_answers_overdue':
      return {
        ...common,
        subject: `Overdue: answers of ${title}`,
        lead: `The vendor “${title}” has not answered in time. Ask it, or answer in its place.`,
      };
    case 'vendor_changes_requested':
      return {
        ...common,
        subject: `Changes requested: ${title}`,
        lead: `${nameOf(event.by)}${delivery.about === null ? '' : ` (${roleWords[delivery.about]})`} wants other answers of the vendor “${title}” before they sign.`,
        quote: 'comment' in event ? event.comment : undefined,
      };
    default:
      return undefined;
  }
}
