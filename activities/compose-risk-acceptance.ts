import { bandOf } from '../domain/risk-policy.ts';
import { acceptanceInForce } from '../domain/risk-time.ts';
import { dueFact, type RiskSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, riskEndWords, roleWords } from './words.ts';

/** A message about the acceptance of a risk; undefined for any other, or once it is of no use. */
export function composeRiskAcceptance(subject: RiskSubject): Message | undefined {
  const { delivery, state, event, title, nameOf, url, timeZone } = subject;
  const common = riskMessage(subject);
  const acceptance = acceptanceInForce(state);
  switch (delivery.kind) {
    case 'risk_acceptance_requested':
      return state.state === 'accepting'
        ? {
            ...common,
            subject: `Acceptance needed: ${title}`,
            lead: `${nameOf(state.description.owner)} cannot live with the risk “${title}” on their own: somebody of your role is to accept it, or to say no.`,
            quote: state.treatment?.reason,
            action: { label: 'Read the risk and decide', url },
            because: `You get this because ${delivery.about === null ? 'your role' : roleWords[delivery.about]} may accept such a risk, and it is your turn.`,
          }
        : undefined;
    case 'risk_acceptance_reminder':
      return (
        acceptance && {
          ...common,
          subject: `Acceptance ends soon: ${title}`,
          lead: `Your risk “${title}” is accepted until ${instantInWords(acceptance.until, timeZone)}. Have it treated, or accepted again, by then.`,
          facts: [],
        }
      );
    case 'risk_acceptance_ended':
      return state.staleSince === null
        ? undefined
        : {
            ...common,
            subject: `No longer accepted: ${title}`,
            lead: `Nobody’s acceptance of your risk “${title}” counts any more, because ${riskEndWords[state.staleSince.because]}. Have it accepted again, or treat it otherwise.`,
          };
    case 'risk_accepted':
      return (
        acceptance && {
          ...common,
          subject: `Accepted: ${title}`,
          lead: `${nameOf(event.by)} has accepted your risk “${title}” until ${instantInWords(acceptance.until, timeZone)}.`,
          facts: [],
          quote: 'reason' in event ? event.reason : undefined,
        }
      );
    default:
      return undefined;
  }
}

/** What messages to the owner of a risk have in common. */
export function riskMessage({ state, url, timeZone }: RiskSubject): Omit<Message, 'subject' | 'lead'> {
  return {
    facts: [
      ...dueFact(state.dealWithBy, timeZone),
      { label: 'Residual risk', value: bandOf(state.policy.rules, state.residual) },
    ],
    items: [],
    action: { label: 'Read the risk', url },
    because: 'You get this because you own this risk.',
  };
}
