import { dueFact, isPast, type PolicySubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, roleWords } from './words.ts';

/** To whoever signs. */
export function composePolicySignOff({
  delivery,
  state,
  title,
  url,
  timeZone,
}: PolicySubject): Message | undefined {
  const { review } = state;
  const signOff = review?.signOffs.find(({ role }) => role === delivery.about);
  if (review?.phase !== 'review' || signOff === undefined || signOff.made !== null) return undefined;
  const role = roleWords[signOff.role];
  const due = instantInWords(signOff.dueAt, timeZone);
  const [subject, lead] =
    delivery.kind === 'policy_sign_off_escalated'
      ? [`Escalated to you: “${title}”`, `Nobody of ${role} has signed off “${title}” in time; now you can.`]
      : delivery.kind === 'policy_sign_off_reminder'
        ? [
            `${isPast(signOff.dueAt) ? 'Overdue' : 'Reminder'}: sign off “${title}”`,
            `The sign-off of ${role} on “${title}” is waited for.`,
          ]
        : [
            `Sign off “${title}” by ${due}`,
            review.submission?.unchanged === true
              ? `Its owner has reviewed “${title}” and wants to leave it as it is. Your sign-off as ${role} is wanted.`
              : `A new version of “${title}” waits for your sign-off as ${role}.`,
          ];
  return {
    subject,
    lead,
    facts: dueFact(signOff.dueAt, timeZone),
    quote: review.submission?.note,
    items: [],
    action: { label: 'Read it and sign', url },
    because: `You get this because you sign for ${role}, or in place of somebody who does.`,
  };
}
