import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findShadowAi } from '../db/shadow-ai.ts';
import type { ShadowAi, ShadowAiEvent } from '../domain/shadow-ai.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, isPast, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about a finding of shadow AI; undefined once nobody wants it any more. */
export async function composeShadowAi(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findShadowAi(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: found.state.name, people: [found.state.owner ?? []].flat() };
  const subject = await subjectOf<ShadowAi, ShadowAiEvent>(db, publicUrl, delivery, held);
  const { state, event, title, nameOf, url, timeZone } = subject;
  const due = instantInWords(state.dueAt, timeZone);
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'See how it is used, and settle it', url },
    because: 'You get this because it is yours to have it registered or blocked.',
  };
  if (delivery.kind === 'shadow_ai_settled') {
    const how = {
      open: 'opened',
      registered: 'is in the register now',
      blocked: 'is blocked',
      dismissed: 'is no AI system',
    };
    return {
      ...common,
      facts: [],
      subject: `Settled: ${title} ${how[state.state]}`,
      lead: `${nameOf(event.by)} has settled what was yours: “${title}” ${how[state.state]}.`,
      ...(state.settled !== null && state.settled.note !== '' && { quote: state.settled.note }),
      action: { label: 'Read it', url },
      because: 'You get this because it was yours to have it registered or blocked.',
    };
  }
  if (state.state !== 'open') return undefined;
  const again = state.number > 1 ? ' It was found, and said to be blocked, before.' : '';
  switch (delivery.kind) {
    case 'shadow_ai_found':
      return {
        ...common,
        subject: `To be registered or blocked by ${due}: ${title}`,
        lead: `“${title}” is used here and is not in the register of AI systems.${again} Have its adoption asked for, or have it blocked, by ${due}.`,
      };
    case 'shadow_ai_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: ${title} is used and not registered`,
        lead: `“${title}” ${isPast(state.dueAt) ? 'was' : 'is'} to be registered or blocked by ${due}.`,
      };
    case 'shadow_ai_escalated':
      return {
        ...common,
        subject: `Escalated to you: ${title} is used and not registered`,
        lead: `Nobody has had “${title}” registered or blocked by ${due}.${again} See to it that somebody does.`,
        because: 'You get this because findings that nobody settles are escalated to your role.',
      };
    default:
      return undefined;
  }
}
