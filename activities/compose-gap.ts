import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findGap } from '../db/gap.ts';
import { findStatement } from '../domain/control-catalogue.ts';
import type { Gap, GapEvent } from '../domain/gap-state.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, isPast, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about a gap; undefined once nobody wants it any more. */
export async function composeGap(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findGap(db, partsOf(delivery.topic ?? '').id);
  const titleOf = (statement: string) => findStatement(statement)?.text ?? statement;
  const held = found && {
    ...found,
    title: titleOf(found.state.statement),
    people: [found.state.owner ?? []].flat(),
  };
  const subject = await subjectOf<Gap, GapEvent>(db, publicUrl, delivery, held);
  const { state, event, title, nameOf, url, timeZone } = subject;
  const due = instantInWords(state.dueAt, timeZone);
  const { failing, population } = state.counted;
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'See what fails, and plan how it is mended', url },
    because: 'You get this because the gap is yours to close.',
  };
  if (delivery.kind === 'gap_settled') {
    return {
      ...common,
      facts: [],
      subject: `Gap ${state.state}: ${title}`,
      lead: `${nameOf(event.by)} has ${state.state === 'closed' ? 'closed' : 'withdrawn'} the gap “${title}”.`,
      ...(state.settled !== null && { quote: state.settled.correction }),
      action: { label: 'Read it', url },
      because: 'You get this because the gap was yours to close, or had been escalated to your role.',
    };
  }
  if (state.state !== 'open') return undefined;
  switch (delivery.kind) {
    case 'gap_opened':
      return {
        ...common,
        subject: `A gap, to be closed by ${due}: ${title}`,
        lead: `The records do not show that “${title}”: ${failing} of ${population} do not. It is to be mended by ${due}.`,
      };
    case 'gap_passes':
      if (failing > 0) return undefined;
      return {
        ...common,
        subject: `The records show it again: ${title}`,
        lead: `Every record shows now that “${title}”. Say what it came from and what was done, and the gap is closed.`,
        action: { label: 'Close the gap', url },
      };
    case 'gap_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: ${title}`,
        lead: `The gap “${title}” ${isPast(state.dueAt) ? 'was' : 'is'} to be closed by ${due}.`,
      };
    case 'gap_escalated':
      return {
        ...common,
        subject: `Escalated to you: ${title}`,
        lead: `The gap “${title}” has not been closed by ${due}. See to it that somebody does.`,
        because: 'You get this because gaps that nobody closes in time are escalated to your role.',
      };
    default:
      return undefined;
  }
}
