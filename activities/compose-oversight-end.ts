import type { OversightCase } from '../domain/oversight-case-state.ts';
import { openDuties } from '../domain/oversight-case-time.ts';
import { seriousIncidentCatalogue } from '../domain/serious-incident.ts';
import { dueFact, isPast, type OversightCaseSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { oversightDecisionWords } from './words.ts';

/** From the decision on a case to its closing; undefined for any other kind. */
export function composeOversightEnd(subject: OversightCaseSubject): Message | undefined {
  switch (subject.delivery.kind) {
    case 'oversight_decision_disputed':
      return disputed(subject);
    case 'oversight_case_decided':
      return decided(subject);
    case 'oversight_report_reminder':
      return toReport(subject);
    case 'oversight_closing_reminder':
      return toClose(subject);
    case 'oversight_case_closed':
      return ended(subject);
    default:
      return undefined;
  }
}

function disputed({ event, title, url, nameOf }: OversightCaseSubject): Message {
  return {
    subject: `Not confirmed: ${title}`,
    lead: `${nameOf(event.by)} disagrees with your decision on “${title}”. It does not count.`,
    facts: [],
    quote: 'note' in event ? event.note : undefined,
    items: [],
    action: { label: 'Look at it', url },
    because: 'You get this because you have decided it.',
  };
}

function decided({ delivery, state, title, url, nameOf }: OversightCaseSubject): Message | undefined {
  const { decision } = state;
  if (decision === null) return undefined;
  const words = oversightDecisionWords[decision.decision];
  return {
    subject: `${words}: ${title}`,
    lead: `${nameOf(decision.by)} has decided on “${title}”: ${words.toLowerCase()}.`,
    facts: decision.stops ? [{ label: 'The system', value: 'is suspended' }] : [],
    quote: decision.note,
    items: [],
    action: { label: 'Read it', url },
    because: reasonFor(state, delivery.person?.id),
  };
}

function reasonFor({ openedBy, terms }: OversightCase, person: string | undefined): string {
  if (person === openedBy) return 'You get this because you brought it up.';
  if (person === terms?.owner) return 'You get this because you answer for the AI system.';
  return 'You get this because you were to review it.';
}

function toReport({ state, event, title, url, timeZone }: OversightCaseSubject): Message | undefined {
  if (event.type !== 'SeriousIncidentReminded' || state.incident === null) return undefined;
  const { kind } = state.incident;
  const open = openDuties(state).find(({ audience }) => audience === event.told);
  if (open === undefined) return undefined;
  const rule = seriousIncidentCatalogue.rules[kind];
  return {
    subject: `${isPast(open.duty.dueAt) ? 'Overdue' : 'Reminder'}: tell the ${open.audience} of ${title}`,
    lead: `“${title}” is a serious incident. The ${open.audience} is to be told of it, and that put down.`,
    facts: [
      ...dueFact(open.duty.dueAt, timeZone),
      { label: 'By', value: open.audience === 'authority' ? rule.source.article : 'Article 26(5)' },
    ],
    items: [],
    action: { label: 'Put down that it was told', url },
    because: 'You get this because you have decided it, or answer for oversight.',
  };
}

function toClose({ state, title, url }: OversightCaseSubject): Message | undefined {
  if (state.state !== 'decided') return undefined;
  return {
    subject: `Close the case: ${title}`,
    lead: `“${title}” is decided. What it came from, and what is done so that it does not come again, is not put down yet.`,
    facts: [],
    items: [],
    action: { label: 'Put down root cause and corrective action', url },
    because: 'You get this because you have decided it, or answer for oversight.',
  };
}

function ended({ state, title, url }: OversightCaseSubject): Message {
  const isClosed = state.state === 'closed';
  return {
    subject: `${isClosed ? 'Closed' : 'Called off'}: ${title}`,
    lead: isClosed
      ? `The case that you brought up is closed: “${title}”.`
      : `The case that you brought up was called off: “${title}”.`,
    facts: [],
    quote: state.closing?.correctiveAction ?? state.calledOff?.reason,
    items: [],
    action: { label: 'Read it', url },
    because: 'You get this because you brought it up.',
  };
}
