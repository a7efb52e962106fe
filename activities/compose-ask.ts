import type { RequestSubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine, roleWords, tierWords } from './words.ts';

/** A message that asks for a sign-off; undefined for any other kind. */
export function composeAsk(subject: RequestSubject): Message | undefined {
  const { delivery, state: request, title, nameOf, url } = subject;
  const { kind, about } = delivery;
  if (about === null) return undefined;
  const role = roleWords[about];
  const requester = nameOf(request.requester);
  const common = {
    facts: factsOf(subject),
    items: [],
    action: { label: 'Read the request and decide', url: `${url}?role=${about}` },
  };
  switch (kind) {
    case 'sign_off_requested':
      return {
        ...common,
        subject: `Sign-off needed (${role}): ${title}`,
        lead: `${requester} asks for your sign-off as ${role} on the adoption request “${title}”.${again(subject)}`,
        because: becauseOf(subject),
      };
    case 'sign_off_reminder':
      return {
        ...common,
        subject: `${isOverdue(subject) ? 'Overdue' : 'Reminder'} (${role}): ${title}`,
        lead: `The adoption request “${title}” still waits for your sign-off as ${role}.`,
        because: becauseOf(subject),
      };
    case 'sign_off_escalated':
      return {
        ...common,
        subject: `Escalated to you (${role}): ${title}`,
        lead: `The sign-off as ${role} on the adoption request “${title}” is overdue. You may now make it too.`,
        because: `You get this because overdue sign-offs as ${role} are escalated to your role.`,
      };
    default:
      return undefined;
  }
}

/** One line of a digest. */
export function digestItem(subject: RequestSubject): Message['items'][number] {
  const { delivery, state: request, title, url, timeZone } = subject;
  const { about } = delivery;
  const due = dueOf(subject);
  const detail = [
    about === null ? '' : `as ${roleWords[about]}`,
    tierWords[request.tier],
    due === undefined ? '' : `${isOverdue(subject) ? 'was due' : 'due'} ${instantInWords(due, timeZone)}`,
  ];
  return {
    title,
    detail: detail.filter((part) => part !== '').join(' · '),
    url: about === null ? url : `${url}?role=${about}`,
  };
}

function factsOf(subject: RequestSubject): Message['facts'] {
  const { state: request, nameOf, timeZone } = subject;
  const due = dueOf(subject);
  return [
    { label: 'Tier', value: tierWords[request.tier] },
    ...(due === undefined
      ? []
      : [{ label: isOverdue(subject) ? 'Was due' : 'Due', value: instantInWords(due, timeZone) }]),
    {
      label: 'AI system',
      value: onOneLine(`${request.content.system.name}, ${request.content.system.provider}`),
    },
    { label: 'Asked by', value: nameOf(request.requester) },
  ];
}

function dueOf({ state: request, delivery }: RequestSubject): string | undefined {
  return request.signOffs.find(({ role }) => role === delivery.about)?.dueAt;
}

function isOverdue(subject: RequestSubject): boolean {
  const due = dueOf(subject);
  return due !== undefined && due <= new Date().toISOString();
}

function again({ state: request }: RequestSubject): string {
  return request.revision === 1 ? '' : ` It has been changed and is at revision ${request.revision} now.`;
}

function becauseOf({ delivery, nameOf }: RequestSubject): string {
  const { person, memberId, about, role } = delivery;
  const held = about === null ? 'it' : roleWords[about];
  if (role !== null) return `You get this because this is the address of ${roleWords[role]}.`;
  if (memberId !== null && memberId !== person?.id) {
    return `You get this because you stand in for ${nameOf(memberId)} as ${held}.`;
  }
  return about === 'business_owner'
    ? 'You get this because you are named as the business owner.'
    : `You get this because you hold ${held} and it is your turn.`;
}
