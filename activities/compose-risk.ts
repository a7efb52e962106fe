import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { ownRisksOfRequest } from '../db/risk-touch.ts';
import { findRisk } from '../db/risk.ts';
import type { Risk, RiskEvent } from '../domain/risk-state.ts';
import { isDealtWith, isOverdue } from '../domain/risk-time.ts';
import { pagePathOf, partsOf } from '../domain/topic.ts';
import { composeRiskAcceptance, riskMessage } from './compose-risk-acceptance.ts';
import { composeRiskAction } from './compose-risk-action.ts';
import { dueFact, type RiskSubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { onOneLine } from './words.ts';

/** What is said about a risk; undefined once nobody wants it any more. */
export async function composeRisk(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findRisk(db, partsOf(delivery.topic ?? '').id);
  const held = found && { ...found, title: found.state.description.title, people: peopleIn(found.state) };
  const subject = await subjectOf<Risk, RiskEvent>(db, publicUrl, delivery, held);
  if (delivery.kind === 'risks_proposed') return composeProposed(db, publicUrl, subject);
  return composeRiskAction(subject) ?? composeTreatment(subject) ?? composeRiskAcceptance(subject);
}

/** What a request brings, all of it in one message: its owner reads it once. */
async function composeProposed(
  db: Database,
  publicUrl: string,
  { delivery, state, timeZone }: RiskSubject,
): Promise<Message | undefined> {
  const [request] = state.description.requests;
  if (request === undefined || delivery.person === null) return undefined;
  const { title, risks } = await ownRisksOfRequest(db, request, delivery.person.id);
  const [first] = risks;
  if (first === undefined) return undefined;
  const count = risks.length === 1 ? 'a risk' : `${risks.length} risks`;
  const name = onOneLine(title);
  return {
    subject: `Yours to treat, ${count}: ${name}`,
    lead: `The adoption request “${name}” brings ${count} that you own. Decide how each is treated: without that it is not approved.`,
    facts: dueFact(first.dealWithBy, timeZone),
    items: risks.map((risk) => ({
      title: onOneLine(risk.title),
      detail: `${risk.band} residual risk`,
      url: `${publicUrl}${pagePathOf(`risk/${risk.id}`)}`,
    })),
    action: { label: 'Read the request', url: `${publicUrl}${pagePathOf(`adoption-request/${request}`)}` },
    because: 'You get this because you are the business owner of the request.',
  };
}

/** A message about dealing with the risk at all. */
function composeTreatment(subject: RiskSubject): Message | undefined {
  const { delivery, state, event, title, nameOf } = subject;
  const common = { ...riskMessage(subject), action: { label: 'Decide how it is treated', url: subject.url } };
  switch (delivery.kind) {
    case 'risk_assigned':
      return {
        ...common,
        subject: `A risk for you: ${title}`,
        lead: `${nameOf(event.by)} has made you the owner of the risk “${title}”.${isDealtWith(state) ? '' : ' Decide how it is treated.'}`,
      };
    case 'risk_reopened':
      return {
        ...common,
        subject: `Reopened: ${title}`,
        lead: `The risk “${title}” is open again. Decide how it is treated.`,
        quote: 'reason' in event ? event.reason : undefined,
      };
    case 'risk_reminder':
      return isDealtWith(state)
        ? undefined
        : {
            ...common,
            subject: `Overdue: ${title}`,
            lead: `Nobody has treated or accepted your risk “${title}” in time. See to it that somebody does.`,
          };
    case 'risk_escalated':
      return isOverdue(state)
        ? {
            ...common,
            subject: `Escalated to you: ${title}`,
            lead: `Nobody has treated or accepted the risk “${title}” of ${nameOf(state.description.owner)} in time. See to it that somebody does.`,
            because: 'You get this because overdue risks are escalated to your role.',
          }
        : undefined;
    case 'risk_closed':
      return {
        ...common,
        facts: [],
        subject: `Closed: ${title}`,
        lead: `${nameOf(event.by)} has closed your risk “${title}”.`,
        quote: 'reason' in event ? event.reason : undefined,
        action: { label: 'Read the risk', url: subject.url },
      };
    default:
      return undefined;
  }
}

function peopleIn({ description, actions }: Risk): string[] {
  return [description.owner, ...actions.map(({ owner }) => owner)];
}
