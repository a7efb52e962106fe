import type { PersonId } from './decider.ts';
import { isPerson } from './identity.ts';
import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  toOther,
  type Told,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';
import type { OversightCase, OversightCaseEvent, ReviewerPlace } from './oversight-case-state.ts';
import { oversightCase as decider } from './oversight-case.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the case was like until then. */
export function oversightCaseNotifications(
  before: OversightCase | undefined,
  seqBefore: number,
  events: readonly OversightCaseEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<OversightCase, OversightCaseEvent> = {
  decider,
  told: (event, before, current) => [
    ...peopleTold(event, before, current),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(
  event: OversightCaseEvent,
  before: OversightCase | undefined,
  current: OversightCase,
): Told[] {
  switch (event.type) {
    case 'ReviewerAssigned':
      return [asked(event.place, event.reviewer, event.level > 1)];
    case 'OversightCaseHandedOver':
      return [asked(event.place, event.to, false)];
    case 'ReviewerMissing':
      return gapTold(event, before, current);
    case 'ReviewerReminded':
      return toReviewer(current, event.place);
    case 'DecisionProposed':
      // A second reviewer who has been found before is not assigned anew.
      return current.second?.reviewer
        ? [toPerson('oversight_confirmation_requested', current.second.reviewer)]
        : [];
    case 'DecisionDisputed':
      return before?.proposal ? [toPerson('oversight_decision_disputed', before.proposal.by)] : [];
    case 'OversightCaseDecided':
      return concerned(before, current, event.by).map((one) => toPerson('oversight_case_decided', one));
    case 'SeriousIncidentReminded':
      return settling('oversight_report_reminder', current, event.overdue);
    case 'ClosingReminded':
      return settling('oversight_closing_reminder', current, true);
    case 'OversightCaseClosed':
    case 'OversightCaseCalledOff':
      return isPerson(current.openedBy) ? toOther('oversight_case_closed', current.openedBy, event) : [];
    case 'OversightCaseOpened':
    case 'OversightTermsSet':
    case 'ReviewerSought':
    case 'ReviewerReleased':
    case 'OversightCaseAcknowledged':
    case 'OversightCaseEscalated':
    case 'SecondOpinionAsked':
    case 'SeriousIncidentReported':
      return [];
  }
}

/** Whoever is asked above the first level is told that it has come to them because of others. */
function asked(place: ReviewerPlace, person: PersonId, isEscalated: boolean): Told {
  if (place === 'second') return toPerson('oversight_confirmation_requested', person);
  return toPerson(isEscalated ? 'oversight_case_escalated' : 'oversight_case_assigned', person);
}

/** Once for a case; and again each time that nobody is found at the last level. */
function gapTold(
  { level }: Extract<OversightCaseEvent, { type: 'ReviewerMissing' }>,
  before: OversightCase | undefined,
  { terms }: OversightCase,
): Told[] {
  if (terms === null) return [];
  const { levels, gapTo } = terms.policy.rules;
  const isNews = before?.gap === null || level === levels.length;
  return isNews ? [toRole('oversight_case_gap', gapTo)] : [];
}

function toReviewer(current: OversightCase, place: ReviewerPlace): Told[] {
  const reviewer = current[place]?.reviewer;
  return reviewer ? [toPerson('oversight_case_reminder', reviewer)] : [];
}

/** Who has brought it up, who answers for the system, and whoever else had it before them. */
function concerned(before: OversightCase | undefined, current: OversightCase, by: PersonId): PersonId[] {
  const { openedBy, terms, decision } = current;
  const others = [
    openedBy,
    terms?.owner,
    before?.first?.reviewer,
    before?.second?.reviewer,
    decision?.by,
  ].flatMap((one) => one ?? []);
  return [...new Set(others)].filter((one) => one !== by && isPerson(one));
}

/** Whoever has decided sees it through; what is late is known to who answers for oversight. */
function settling(
  kind: 'oversight_report_reminder' | 'oversight_closing_reminder',
  { decision, terms }: OversightCase,
  isLate: boolean,
): Told[] {
  return [
    ...(decision === null ? [] : [toPerson(kind, decision.by)]),
    ...(isLate && terms !== null ? [toRole(kind, terms.policy.rules.gapTo)] : []),
  ];
}

const publicTypeOf: Record<OversightCaseEvent['type'], PublicEventType | null> = {
  OversightCaseOpened: 'oversight_case.opened',
  OversightTermsSet: null,
  ReviewerAssigned: 'oversight_case.assigned',
  ReviewerMissing: 'oversight_case.gap',
  ReviewerSought: null,
  OversightCaseAcknowledged: 'oversight_case.acknowledged',
  ReviewerReminded: null,
  OversightCaseEscalated: 'oversight_case.escalated',
  OversightCaseHandedOver: 'oversight_case.assigned',
  ReviewerReleased: null,
  SecondOpinionAsked: null,
  DecisionProposed: 'oversight_case.proposed',
  DecisionDisputed: 'oversight_case.disputed',
  OversightCaseDecided: 'oversight_case.decided',
  SeriousIncidentReminded: null,
  SeriousIncidentReported: 'oversight_case.reported',
  ClosingReminded: null,
  OversightCaseClosed: 'oversight_case.closed',
  OversightCaseCalledOff: 'oversight_case.called_off',
};
