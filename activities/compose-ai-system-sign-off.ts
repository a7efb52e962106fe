import { waitingFor } from '../domain/ai-system-time.ts';
import { type AiSystemSubject, dueFact, isPast } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, roleWords } from './words.ts';

/** A message that asks for a sign-off of a change; undefined for any other, or when it is not waited for any more. */
export function composeAiSystemSignOff(subject: AiSystemSubject): Message | undefined {
  const { delivery, state, event, title, nameOf, url, timeZone } = subject;
  const { about } = delivery;
  const number =
    event.type === 'AiSystemChangeDeclared' ? event.number : 'change' in event ? event.change : undefined;
  const change = state.changes.find((one) => one.number === number);
  const waiting = change && waitingFor(change).find(({ role }) => role === about);
  if (about === null || change === undefined || waiting === undefined) return undefined;
  const role = roleWords[about];
  const due = instantInWords(waiting.dueAt, timeZone);
  const common = {
    facts: [...dueFact(waiting.dueAt, timeZone), { label: 'Owner', value: nameOf(state.owner) }],
    items: [],
    quote: change.note,
    action: { label: 'Read what has changed and decide', url },
    because: `You get this because you hold ${role} and it is your turn.`,
  };
  switch (delivery.kind) {
    case 'ai_system_sign_off_requested':
      return {
        ...common,
        subject: `Changed, sign-off needed (${role}): ${title}`,
        lead: `“${title}” has changed in what your sign-off rested on. Sign the change off as ${role} by ${due}, or reject it, which suspends the system.`,
      };
    case 'ai_system_sign_off_reminder':
      return {
        ...common,
        subject: `${isPast(waiting.dueAt) ? 'Overdue' : 'Reminder'} (${role}): ${title}`,
        lead: `The change of “${title}” still waits for your sign-off as ${role}. Without all sign-offs it is suspended on ${instantInWords(change.suspendAt, timeZone)}.`,
      };
    case 'ai_system_sign_off_escalated':
      return {
        ...common,
        subject: `Escalated to you (${role}): ${title}`,
        lead: `The sign-off of the change of “${title}” as ${role} is overdue. You may now make it too.`,
        because: `You get this because overdue sign-offs as ${role} are escalated to your role.`,
      };
    default:
      return undefined;
  }
}
