import type { RiskAction } from '../domain/risk-state.ts';
import { openActions } from '../domain/risk-time.ts';
import { dueFact, isPast, type RiskSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine } from './words.ts';

/** A message about what somebody is to do so that a risk shrinks; undefined for any other, or when it is done. */
export function composeRiskAction(subject: RiskSubject): Message | undefined {
  const { delivery, state, event, title, nameOf, url, timeZone } = subject;
  const common = {
    items: [],
    action: { label: 'Read it, and say when it is done', url },
    because: 'You get this because you are to do this.',
  };
  if (delivery.kind === 'risk_action_assigned') {
    const mine = openActions(state).filter(({ owner }) => owner === delivery.person?.id);
    const [first] = mine.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    return (
      first && {
        ...common,
        subject: `To do by ${instantInWords(first.dueAt, timeZone)}: ${title}`,
        lead: `${nameOf(event.by)} has planned what makes the risk “${title}” smaller; this is yours to do.`,
        facts: [],
        items: mine.map((action) => ({
          title: onOneLine(action.text, 500),
          detail: `by ${instantInWords(action.dueAt, timeZone)}`,
        })),
      }
    );
  }
  const about = actionOf(subject);
  if (about === undefined) return undefined;
  const text = onOneLine(about.text);
  const facts = dueFact(about.dueAt, timeZone);
  switch (delivery.kind) {
    case 'risk_action_reminder':
      return {
        ...common,
        subject: `${isPast(about.dueAt) ? 'Overdue' : 'Reminder'}: ${text}`,
        lead: `“${text}”, for the risk “${title}”, ${isPast(about.dueAt) ? 'was' : 'is'} yours to do by ${instantInWords(about.dueAt, timeZone)}.`,
        facts,
      };
    case 'risk_action_escalated':
      return {
        ...common,
        subject: `Escalated to you: ${text}`,
        lead: `${nameOf(about.owner)} has not done “${text}” in time, so the risk “${title}” is not dealt with. See to it that it is done.`,
        facts,
        because: 'You get this because overdue actions are escalated to your role.',
      };
    default:
      return undefined;
  }
}

/** The action that the event is about, where it is still to be done. */
function actionOf({ state, event }: RiskSubject): RiskAction | undefined {
  const named = 'action' in event ? event.action : undefined;
  return openActions(state).find(({ id }) => id === named);
}
