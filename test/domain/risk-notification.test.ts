import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riskNotifications } from '../../domain/risk-notification.ts';
import type { Risk, RiskEvent } from '../../domain/risk-state.ts';
import { commandAt, live, score } from './random-risk-lives.ts';
import { description, identified, on, policyOf, stateOf } from './risk-beginning.ts';
import { lineOf, peopleOf } from './told.ts';

const residual = { likelihood: 3, impact: 4 } as const;
const begun = identified(residual);

/** Who is told of the last of these events, which follow the identification. */
function toldOfLast(...events: RiskEvent[]): string[] {
  const all = [...begun, ...events];
  return peopleOf(riskNotifications(stateOf(all.slice(0, -1)), all.length - 1, all.slice(-1)));
}

const [identification] = begun as [Extract<RiskEvent, { type: 'RiskIdentified' }>];
const toldOfIdentification = (by: string) =>
  peopleOf(riskNotifications(undefined, 0, [{ ...identification, by }]));

const action = (id: string, owner: string) => ({
  id,
  text: 'Have answers checked',
  owner,
  dueAt: on(20),
  remindAt: [on(6)],
});
const treatment = (kind: 'mitigate' | 'accept', by = 'owner', ...owners: string[]): RiskEvent => ({
  type: 'RiskTreatmentChosen',
  at: on(1),
  by,
  treatment: kind,
  reason: 'It pays',
  actions: owners.map((owner, index) => action(`action-${index}`, owner)),
});
const accepted: RiskEvent = {
  type: 'RiskAcceptanceSigned',
  at: on(2),
  by: 'manager',
  reason: 'Worth it',
  until: on(90),
  remindAt: [on(76)],
  residual,
  band: 'high',
  policyVersion: 1,
};
const system = (days: number) => ({ at: on(days), by: 'system' });

describe('who is told of a risk', () => {
  it('its owner, when somebody else identifies it or a request brings it', () => {
    expect(toldOfIdentification('owner')).toEqual([]);
    expect(toldOfIdentification('anna')).toEqual(['risk_assigned to owner']);
    expect(toldOfIdentification('system')).toEqual(['risks_proposed to owner']);
  });

  it('whoever comes to own it', () => {
    const handedOver: RiskEvent = {
      type: 'RiskDescribed',
      at: on(1),
      by: 'owner',
      description: { ...description, owner: 'olga' },
    };
    expect(toldOfLast(handedOver)).toEqual(['risk_assigned to olga']);
    expect(toldOfLast({ ...handedOver, by: 'olga' })).toEqual([]);
  });

  it('once each, the owners of what is to be done, but not who planned it', () => {
    expect(toldOfLast(treatment('mitigate', 'owner', 'olga', 'olga', 'owner'))).toEqual([
      'risk_action_assigned to olga',
    ]);
  });

  it('whoever is late, and whom that escalates to', () => {
    const planned = treatment('mitigate', 'owner', 'olga');
    const [reminded, escalated]: RiskEvent[] = [
      { type: 'RiskActionReminded', ...system(6), action: 'action-0', dueAt: on(20), overdue: false },
      { type: 'RiskActionEscalated', ...system(20), action: 'action-0', to: 'compliance_manager' },
    ];
    expect(reminded && toldOfLast(planned, reminded)).toEqual(['risk_action_reminder to olga']);
    expect(escalated && toldOfLast(planned, escalated)).toEqual([
      'risk_action_reminder to olga',
      'risk_action_escalated to compliance_manager',
    ]);
    expect(toldOfLast({ type: 'RiskEscalated', ...system(30), to: 'compliance_manager' })).toEqual([
      'risk_reminder to owner',
      'risk_escalated to compliance_manager',
    ]);
  });

  it('the roles of its band, when it is to be accepted, and again once that no longer counts', () => {
    expect(toldOfLast(treatment('accept'))).toEqual(['risk_acceptance_requested to management']);
    expect(toldOfLast(treatment('accept'), accepted)).toEqual(['risk_accepted to owner']);
    const stale: RiskEvent = { type: 'RiskAcceptanceStale', ...system(9), because: 'policy' };
    expect(toldOfLast(treatment('accept'), accepted, stale)).toEqual([
      'risk_acceptance_ended to owner',
      'risk_acceptance_requested to management',
    ]);
  });

  it('roles that may accept it only since it was assessed anew', () => {
    const smaller = { likelihood: 2, impact: 3 } as const;
    const assessed: RiskEvent = {
      type: 'RiskAssessed',
      at: on(2),
      by: 'owner',
      inherent: residual,
      residual: smaller,
      reason: 'Measured',
    };
    expect(toldOfLast(treatment('accept'), assessed)).toEqual([
      'risk_acceptance_requested to compliance_manager',
    ]);
  });

  it('its owner, once, when its acceptance has come to its end', () => {
    const reminded: RiskEvent = { type: 'RiskAcceptanceReminded', ...system(76), until: on(90) };
    const lapsed: RiskEvent = { type: 'RiskAcceptanceLapsed', ...system(90) };
    const escalated: RiskEvent = { type: 'RiskEscalated', ...system(90), to: 'compliance_manager' };
    expect(toldOfLast(treatment('accept'), accepted, reminded)).toEqual([
      'risk_acceptance_reminder to owner',
    ]);
    const all = [...begun, treatment('accept'), accepted];
    expect(peopleOf(riskNotifications(stateOf(all), 3, [lapsed, escalated]))).toEqual([
      'risk_acceptance_ended to owner',
      'risk_acceptance_requested to management',
      'risk_escalated to compliance_manager',
    ]);
  });

  it('its owner, when somebody else closes or reopens it, but not when its request came to nothing', () => {
    const closed = (by: string): RiskEvent => ({ type: 'RiskClosed', at: on(3), by, reason: 'Gone' });
    expect(toldOfLast(closed('chris'))).toEqual(['risk_closed to owner']);
    expect(toldOfLast(closed('owner'))).toEqual([]);
    expect(toldOfLast(closed('system'))).toEqual([]);
    const reopened: RiskEvent = { type: 'RiskReopened', at: on(4), by: 'chris', reason: 'Back' };
    expect(toldOfLast(closed('owner'), reopened)).toEqual(['risk_reopened to owner']);
  });

  it('nobody but programs of a policy that is adopted', () => {
    const adopted: RiskEvent = { type: 'RiskPolicyAdopted', ...system(1), policy: policyOf(2) };
    expect(toldOfLast(adopted)).toEqual([]);
    expect(riskNotifications(undefined, 0, begun).map(lineOf)).toEqual(['risk.identified']);
  });

  it('nobody twice of one event, and nobody of what they did themselves, whatever happens', () => {
    fc.assert(
      fc.property(score, fc.array(commandAt, { maxLength: 25 }), (first, steps) => {
        let state: Risk | undefined = stateOf(identified(first));
        live(first, steps, (after, _now, _before, events) => {
          const told = riskNotifications(
            state,
            1,
            events.map(({ event }) => event),
          );
          const keys = told.map(({ seq, kind, recipient }) => JSON.stringify([seq, kind, recipient]));
          expect(new Set(keys).size).toBe(keys.length);
          for (const { seq, recipient } of told) {
            expect(recipient).not.toEqual({ person: events[seq - 2]?.event.by });
          }
          state = after;
        });
      }),
      { numRuns: 200 },
    );
  });
});
