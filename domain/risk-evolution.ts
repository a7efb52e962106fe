import type { Instant } from './decider.ts';
import type {
  PlannedAction,
  Risk,
  RiskAcceptance,
  RiskAction,
  RiskEvent,
  RiskTreatment,
} from './risk-state.ts';

type Ending = NonNullable<RiskAcceptance['ended']>['because'];

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(risk: Risk | undefined, event: RiskEvent): Risk {
  if (event.type === 'RiskIdentified') return identified(event);
  if (risk === undefined) throw new Error(`the first event of a risk is RiskIdentified, not ${event.type}`);
  switch (event.type) {
    case 'RiskDescribed':
      return { ...risk, description: event.description };
    case 'RiskAssessed':
      return { ...risk, inherent: event.inherent, residual: event.residual };
    case 'RiskTreatmentChosen':
      return treated(endAcceptance(risk, event, 'other_treatment'), event);
    case 'RiskActionCompleted':
      return settledActions(
        changeAction(risk, event.action, (action) => ({
          ...action,
          done: { by: event.by, at: event.at, note: event.note },
        })),
      );
    case 'RiskActionReminded':
      return changeAction(risk, event.action, (action) => ({
        ...action,
        remindAt: action.remindAt.filter((instant) => instant > event.at),
      }));
    case 'RiskActionEscalated':
      return changeAction(risk, event.action, (action) => ({ ...action, escalatedAt: event.at }));
    case 'RiskAcceptanceSigned': {
      const { at, by, reason, until, remindAt, residual, band, policyVersion } = event;
      const signed = { at, by, reason, until, remindAt, residual, band, policyVersion, ended: null };
      return { ...risk, ...dealtWith, state: 'accepted', acceptances: [...risk.acceptances, signed] };
    }
    case 'RiskAcceptanceReminded':
      return changeAcceptance(risk, (acceptance) => ({
        ...acceptance,
        remindAt: acceptance.remindAt.filter((instant) => instant > event.at),
      }));
    case 'RiskAcceptanceStale':
      return { ...mustBeSignedAgain(risk, event, event.because), dealWithBy: treatBy(risk, event) };
    case 'RiskAcceptanceLapsed':
      return { ...mustBeSignedAgain(risk, event, 'end_date'), dealWithBy: event.at };
    case 'RiskEscalated':
      return { ...risk, escalatedAt: event.at };
    case 'RiskPolicyAdopted':
      return { ...risk, policy: event.policy };
    case 'RiskClosed':
      return {
        ...endAcceptance(risk, event, 'closed'),
        ...dealtWith,
        state: 'closed',
        closure: { by: event.by, at: event.at, reason: event.reason },
      };
    case 'RiskReopened':
      return {
        ...risk,
        state: 'untreated',
        treatment: null,
        actions: [],
        closure: null,
        dealWithBy: treatBy(risk, event),
      };
  }
}

/** Of a risk for which nothing is waited for any more. */
const dealtWith = { staleSince: null, dealWithBy: null, escalatedAt: null };

function identified(event: Extract<RiskEvent, { type: 'RiskIdentified' }>): Risk {
  const { description, inherent, residual, policy, at, by } = event;
  return {
    state: 'untreated',
    identifiedAt: at,
    identifiedBy: by,
    description,
    inherent,
    residual,
    policy,
    treatment: null,
    actions: [],
    acceptances: [],
    staleSince: null,
    dealWithBy: treatBy({ policy }, event),
    escalatedAt: null,
    closure: null,
  };
}

function treatBy({ policy }: Pick<Risk, 'policy'>, { at }: { at: Instant }): Instant {
  return new Date(Date.parse(at) + policy.rules.treatWithinDays * 86_400_000).toISOString();
}

const stateAfter: Record<RiskTreatment, Risk['state']> = {
  mitigate: 'mitigating',
  avoid: 'treated',
  transfer: 'treated',
  accept: 'accepting',
};

function treated(risk: Risk, event: Extract<RiskEvent, { type: 'RiskTreatmentChosen' }>): Risk {
  const { treatment: kind, reason, by, at, actions } = event;
  const chosen = {
    ...risk,
    state: stateAfter[kind],
    treatment: { kind, reason, by, at },
    actions: actions.map(planned),
    staleSince: null,
  };
  // To ask for an acceptance wins no time: the one that a risk had to be dealt with in runs on.
  return kind === 'accept'
    ? { ...chosen, dealWithBy: risk.dealWithBy ?? treatBy(risk, event) }
    : { ...chosen, ...dealtWith };
}

function planned({ id, text, owner, dueAt, remindAt }: PlannedAction): RiskAction {
  return { id, text, owner, dueAt, remindAt, escalatedAt: null, done: null };
}

/** A plan is carried out when its last action is done. */
function settledActions(risk: Risk): Risk {
  const finished = risk.state === 'mitigating' && risk.actions.every(({ done }) => done !== null);
  return finished ? { ...risk, state: 'treated' } : risk;
}

function changeAction(risk: Risk, id: string, change: (action: RiskAction) => RiskAction): Risk {
  return { ...risk, actions: risk.actions.map((action) => (action.id === id ? change(action) : action)) };
}

function mustBeSignedAgain(
  risk: Risk,
  { at }: RiskEvent,
  because: NonNullable<Risk['staleSince']>['because'],
): Risk {
  return { ...endAcceptance(risk, { at }, because), state: 'accepting', staleSince: { at, because } };
}

function endAcceptance(risk: Risk, { at }: { at: string }, because: Ending): Risk {
  return changeAcceptance(risk, (acceptance) => ({ ...acceptance, ended: { at, because } }));
}

/** Changes the acceptance that counts, where one does. */
function changeAcceptance(risk: Risk, change: (acceptance: RiskAcceptance) => RiskAcceptance): Risk {
  const acceptances = risk.acceptances.map((acceptance) =>
    acceptance.ended === null ? change(acceptance) : acceptance,
  );
  return { ...risk, acceptances };
}
