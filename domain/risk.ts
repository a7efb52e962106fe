import type { Decider, Decision, Refusal } from './decider.ts';
import { type Actor, type Role, system } from './identity.ts';
import { evolve } from './risk-evolution.ts';
import { bandOf, type RiskScore } from './risk-policy.ts';
import type { Risk, RiskCommand, RiskEvent, StaleReason } from './risk-state.ts';
import { sameValue } from './same-value.ts';
import { acceptanceInForce, elapse, isDealtWith, nextDeadline } from './risk-time.ts';

type CommandOf<Type extends RiskCommand['type']> = Extract<RiskCommand, { type: Type }>;
type Answer = Decision<RiskEvent>;

/** A risk: who may do what to it, and what follows (ISO/IEC 42001, 6.1.3 and 8.3: treatment, and who approves it). */
export const risk: Decider<Risk, RiskCommand, RiskEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  // To reopen it takes its process up again.
  isFinal: ({ state }) => state === 'closed',
};

function decide(command: RiskCommand, current: Risk | undefined): Answer {
  if (command.type === 'identify') return identify(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such risk.' };
  switch (command.type) {
    case 'describe':
      return describe(command, current);
    case 'assess':
      return assess(command, current);
    case 'treat':
      return treat(command, current);
    case 'completeAction':
      return completeAction(command, current);
    case 'signAcceptance':
      return signAcceptance(command, current);
    case 'close':
      return close(command, current);
    case 'reopen':
      return reopen(command, current);
    case 'affectedChanged':
      return withStale(current, [], command, 'affected');
    case 'requestEnded':
      return requestEnded(command, current);
    case 'adoptPolicy':
      return adoptPolicy(command, current);
  }
}

function identify(command: CommandOf<'identify'>, current: Risk | undefined): Answer {
  const { at, by, description, inherent, residual, policy } = command;
  // What was closed only because nobody asked for it any more is a risk again once somebody does.
  if (current?.closure?.by === system)
    return [{ type: 'RiskReopened', at, by, reason: 'It is proposed again.' }];
  if (current !== undefined)
    return { code: 'already_decided', detail: 'This risk is in the register already.' };
  const fault = scoreFault(inherent, residual);
  return fault ?? [{ type: 'RiskIdentified', at, by, description, inherent, residual, policy }];
}

function describe({ at, by, actor, description, replaces }: CommandOf<'describe'>, current: Risk): Answer {
  const barred = mayNot(actor, current, 'change');
  if (barred !== undefined) return barred;
  if (!sameValue(replaces, current.description)) {
    return { code: 'stale_revision', detail: 'Somebody else has changed this risk since you saw it.' };
  }
  if (sameValue(description, current.description)) return unchanged();
  const owned = { ...current.description, owner: description.owner };
  const event: RiskEvent = { type: 'RiskDescribed', at, by, description };
  // Another owner alone is no other risk: what was accepted is the same, unless by the very person who owns it now.
  const ownedBySignatory = acceptanceInForce(current)?.by === description.owner;
  const sameRisk = sameValue(description, owned) && !ownedBySignatory;
  return sameRisk ? [event] : withStale(current, [event], { at, by }, 'description');
}

function assess({ at, by, actor, inherent, residual, reason }: CommandOf<'assess'>, current: Risk): Answer {
  const barred = mayNot(actor, current, 'assess') ?? scoreFault(inherent, residual);
  if (barred !== undefined) return barred;
  const sameResidual = sameValue(residual, current.residual);
  if (sameResidual && sameValue(inherent, current.inherent)) return unchanged();
  const event: RiskEvent = { type: 'RiskAssessed', at, by, inherent, residual, reason };
  return sameResidual ? [event] : withStale(current, [event], { at, by }, 'residual_score');
}

function treat({ at, by, actor, treatment, reason, actions }: CommandOf<'treat'>, current: Risk): Answer {
  const barred = mayNot(actor, current, 'treat');
  if (barred !== undefined) return barred;
  if (treatment === 'mitigate' && actions.length === 0) {
    return { code: 'invalid', pointer: '/actions', detail: 'Mitigation needs at least one action.' };
  }
  if (treatment !== 'mitigate' && actions.length > 0) {
    return { code: 'invalid', pointer: '/actions', detail: 'Actions go with mitigation only.' };
  }
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why this treatment.' };
  return [{ type: 'RiskTreatmentChosen', at, by, treatment, reason, actions }];
}

function completeAction(
  { at, by, actor, action: id, note }: CommandOf<'completeAction'>,
  current: Risk,
): Answer {
  const action = current.actions.find((candidate) => candidate.id === id);
  if (action === undefined)
    return { code: 'invalid', pointer: '/action', detail: 'There is no such action.' };
  if (action.owner !== actor.person) {
    const barred = mayNot(actor, current, 'complete an action of');
    if (barred !== undefined) return barred;
  }
  if (current.state === 'closed') return closed();
  if (action.done !== null) return { code: 'already_decided', detail: 'This action is done already.' };
  return [{ type: 'RiskActionCompleted', at, by, action: id, note }];
}

function signAcceptance(command: CommandOf<'signAcceptance'>, current: Risk): Answer {
  const { at, by, actor, reason, until, latest, remindAt } = command;
  const band = bandOf(current.policy.rules, current.residual);
  const { roles } = current.policy.rules.acceptance[band];
  if (!roles.some((role) => actor.roles.includes(role))) {
    return { code: 'wrong_role', detail: `A ${band} residual risk is accepted by: ${roles.join(', ')}.` };
  }
  if (actor.person === current.description.owner) {
    return { code: 'segregation_of_duties', detail: 'Nobody accepts the risk that they own.' };
  }
  if (current.state === 'closed') return closed();
  if (current.state === 'accepted')
    return { code: 'already_decided', detail: 'This risk is accepted already.' };
  if (current.state !== 'accepting') {
    return { code: 'invalid', detail: 'Its treatment is not acceptance.' };
  }
  if (!sameValue(command.residual, current.residual)) {
    return { code: 'stale_revision', detail: 'The residual score has changed since you saw it.' };
  }
  if (command.policyVersion !== current.policy.version) {
    return { code: 'stale_revision', detail: 'Another version of the risk policy holds by now.' };
  }
  if (reason.trim() === '')
    return { code: 'invalid', pointer: '/reason', detail: 'Say why it is acceptable.' };
  if (until <= at) return { code: 'invalid', pointer: '/until', detail: 'An acceptance ends in the future.' };
  if (until > latest) {
    return {
      code: 'invalid',
      pointer: '/until',
      detail: `A ${band} risk is accepted until ${latest} at most.`,
    };
  }
  const { residual } = current;
  const policyVersion = current.policy.version;
  return [{ type: 'RiskAcceptanceSigned', at, by, reason, until, remindAt, residual, band, policyVersion }];
}

function close({ at, by, actor, reason }: CommandOf<'close'>, current: Risk): Answer {
  const barred = mayNot(actor, current, 'close');
  if (barred !== undefined) return barred;
  if (!isDealtWith(current) && actor.person === current.description.owner) {
    const detail =
      'Nobody dismisses the risk that they own: a compliance manager closes what is not dealt with.';
    return { code: 'segregation_of_duties', detail };
  }
  if (reason.trim() === '')
    return { code: 'invalid', pointer: '/reason', detail: 'Say why it is no risk any more.' };
  return [{ type: 'RiskClosed', at, by, reason }];
}

function reopen({ at, by, actor, reason }: CommandOf<'reopen'>, current: Risk): Answer {
  if (!isResponsible(actor, current)) return notResponsible('reopens');
  if (current.state !== 'closed') return { code: 'not_closed', detail: 'This risk is not closed.' };
  if (reason.trim() === '')
    return { code: 'invalid', pointer: '/reason', detail: 'Say why it is open again.' };
  return [{ type: 'RiskReopened', at, by, reason }];
}

/** What somebody has identified, dealt with or linked to something else is more than what the request was proposed. */
function requestEnded(
  { at, by, request, reason }: CommandOf<'requestEnded'>,
  { state, description }: Risk,
): Answer {
  const onlyItsOwn = description.requests.length === 1 && description.requests[0] === request;
  const onlyProposed = state === 'untreated' && description.proposedBy !== undefined;
  return onlyProposed && onlyItsOwn ? [{ type: 'RiskClosed', at, by, reason }] : unchanged();
}

function adoptPolicy(command: CommandOf<'adoptPolicy'>, current: Risk): Answer {
  const { at, by, policy } = command;
  if (policy.version <= current.policy.version) return unchanged();
  return withStale(current, [{ type: 'RiskPolicyAdopted', at, by, policy }], command, 'policy');
}

/** Whatever the acceptance rested on has changed: it no longer counts from this moment. */
function withStale(
  current: Risk,
  events: RiskEvent[],
  { at, by }: { at: string; by: string },
  because: StaleReason,
): RiskEvent[] {
  if (acceptanceInForce(current) === undefined) return events;
  return [...events, { type: 'RiskAcceptanceStale', at, by, because }];
}

const responsibleRoles: Role[] = ['compliance_manager'];

function isResponsible(actor: Actor, { description }: Risk): boolean {
  return actor.person === description.owner || responsibleRoles.some((role) => actor.roles.includes(role));
}

function mayNot(actor: Actor, current: Risk, act: string): Refusal | undefined {
  if (!isResponsible(actor, current)) return notResponsible(act);
  return current.state === 'closed' ? closed() : undefined;
}

function notResponsible(act: string): Refusal {
  return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} a risk.` };
}

function closed(): Refusal {
  return { code: 'closed', detail: 'This risk is closed; reopen it first.' };
}

function unchanged(): Refusal {
  return { code: 'unchanged', detail: 'This changes nothing.' };
}

/** What controls leave over is never more than what there was without them. */
function scoreFault(inherent: RiskScore, residual: RiskScore): Refusal | undefined {
  const more = residual.likelihood > inherent.likelihood || residual.impact > inherent.impact;
  return more
    ? { code: 'invalid', pointer: '/residual', detail: 'The residual score is higher than the inherent one.' }
    : undefined;
}
