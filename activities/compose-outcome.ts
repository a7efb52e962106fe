import type { DecisionRecord } from '../domain/adoption-request-state.ts';
import type { ApprovalCondition } from '../domain/sign-off.ts';
import type { RequestSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { dateInWords, instantInWords, onOneLine, outcomeWords, roleWords, tierWords } from './words.ts';

const yours = 'You get this because you made this request.';

/** A message that tells what became of a request; undefined for any other kind. */
export function composeOutcome(subject: RequestSubject): Message | undefined {
  const { delivery, state: request, event, title, nameOf, url, timeZone } = subject;
  const asked = `the adoption request “${title}”`;
  const common = {
    facts: [],
    items: [],
    action: { label: 'Read the request', url },
    because: yours,
  };
  switch (delivery.kind) {
    case 'changes_requested': {
      const who = delivery.about === null ? '' : ` (${roleWords[delivery.about]})`;
      return {
        ...common,
        subject: `Changes requested: ${title}`,
        lead: `${nameOf(event.by)}${who} asks you to change ${asked} before they sign.`,
        quote: 'comment' in event ? String(event.comment) : undefined,
        action: { label: 'Change the request', url },
      };
    }
    case 'decided':
      return request.decision === null ? undefined : decided(subject, request.decision);
    case 'condition_assigned':
      return request.decision === null ? undefined : conditionAssigned(subject, request.decision);
    case 'closed_as_prohibited': {
      const grounds = request.triage.reasons.filter(({ tier }) => tier === 'prohibited');
      return {
        ...common,
        subject: `Closed as prohibited: ${title}`,
        lead: `What ${asked} describes is a prohibited practice, so it was closed. Only the compliance manager can reopen it, with a written justification.`,
        items: grounds.map(({ because, source }) => ({ title: because, detail: source })),
        action: { label: 'Read why', url },
      };
    }
    case 'reopened':
      return {
        ...common,
        subject: `Reopened: ${title}`,
        lead: `${nameOf(event.by)} has reopened ${asked}; it is in review again, at critical risk.`,
        quote: 'justification' in event ? String(event.justification) : undefined,
      };
    case 'withdrawn':
      return {
        ...common,
        subject: `Closed by an operator: ${title}`,
        lead: `An operator has closed ${asked}. Nothing was decided about it; you may ask again.`,
      };
    case 'expired':
      return {
        ...common,
        subject: `Expired: ${title}`,
        lead: `Nobody decided on ${asked} in time, so it has expired. You may ask again.`,
        facts: [{ label: 'Expired', value: instantInWords(request.expiresAt, timeZone) }],
      };
    default:
      return undefined;
  }
}

function decided({ title, url, nameOf, timeZone }: RequestSubject, decision: DecisionRecord): Message {
  const outcome = outcomeWords[decision.outcome];
  const rejection = decision.signOffs.find((signOff) => signOff.decision === 'reject');
  return {
    subject: `${outcome}: ${title}`,
    lead: `Your adoption request “${title}” is decided: ${outcome.toLowerCase()}.`,
    facts: [
      { label: 'Tier', value: tierWords[decision.tier] },
      { label: 'Decided', value: instantInWords(decision.decidedAt, timeZone) },
      ...decision.signOffs.map(({ role, by }) => ({
        label: capitalised(roleWords[role]),
        value: nameOf(by),
      })),
    ],
    quote: rejection?.comment,
    items: conditionItems(
      decision.signOffs.flatMap(({ conditions }) => conditions),
      nameOf,
    ),
    action: { label: 'Read the decision', url },
    because: yours,
  };
}

function conditionAssigned(
  { delivery, title, url, nameOf }: RequestSubject,
  decision: DecisionRecord,
): Message {
  const mine = decision.signOffs
    .flatMap(({ conditions }) => conditions)
    .filter(({ owner }) => owner === delivery.person?.id);
  return {
    subject: `A condition for you: ${title}`,
    lead: `The adoption request “${title}” is approved on a condition that you are to see to.`,
    facts: [],
    items: conditionItems(mine, nameOf),
    action: { label: 'Read the decision', url },
    because: 'You get this because you were named as the owner of a condition.',
  };
}

function conditionItems(
  conditions: readonly ApprovalCondition[],
  nameOf: RequestSubject['nameOf'],
): Message['items'] {
  return conditions.map(({ text, owner, dueOn }) => ({
    title: onOneLine(text, 500),
    detail: `${nameOf(owner)}, by ${dateInWords(dueOn)}`,
  }));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
