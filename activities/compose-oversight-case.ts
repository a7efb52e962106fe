import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findOversightCase } from '../db/oversight-case.ts';
import type { OversightCase, OversightCaseEvent } from '../domain/oversight-case-state.ts';
import { awaitedSeat } from '../domain/oversight-case-time.ts';
import { partsOf } from '../domain/topic.ts';
import { composeOversightEnd } from './compose-oversight-end.ts';
import { dueFact, isPast, type OversightCaseSubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, roleWords, severityWords } from './words.ts';

/** What is said about an oversight case; undefined once nobody wants it any more. */
export async function composeOversightCase(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findOversightCase(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: found.state.matter.summary, people: peopleOf(found.state) };
  const subject = await subjectOf<OversightCase, OversightCaseEvent>(db, publicUrl, delivery, held);
  return composeReview(subject) ?? composeGap(subject) ?? composeOversightEnd(subject);
}

function peopleOf({ proposal, decision }: OversightCase): string[] {
  return [proposal?.by, decision?.by].flatMap((person) => person ?? []);
}

/** To whoever has the case, for as long as it waits for them. */
function composeReview(subject: OversightCaseSubject): Message | undefined {
  const { delivery, state, title, url, timeZone, nameOf } = subject;
  const seat = awaitedSeat(state);
  if (seat === null || seat.reviewer !== delivery.person?.id) return undefined;
  const isBegun = seat.acknowledgedAt !== null;
  const dueAt = isBegun ? seat.decideBy : seat.acknowledgeBy;
  const due = instantInWords(dueAt, timeZone);
  const common = {
    facts: [
      { label: 'Severity', value: severityWords[state.matter.severity] },
      ...dueFact(dueAt, timeZone),
      { label: 'To be decided by', value: instantInWords(seat.decideBy, timeZone) },
    ],
    items: [],
    action: { label: 'Look at it', url },
    because: 'You get this because you are trained in oversight, and it is your turn.',
  };
  switch (delivery.kind) {
    case 'oversight_case_assigned':
      return {
        ...common,
        subject: `For you to review, be at it by ${due}: ${title}`,
        lead: `“${title}” waits for you. Say that you are at it by ${due}; it goes to somebody else otherwise.`,
      };
    case 'oversight_case_escalated':
      return {
        ...common,
        subject: `Escalated to you, be at it by ${due}: ${title}`,
        lead: `“${title}” has come to you because nobody below you has decided it. Say that you are at it by ${due}.`,
      };
    case 'oversight_confirmation_requested':
      return {
        ...common,
        subject: `For you to confirm: ${title}`,
        lead: `${nameOf(state.proposal?.by ?? '')} has decided on “${title}”. It counts once you, as the second reviewer, have looked yourself and confirm it.`,
        action: { label: 'Look at it, and confirm or disagree', url },
      };
    case 'oversight_case_reminder':
      return {
        ...common,
        subject: `${isPast(dueAt) ? 'Overdue' : 'Reminder'}: ${title}`,
        lead: isBegun
          ? `“${title}” is to be decided by ${due}.`
          : `“${title}” waits for you to say that you are at it.`,
      };
    default:
      return undefined;
  }
}

/** To whoever finds a reviewer, while there is none. */
function composeGap({ delivery, state, title, url, event }: OversightCaseSubject): Message | undefined {
  if (delivery.kind !== 'oversight_case_gap' || event.type !== 'ReviewerMissing') return undefined;
  if (state.decision !== null || state.calledOff !== null) return undefined;
  const role = roleWords[event.role];
  return {
    subject: `Nobody to review: ${title}`,
    lead:
      event.gap === 'nobody_trained'
        ? `Nobody who holds the role ${role} is trained in oversight now, so “${title}” found no reviewer there.`
        : `Whoever holds the role ${role} and is trained in oversight has something to do with “${title}”, so it found no reviewer there.`,
    facts: [{ label: 'Severity', value: severityWords[state.matter.severity] }],
    items: [],
    action: { label: 'Have somebody trained, or hand it to somebody', url },
    because: 'You get this because you see to it that there are reviewers.',
  };
}
