import { findAiSystem } from '../db/ai-system.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import type { AiSystem, AiSystemEvent } from '../domain/ai-system-state.ts';
import { partsOf } from '../domain/topic.ts';
import { composeAiSystemSignOff } from './compose-ai-system-sign-off.ts';
import { type AiSystemSubject, dueFact, isPast, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about an AI system in use; undefined once nobody wants it any more. */
export async function composeAiSystem(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findAiSystem(db, partsOf(delivery.topic ?? '').id);
  const held = found && {
    ...found,
    title: found.state.title,
    people: [found.state.owner, ...found.state.joinings.map(({ person }) => person)],
  };
  const subject = await subjectOf<AiSystem, AiSystemEvent>(db, publicUrl, delivery, held);
  return (
    composeUse(subject) ??
    composeReview(subject) ??
    composeJoining(subject) ??
    composeAiSystemSignOff(subject)
  );
}

/** To its owner: that it is theirs, and whether it may be used. */
function composeUse({ delivery, event, title, url, nameOf }: AiSystemSubject): Message | undefined {
  const common = {
    facts: [],
    items: [],
    action: { label: 'Look at it', url },
    because: 'You get this because you answer for this AI system.',
  };
  switch (delivery.kind) {
    case 'ai_system_assigned':
      return {
        ...common,
        subject: `Yours to answer for: ${title}`,
        lead: `You answer for “${title}” now. Take it into use once everything that its approval asks for is there.`,
      };
    case 'ai_system_suspended':
      return {
        ...common,
        subject: `Suspended: ${title}`,
        lead: `“${title}” may not be used for now. Whoever asks is refused from this moment on.`,
        quote: 'note' in event ? event.note : undefined,
      };
    case 'ai_system_resumed':
      return {
        ...common,
        subject: `In use again: ${title}`,
        lead: `${nameOf(event.by)} has let “${title}” be used again.`,
        quote: 'note' in event ? event.note : undefined,
      };
    case 'ai_system_decommissioned':
      return {
        ...common,
        subject: `Decommissioned: ${title}`,
        lead: `${nameOf(event.by)} has decommissioned “${title}”. Nobody may use it any more.`,
        quote: 'reason' in event ? event.reason : undefined,
      };
    default:
      return undefined;
  }
}

function composeReview({
  delivery,
  state,
  title,
  url,
  timeZone,
  nameOf,
}: AiSystemSubject): Message | undefined {
  const due = instantInWords(state.nextReviewAt, timeZone);
  const common = {
    facts: [...dueFact(state.nextReviewAt, timeZone), { label: 'Owner', value: nameOf(state.owner) }],
    items: [],
    action: { label: 'Review it', url },
  };
  if (state.state === 'decommissioned') return undefined;
  switch (delivery.kind) {
    case 'ai_system_review_reminder':
      return {
        ...common,
        subject: `${isPast(state.nextReviewAt) ? 'Overdue' : 'Reminder'}: review ${title}`,
        lead: `“${title}” is to be reviewed by ${due}: whether its scope, its risks and its use are still what was approved.`,
        because: 'You get this because you answer for this AI system.',
      };
    case 'ai_system_review_overdue':
      return state.reviewOverdueAt === null
        ? undefined
        : {
            ...common,
            subject: `Not reviewed: ${title}`,
            lead: `Nobody has reviewed “${title}” by ${due}. Without a review it is suspended on ${instantInWords(state.reviewLapsesAt, timeZone)}.`,
            because: 'You get this because overdue reviews of AI systems are escalated to your role.',
          };
    default:
      return undefined;
  }
}

/** Between whoever wishes to use it and whoever lets them. */
function composeJoining({
  delivery,
  state,
  event,
  title,
  url,
  timeZone,
  nameOf,
}: AiSystemSubject): Message | undefined {
  const common = { items: [], action: { label: 'Look at it', url } };
  switch (delivery.kind) {
    case 'ai_system_joining_asked':
    case 'ai_system_joining_escalated': {
      const joining =
        'number' in event ? state.joinings.find(({ number }) => number === event.number) : undefined;
      if (joining === undefined) return undefined;
      const who = nameOf(joining.person);
      const isLate = delivery.kind === 'ai_system_joining_escalated';
      return {
        ...common,
        subject: `${isLate ? 'Escalated to you' : 'May they use it?'}: ${who}, ${title}`,
        lead: `${who} wishes to use “${title}” as it is approved.${isLate ? ' Its owner has not answered in time; you may.' : ''}`,
        facts: dueFact(joining.dueAt, timeZone),
        quote: joining.reason,
        because: isLate
          ? 'You get this because owners who are late are escalated to your role.'
          : 'You get this because you answer for this AI system.',
      };
    }
    case 'ai_system_joining_answered': {
      const admitted = event.type === 'UserAdmitted';
      return {
        ...common,
        subject: `${admitted ? 'You may use' : 'Not for you'}: ${title}`,
        lead: admitted
          ? `${nameOf(event.by)} lets you use “${title}” for what it is approved for.`
          : `${nameOf(event.by)} has answered that you may not use “${title}”.`,
        facts: [],
        quote: 'note' in event && event.note !== '' ? event.note : undefined,
        because: 'You get this because you asked to use it.',
      };
    }
    case 'ai_system_user_removed':
      return {
        ...common,
        subject: `No longer for you: ${title}`,
        lead: `${nameOf(event.by)} has taken back that you may use “${title}”.`,
        facts: [],
        quote: 'reason' in event ? event.reason : undefined,
        because: 'You get this because you could use it.',
      };
    default:
      return undefined;
  }
}
