import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  type Told,
  toOther,
  toPrograms,
  toRole,
} from './notification.ts';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityEvent,
} from './statement-of-applicability-state.ts';
import { signsApplicability, statementOfApplicability } from './statement-of-applicability.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what it was like until then. */
export function applicabilityNotifications(
  before: StatementOfApplicability | undefined,
  seqBefore: number,
  events: readonly StatementOfApplicabilityEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<StatementOfApplicability, StatementOfApplicabilityEvent> = {
  decider: statementOfApplicability,
  told: (event, before) => [...peopleTold(event, before), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(
  event: StatementOfApplicabilityEvent,
  before: StatementOfApplicability | undefined,
): Told[] {
  const proposer = before?.proposed?.by;
  switch (event.type) {
    case 'ApplicabilityProposed':
      return [toRole('applicability_sign_off_requested', signsApplicability)];
    case 'ApplicabilityReminded':
      return [toRole('applicability_sign_off_reminder', signsApplicability)];
    case 'ApplicabilitySigned':
    case 'ApplicabilityRefused':
      return proposer === undefined ? [] : toOther('applicability_decided', proposer, event);
    case 'ApplicabilityTakenBack':
      return [];
  }
}

const publicTypeOf: Record<StatementOfApplicabilityEvent['type'], PublicEventType | null> = {
  ApplicabilityProposed: null,
  ApplicabilitySigned: 'statement_of_applicability.signed',
  ApplicabilityRefused: null,
  ApplicabilityTakenBack: null,
  ApplicabilityReminded: null,
};
