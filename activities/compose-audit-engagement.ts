import { findAuditEngagement } from '../db/audit-engagement.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { type AuditEngagement, type AuditEngagementEvent, letsIn } from '../domain/audit-engagement.ts';
import { partsOf } from '../domain/topic.ts';
import { subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { dateInWords } from './words.ts';

/** What is said about an audit engagement; undefined once nobody wants it any more. */
export async function composeAuditEngagement(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findAuditEngagement(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: found.state.title, people: [] };
  const subject = await subjectOf<AuditEngagement, AuditEngagementEvent>(db, publicUrl, delivery, held);
  const { state, event, title, nameOf, url } = subject;
  const last = dateInWords(state.endsOn);
  const common = {
    facts: [{ label: 'Last day', value: last }],
    items: [],
    action: { label: 'Open the engagement', url },
    because: 'You get this because you are an auditor of this engagement.',
  };
  if (delivery.kind === 'audit_engagement_over') {
    const how = state.state === 'closed' ? `${nameOf(event.by)} has closed it` : 'Its last day is over';
    return {
      ...common,
      subject: `Over: ${title}`,
      lead: `${how}: the auditors of “${title}” see nothing any more. What they asked for and have not got is called off.`,
      ...(state.over !== null && state.over.reason !== '' && { quote: state.over.reason }),
      because: 'You get this because you opened this engagement.',
    };
  }
  if (!letsIn(state, new Date().toISOString())) return undefined;
  if (delivery.kind === 'audit_engagement_reminder') {
    return {
      ...common,
      subject: `Ends on ${last}: ${title}`,
      lead: `“${title}” ends with ${last}. From then on its auditors see nothing; move its end if they need longer.`,
      because: 'You get this because you opened this engagement.',
    };
  }
  if (!state.auditors.includes(delivery.person?.id ?? '')) return undefined;
  switch (delivery.kind) {
    case 'audit_engagement_joined':
      return {
        ...common,
        subject: `You are let in to audit: ${title}`,
        lead: `You can look at what is in the scope of “${title}”, and ask for evidence, until ${last}.`,
      };
    case 'audit_engagement_moved':
      return {
        ...common,
        subject: `Now ends on ${last}: ${title}`,
        lead: `The end of “${title}” has been moved: you are let in until ${last}.`,
      };
    default:
      return undefined;
  }
}
