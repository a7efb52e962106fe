import { waitingFor } from '../domain/vendor-time.ts';
import { dueFact, isPast, type VendorSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, roleWords } from './words.ts';

/** A message that asks for a sign-off of a vendor; undefined for any other, or when it is not waited for any more. */
export function composeVendorSignOff(subject: VendorSubject): Message | undefined {
  const { delivery, state, title, nameOf, url, timeZone } = subject;
  const { about, memberId, person } = delivery;
  const waiting = waitingFor(state).find(({ role }) => role === about);
  if (about === null || waiting === undefined) return undefined;
  const role = roleWords[about];
  const due = instantInWords(waiting.dueAt, timeZone);
  const standsIn = memberId !== null && memberId !== person?.id;
  const common = {
    facts: [...dueFact(waiting.dueAt, timeZone), { label: 'Owner', value: nameOf(state.details.owner) }],
    items: [],
    action: { label: 'Read the answers and decide', url },
    because: standsIn
      ? `You get this because you stand in for ${nameOf(memberId)} as ${role}.`
      : `You get this because you hold ${role} and it is your turn.`,
  };
  switch (delivery.kind) {
    case 'vendor_sign_off_requested':
      return {
        ...common,
        subject: `Sign-off needed (${role}): ${title}`,
        lead: `The vendor “${title}” has answered. Sign it off as ${role}, or say what is missing, by ${due}.`,
      };
    case 'vendor_sign_off_reminder':
      return {
        ...common,
        subject: `${isPast(waiting.dueAt) ? 'Overdue' : 'Reminder'} (${role}): ${title}`,
        lead: `The vendor “${title}” still waits for your sign-off as ${role}.`,
      };
    case 'vendor_sign_off_escalated':
      return {
        ...common,
        subject: `Escalated to you (${role}): ${title}`,
        lead: `The sign-off of the vendor “${title}” as ${role} is overdue. You may now make it too.`,
        because: `You get this because overdue sign-offs as ${role} are escalated to your role.`,
      };
    default:
      return undefined;
  }
}
