import { findAction } from '../db/action.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import type { Action, ActionEvent } from '../domain/action.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, isPast, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about an action; undefined once nobody wants it any more. */
export async function composeAction(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findAction(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: found.state.text, people: [found.state.owner] };
  const subject = await subjectOf<Action, ActionEvent>(db, publicUrl, delivery, held);
  const { state, event, title, nameOf, url, timeZone } = subject;
  const why = reasonFor(state.subject);
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'Read it, and say when it is done', url },
    because: `You get this because you are to do this: ${why}.`,
  };
  if (delivery.kind === 'action_settled') {
    const done = state.state === 'done';
    return {
      ...common,
      subject: `${done ? 'Done' : 'Called off'}: ${title}`,
      lead: `${nameOf(event.by)} has ${done ? 'done' : 'called off'} “${title}”: ${why}.`,
      quote: state.settled?.note,
      action: { label: 'Read it', url },
      because:
        delivery.person?.id === state.owner
          ? 'You get this because it was yours to do.'
          : 'You get this because you decided that it be done.',
    };
  }
  if (state.state !== 'open') return undefined;
  const due = instantInWords(state.dueAt, timeZone);
  switch (delivery.kind) {
    case 'action_assigned':
      return {
        ...common,
        subject: `To do by ${due}: ${title}`,
        lead: `${nameOf(event.by)} asks you to do “${title}” by ${due}: ${why}.`,
      };
    case 'action_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: ${title}`,
        lead: `“${title}” ${isPast(state.dueAt) ? 'was' : 'is'} yours to do by ${due}: ${why}.`,
      };
    case 'action_escalated':
      return {
        ...common,
        subject: `Escalated to you: ${title}`,
        lead: `${nameOf(state.owner)} has not done “${title}” in time, and ${why}. See to it that it is done.`,
        because: 'You get this because overdue actions are escalated to your role.',
      };
    default:
      return undefined;
  }
}

/** Why somebody does it, within a sentence. */
function reasonFor(subject: string): string {
  switch (partsOf(subject).kind) {
    case 'management-review':
      return 'management has decided it in its review';
    case 'usage-audit':
      return 'an audit of how AI is used has found that it is needed';
    default:
      return 'an approval depends on it';
  }
}
