import { findAuditEngagement } from '../db/audit-engagement.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findEvidenceRequest } from '../db/evidence-request.ts';
import { letsIn } from '../domain/audit-engagement.ts';
import type { EvidenceRequest, EvidenceRequestEvent } from '../domain/evidence-request.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, isPast, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** What is said about a request for evidence; undefined once nobody wants it any more. */
export async function composeEvidenceRequest(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findEvidenceRequest(db, partsOf(delivery.topic ?? '').id);
  const engagement = found && (await findAuditEngagement(db, found.state.engagement));
  const held = found && { ...found, title: found.state.title, people: [found.state.askedBy] };
  const subject = await subjectOf<EvidenceRequest, EvidenceRequestEvent>(db, publicUrl, delivery, held);
  const { state, event, title, nameOf, url, timeZone } = subject;
  const due = instantInWords(state.dueAt, timeZone);
  const round = state.rounds.at(-1);
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'Read it, and reply', url },
    because: 'You get this because you are asked to show it.',
  };
  if (delivery.kind === 'evidence_request_replied') {
    if (engagement === undefined || !letsIn(engagement.state, new Date().toISOString())) return undefined;
    if (!engagement.state.auditors.includes(delivery.person?.id ?? '')) return undefined;
    // What the reply says is read where the door is watched, not in a mailbox outside.
    return {
      ...common,
      facts: [],
      subject: `${state.state === 'declined' ? 'Declined' : 'A reply'}: ${title}`,
      lead: `There is a reply to what you asked for: “${title}”. Say whether it will do, or ask back.`,
      action: { label: 'Read the reply', url },
      because: 'You get this because you asked for it.',
    };
  }
  if (delivery.kind === 'evidence_request_accepted') {
    return {
      ...common,
      facts: [],
      subject: `Accepted: ${title}`,
      lead: `${nameOf(event.by)} takes your reply to “${title}”.`,
      ...(state.settled !== null && state.settled.note !== '' && { quote: state.settled.note }),
      action: { label: 'Read it', url },
      because: 'You get this because you replied to it.',
    };
  }
  if (state.state !== 'asked' || round === undefined) return undefined;
  const quote = round.text === '' ? {} : { quote: round.text };
  switch (delivery.kind) {
    case 'evidence_requested':
      return {
        ...common,
        ...quote,
        subject: `Asked for by ${due}: ${title}`,
        lead: `${nameOf(round.by)}, an external auditor, asks to be shown “${title}” by ${due}.`,
      };
    case 'evidence_request_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: ${title}`,
        lead: `${nameOf(round.by)}, an external auditor, ${isPast(state.dueAt) ? 'was' : 'is'} to be shown “${title}” by ${due}.`,
      };
    case 'evidence_request_escalated':
      return {
        ...common,
        subject: `Escalated to you: ${title}`,
        lead: `Nobody has shown an external auditor “${title}” by ${due}. See to it that somebody does.`,
        because:
          'You get this because what auditors ask for and do not get in time is escalated to your role.',
      };
    default:
      return undefined;
  }
}
