import type { Told } from '../../domain/notification.ts';

/** "kind to recipient", with the role that it is about where that says more. */
export function lineOf({ kind, recipient, about }: Told): string {
  if (recipient === 'webhooks') return kind;
  const to = 'person' in recipient ? recipient.person : recipient.role;
  return about === null || about === to ? `${kind} to ${to}` : `${kind} to ${to} for ${about}`;
}

/** Without what programs are told. */
export function peopleOf(told: readonly Told[]): string[] {
  return told.filter(({ recipient }) => recipient !== 'webhooks').map(lineOf);
}
