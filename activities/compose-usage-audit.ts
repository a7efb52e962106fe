import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findUsageAudit } from '../db/usage-audit.ts';
import { partsOf } from '../domain/topic.ts';
import type { UsageAudit, UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { isOver } from '../domain/usage-audit-time.ts';
import { dueFact, isPast, subjectOf, type UsageAuditSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { dateInWords, instantInWords, onOneLine } from './words.ts';

/** What is said about a usage audit; undefined once nobody wants it any more. */
export async function composeUsageAudit(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findUsageAudit(db, partsOf(delivery.topic ?? '').id);
  const people = found?.state.auditor ?? null;
  const held = found && { ...found, title: found.state.name, people: people === null ? [] : [people] };
  const subject = await subjectOf<UsageAudit, UsageAuditEvent>(db, publicUrl, delivery, held);
  return isOver(subject.state) ? composeEnd(subject) : composeAsk(subject);
}

/** To whoever audits, or says who does. */
function composeAsk(subject: UsageAuditSubject): Message | undefined {
  const { delivery, state, event, title, url, timeZone, nameOf } = subject;
  const due = instantInWords(state.dueAt, timeZone);
  const common = {
    facts: dueFact(state.dueAt, timeZone),
    items: [],
    action: { label: 'Read the figures', url },
    because:
      state.auditor === null
        ? 'You get this because compliance managers audit how AI is used, or say who does.'
        : 'You get this because you are its auditor.',
  };
  switch (delivery.kind) {
    case 'usage_audit_opened':
      return state.auditor === null
        ? {
            ...common,
            subject: `Audit how ${title} was used by ${due}`,
            quote: state.note === '' ? undefined : state.note,
            lead: `Figures and a sample of the use of ${title} are gathered. Take the audit, or say who does it: nobody audits a system that is theirs.`,
          }
        : undefined;
    case 'usage_audit_assigned':
      return event.type === 'UsageAuditAssigned' && event.auditor === state.auditor
        ? {
            ...common,
            subject: `You are to audit how ${title} was used by ${due}`,
            lead: `${nameOf(event.by)} has named you the auditor of how ${title} was used. Look at the figures and the sample; then confirm that it was used as it was approved, or put down what you find.`,
          }
        : undefined;
    case 'usage_audit_reminder':
      return {
        ...common,
        subject: `${isPast(state.dueAt) ? 'Overdue' : 'Reminder'}: the usage audit of ${title}`,
        lead: `The audit of how ${title} was used is to be signed by ${due}.`,
      };
    case 'usage_audit_escalated':
      return {
        ...common,
        subject: `Escalated to you: the usage audit of ${title}`,
        lead: `Nobody has signed the audit of how ${title} was used by ${due}. See to it, or say who audits it.`,
        because: 'You get this because usage audits that are late are escalated to your role.',
      };
    default:
      return undefined;
  }
}

function composeEnd({ delivery, state, title, url, nameOf }: UsageAuditSubject): Message | undefined {
  const { signature, findings } = state;
  if (delivery.kind !== 'usage_audit_signed' || signature === null) return undefined;
  const isClean = signature.conclusion === 'within_scope';
  return {
    subject: isClean ? `Used within its scope: ${title}` : `Findings: the usage audit of ${title}`,
    lead: isClean
      ? `${nameOf(signature.by)} has audited how ${title} was used, and confirms that it was used as it was approved.`
      : `${nameOf(signature.by)} has audited how ${title} was used. What was found is on its way to those who do something about it.`,
    facts: signature.reopens ? [{ label: 'Its approval', value: 'is to be signed again' }] : [],
    quote: signature.note,
    items: findings.map(({ what, action, dueOn }) => ({
      title: onOneLine(what, 500),
      detail: `${onOneLine(action, 300)}, by ${dateInWords(dueOn)}`,
    })),
    action: { label: 'Read the report', url },
    because: 'You get this because you answer for the AI system.',
  };
}
