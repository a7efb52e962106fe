import type { PersonId } from './decider.ts';
import { type Role, system } from './identity.ts';
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
import { bandOf } from './risk-policy.ts';
import type { PlannedAction, Risk, RiskEvent } from './risk-state.ts';
import { risk as decider } from './risk.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the risk was like until then. */
export function riskNotifications(
  before: Risk | undefined,
  seqBefore: number,
  events: readonly RiskEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<Risk, RiskEvent> = {
  decider,
  told: (event, before, risk) => [
    ...peopleTold(event, before, risk),
    ...signatoriesAsked(before, risk),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(event: RiskEvent, before: Risk | undefined, risk: Risk): Told[] {
  const { owner } = risk.description;
  switch (event.type) {
    case 'RiskIdentified':
      return toOther(event.by === system ? 'risks_proposed' : 'risk_assigned', owner, event);
    case 'RiskDescribed':
      return before?.description.owner === owner ? [] : toOther('risk_assigned', owner, event);
    case 'RiskReopened':
      return toOther('risk_reopened', owner, event);
    case 'RiskTreatmentChosen':
      return ownersOf(event.actions).flatMap((person) => toOther('risk_action_assigned', person, event));
    case 'RiskActionReminded':
      return toActionOwner(risk, event.action);
    case 'RiskActionEscalated':
      return [
        ...toActionOwner(risk, event.action),
        toRole('risk_action_escalated', risk.policy.rules.escalateTo),
      ];
    case 'RiskAcceptanceSigned':
      return toOther('risk_accepted', owner, event);
    case 'RiskAcceptanceReminded':
      return [toPerson('risk_acceptance_reminder', owner)];
    case 'RiskAcceptanceStale':
      return toOther('risk_acceptance_ended', owner, event);
    case 'RiskAcceptanceLapsed':
      return [toPerson('risk_acceptance_ended', owner)];
    case 'RiskEscalated':
      return [...lateOwner(risk), toRole('risk_escalated', event.to)];
    case 'RiskClosed':
      // Of what only a request would have brought, the request's end says enough.
      return event.by === system ? [] : toOther('risk_closed', owner, event);
    case 'RiskAssessed':
    case 'RiskActionCompleted':
    case 'RiskPolicyAdopted':
      return [];
  }
}

/** Whoever may accept the risk as it is now and could not before: for its treatment, its band, or an end of the last. */
function signatoriesAsked(before: Risk | undefined, risk: Risk): Told[] {
  const known = before === undefined ? [] : signatoriesOf(before);
  return signatoriesOf(risk)
    .filter((role) => !known.includes(role))
    .map((role) => toRole('risk_acceptance_requested', role));
}

function signatoriesOf({ state, policy: { rules }, residual }: Risk): Role[] {
  return state === 'accepting' ? rules.acceptance[bandOf(rules, residual)].roles : [];
}

function ownersOf(actions: readonly PlannedAction[]): PersonId[] {
  return [...new Set(actions.map(({ owner }) => owner))];
}

function toActionOwner({ actions }: Risk, action: string): Told[] {
  return actions
    .filter(({ id }) => id === action)
    .map(({ owner }) => toPerson('risk_action_reminder', owner));
}

/** Of a lapsed acceptance, which escalates at once, its owner hears in a message of its own. */
function lateOwner({ staleSince, description }: Risk): Told[] {
  return staleSince?.because === 'end_date' ? [] : [toPerson('risk_reminder', description.owner)];
}

const publicTypeOf: Record<RiskEvent['type'], PublicEventType | null> = {
  RiskIdentified: 'risk.identified',
  RiskDescribed: null,
  RiskAssessed: 'risk.assessed',
  RiskTreatmentChosen: 'risk.treatment_chosen',
  RiskActionCompleted: null,
  RiskActionReminded: null,
  RiskActionEscalated: null,
  RiskAcceptanceSigned: 'risk.accepted',
  RiskAcceptanceReminded: null,
  RiskAcceptanceStale: 'risk.acceptance_ended',
  RiskAcceptanceLapsed: 'risk.acceptance_ended',
  RiskEscalated: 'risk.escalated',
  RiskPolicyAdopted: null,
  RiskClosed: 'risk.closed',
  RiskReopened: 'risk.reopened',
};
