import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findApplicability } from '../db/statement-of-applicability.ts';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityEvent,
} from '../domain/statement-of-applicability-state.ts';
import { subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';

/** What is said about the statement of applicability; undefined once nobody wants it any more. */
export async function composeApplicability(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const found = await findApplicability(db);
  const held = found && {
    ...found,
    title: 'Statement of applicability',
    people: [found.state.proposed?.by ?? []].flat(),
  };
  const subject = await subjectOf<StatementOfApplicability, StatementOfApplicabilityEvent>(
    db,
    publicUrl,
    delivery,
    held,
  );
  const { state, event, nameOf } = subject;
  const url = `${publicUrl}/statement-of-applicability`;
  if (delivery.kind === 'applicability_decided') {
    const { version } = event;
    const isSigned = event.type === 'ApplicabilitySigned';
    return {
      subject: `Statement of applicability, version ${version}: ${isSigned ? 'signed' : 'refused'}`,
      lead: `${nameOf(event.by)} has ${isSigned ? 'signed' : 'refused to sign'} version ${version} of the statement of applicability.`,
      facts: [],
      items: [],
      ...(event.type === 'ApplicabilityRefused' && { quote: event.reason }),
      action: { label: 'Read it', url },
      because: 'You get this because you put it forward.',
    };
  }
  const { proposed } = state;
  if (proposed === null) return undefined;
  const isReminder = delivery.kind === 'applicability_sign_off_reminder';
  return {
    subject: `${isReminder ? 'Reminder: to' : 'To'} be signed: statement of applicability, version ${proposed.version}`,
    lead: `${nameOf(proposed.by)} has put forward which controls apply, and why. Management signs it, or says why not.`,
    facts: [],
    items: [],
    ...(proposed.note !== '' && { quote: proposed.note }),
    action: { label: 'Read and sign it', url },
    because: 'You get this because management signs the statement of applicability.',
  };
}
