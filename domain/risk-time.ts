import type { Instant } from './decider.ts';
import { system } from './identity.ts';
import type { Risk, RiskAcceptance, RiskAction, RiskEvent } from './risk-state.ts';

/** The acceptance that counts: signed, and neither stale nor at its end. */
export function acceptanceInForce({ acceptances }: Risk): RiskAcceptance | undefined {
  const last = acceptances.at(-1);
  return last?.ended === null ? last : undefined;
}

/** Whether the risk is dealt with: treated, being mitigated by a plan that is on time, or accepted. */
export function isDealtWith(risk: Risk): boolean {
  if (risk.state === 'mitigating') return openActions(risk).every(({ escalatedAt }) => escalatedAt === null);
  return risk.state === 'treated' || risk.state === 'accepted' || risk.state === 'closed';
}

export function openActions({ actions, state }: Risk): RiskAction[] {
  return state === 'closed' ? [] : actions.filter(({ done }) => done === null);
}

/** What the risk waits for people to do. */
export function waitingFor(risk: Risk): ('treatment' | 'acceptance' | 'actions')[] {
  if (risk.state === 'untreated') return ['treatment'];
  if (risk.state === 'accepting') return ['acceptance'];
  return openActions(risk).length > 0 ? ['actions'] : [];
}

/** Whether somebody has let a time pass: nobody dealt with it, or an action is overdue. */
export function isOverdue(risk: Risk): boolean {
  return risk.escalatedAt !== null || openActions(risk).some(({ escalatedAt }) => escalatedAt !== null);
}

/** By when somebody must do something next: deal with the risk, do an action, or sign its acceptance again. */
export function nextDue(risk: Risk): Instant | undefined {
  const acceptance = acceptanceInForce(risk);
  return [
    ...(risk.dealWithBy === null ? [] : [risk.dealWithBy]),
    ...openActions(risk).map(({ dueAt }) => dueAt),
    ...(acceptance === undefined ? [] : [acceptance.until]),
  ].sort()[0];
}

export function nextDeadline(risk: Risk): Instant | undefined {
  const acceptance = acceptanceInForce(risk);
  const { dealWithBy, escalatedAt: escalated } = risk;
  const instants = [
    ...(dealWithBy !== null && escalated === null ? [dealWithBy] : []),
    ...openActions(risk).flatMap(({ remindAt, escalatedAt, dueAt }) => [
      ...remindAt,
      ...(escalatedAt === null ? [dueAt] : []),
    ]),
    ...(acceptance === undefined ? [] : [...acceptance.remindAt, acceptance.until]),
  ];
  return instants.sort()[0];
}

/** What time alone has brought about by `now`; an acceptance ends at its own instant, however late that is seen. */
export function elapse(risk: Risk, now: Instant): RiskEvent[] {
  return [...elapsedActions(risk, now), ...elapsedAcceptance(risk, now), ...elapsedWaiting(risk, now)];
}

function elapsedWaiting({ dealWithBy, escalatedAt, policy }: Risk, now: Instant): RiskEvent[] {
  if (dealWithBy === null || escalatedAt !== null || dealWithBy > now) return [];
  return [{ type: 'RiskEscalated', at: now, by: system, to: policy.rules.escalateTo }];
}

function elapsedActions(risk: Risk, now: Instant): RiskEvent[] {
  return openActions(risk).flatMap(({ id, dueAt, remindAt, escalatedAt }): RiskEvent[] => [
    ...(remindAt.some((instant) => instant <= now)
      ? [
          {
            type: 'RiskActionReminded' as const,
            at: now,
            by: system,
            action: id,
            dueAt,
            overdue: dueAt <= now,
          },
        ]
      : []),
    ...(escalatedAt === null && dueAt <= now
      ? [
          {
            type: 'RiskActionEscalated' as const,
            at: now,
            by: system,
            action: id,
            to: risk.policy.rules.escalateTo,
          },
        ]
      : []),
  ]);
}

function elapsedAcceptance(risk: Risk, now: Instant): RiskEvent[] {
  const acceptance = acceptanceInForce(risk);
  if (acceptance === undefined) return [];
  const { until, remindAt } = acceptance;
  if (until <= now) {
    const to = risk.policy.rules.escalateTo;
    return [
      { type: 'RiskAcceptanceLapsed', at: until, by: system },
      { type: 'RiskEscalated', at: now, by: system, to },
    ];
  }
  return remindAt.some((instant) => instant <= now)
    ? [{ type: 'RiskAcceptanceReminded', at: now, by: system, until }]
    : [];
}
