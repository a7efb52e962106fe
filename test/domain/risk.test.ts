import { describe, expect, it } from 'vitest';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import { risk } from '../../domain/risk.ts';
import type { Risk, RiskCommand, RiskEvent } from '../../domain/risk-state.ts';
import { isDealtWith } from '../../domain/risk-time.ts';
import { actor, description, identified, on, policyOf, stateOf } from './risk-beginning.ts';

function decided(events: RiskEvent[], command: Record<string, unknown>, days = 1) {
  const at = on(days);
  return risk.decide(
    { id: 'c', by: 'x', at, ...command } as unknown as RiskCommand,
    fold(risk, undefined, events),
  );
}

function then(events: RiskEvent[], command: Record<string, unknown>, days = 1): RiskEvent[] {
  const decision = decided(events, command, days);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return [...events, ...decision];
}

const high = { likelihood: 3, impact: 4 } as const;
const accept = { type: 'treat', actor: actor('owner'), treatment: 'accept', reason: 'Cheaper.', actions: [] };
const signature = {
  type: 'signAcceptance',
  by: 'max',
  actor: actor('max', 'management'),
  residual: high,
  policyVersion: 1,
  reason: 'The benefit is larger.',
  until: on(100),
  latest: on(181),
  remindAt: [on(86), on(97)],
};
const accepted = () => then(then(identified(high), accept), signature);

describe('accepting a risk', () => {
  it('is for the roles of its band, and never for its owner', () => {
    const open = then(identified(high), accept);
    expect(decided(open, { ...signature, actor: actor('lee', 'compliance_manager') })).toMatchObject({
      code: 'wrong_role',
    });
    const owner = actor('owner', 'management');
    expect(decided(open, { ...signature, actor: owner })).toMatchObject({ code: 'segregation_of_duties' });
    expect(stateOf(then(open, signature))?.state).toBe('accepted');
  });

  it('has a reason, an end in the future and not beyond what the policy allows, and is signed once', () => {
    const open = then(identified(high), accept);
    expect(decided(open, { ...signature, reason: ' ' })).toMatchObject({
      code: 'invalid',
      pointer: '/reason',
    });
    expect(decided(open, { ...signature, until: on(1) })).toMatchObject({ pointer: '/until' });
    expect(decided(open, { ...signature, until: on(182) })).toMatchObject({ pointer: '/until' });
    expect(decided(accepted(), signature)).toMatchObject({ code: 'already_decided' });
    expect(decided(identified(high), signature)).toMatchObject({ code: 'invalid' });
  });

  it('binds to the score that the signatory saw', () => {
    const open = then(identified(high), accept);
    const seen = { likelihood: 2, impact: 4 };
    expect(decided(open, { ...signature, residual: seen })).toMatchObject({ code: 'stale_revision' });
  });

  it('binds to the policy by which its longest time was worked out', () => {
    const adopted = then(then(identified(high), accept), { type: 'adoptPolicy', policy: policyOf(2) });
    expect(decided(adopted, signature)).toMatchObject({ code: 'stale_revision' });
    expect(stateOf(then(adopted, { ...signature, policyVersion: 2 }))?.state).toBe('accepted');
  });

  it.each([
    [
      'the residual score',
      'residual_score',
      {
        type: 'assess',
        inherent: { likelihood: 5, impact: 5 },
        residual: { likelihood: 4, impact: 4 },
        reason: 'Worse.',
      },
    ],
    [
      'a better residual score',
      'residual_score',
      {
        type: 'assess',
        inherent: { likelihood: 5, impact: 5 },
        residual: { likelihood: 1, impact: 1 },
        reason: 'Better.',
      },
    ],
    ['what it touches', 'affected', { type: 'affectedChanged', what: 'Support Drafts' }],
    ['the policy', 'policy', { type: 'adoptPolicy', policy: policyOf(2) }],
    [
      'what it is',
      'description',
      { type: 'describe', replaces: description, description: { ...description, cause: 'Another.' } },
    ],
    [
      'its signatory as its owner',
      'description',
      { type: 'describe', replaces: description, description: { ...description, owner: 'max' } },
    ],
  ])('goes stale with %s', (_what, because, command) => {
    const events = then(accepted(), { ...command, actor: actor('owner') }, 2);
    expect(stateOf(events)).toMatchObject({ state: 'accepting', staleSince: { because } });
    expect(stateOf(events)?.acceptances).toMatchObject([{ ended: { because, at: on(2) } }]);
  });

  it('survives another owner and another inherent score', () => {
    const owner = {
      type: 'describe',
      replaces: description,
      actor: actor('owner'),
      description: { ...description, owner: 'someone' },
    };
    const inherent = {
      type: 'assess',
      actor: actor('owner'),
      inherent: { likelihood: 4, impact: 5 },
      residual: high,
      reason: '',
    };
    for (const command of [owner, inherent])
      expect(stateOf(then(accepted(), command))?.state).toBe('accepted');
  });

  it('is reminded of before its end, and over at it', () => {
    const { events } = settle(risk, { state: stateOf(accepted()), seq: 3 }, [], on(90));
    expect(events.map(({ event }) => event.type)).toEqual(['RiskAcceptanceReminded']);
    const late = settle(risk, { state: stateOf(accepted()), seq: 3 }, [], on(400));
    expect(late.events.map(({ event }) => event)).toMatchObject([
      { type: 'RiskAcceptanceLapsed', at: on(100) },
      { type: 'RiskEscalated', at: on(400), to: 'compliance_manager' },
    ]);
    expect(late.state && isDealtWith(late.state)).toBe(false);
  });
});

describe('a plan of actions', () => {
  const actions = [{ id: 'a', text: 'Add a check', owner: 'sam', dueAt: on(10), remindAt: [on(7)] }];
  const planned = () => then(identified(high), { ...accept, treatment: 'mitigate', actions });

  it('is needed to mitigate, and for nothing else', () => {
    expect(decided(identified(high), { ...accept, treatment: 'mitigate' })).toMatchObject({
      pointer: '/actions',
    });
    expect(decided(identified(high), { ...accept, actions })).toMatchObject({ pointer: '/actions' });
  });

  it('is reminded, escalated when overdue, and done by whoever has the action', () => {
    const { events, state } = settle(risk, { state: stateOf(planned()), seq: 2 }, [], on(11));
    expect(events.map(({ event }) => event.type)).toEqual(['RiskActionReminded', 'RiskActionEscalated']);
    expect(state && isDealtWith(state)).toBe(false);
    const done = then(planned(), {
      type: 'completeAction',
      actor: actor('sam'),
      action: 'a',
      note: 'In place.',
    });
    expect(stateOf(done)?.state).toBe('treated');
    const stranger = { type: 'completeAction', actor: actor('eve'), action: 'a', note: '' };
    expect(decided(planned(), stranger)).toMatchObject({ code: 'wrong_role' });
  });
});

describe('a risk that nobody deals with', () => {
  const after = (events: RiskEvent[], days: number) =>
    settle(risk, { state: stateOf(events), seq: events.length }, [], on(days)).events.map(
      ({ event }) => event.type,
    );

  it('is escalated once, when its time is over, and asking for an acceptance wins none', () => {
    const asked = then(identified(high), accept, 29);
    for (const events of [identified(high), asked]) {
      expect(after(events, 29.9)).toEqual([]);
      expect(after(events, 30)).toEqual(['RiskEscalated']);
    }
    const escalated = settle(risk, { state: stateOf(asked), seq: 2 }, [], on(30)).state;
    expect(settle(risk, { state: escalated, seq: 3 }, [], on(500)).events).toEqual([]);
  });

  it('has its time anew once it was dealt with, and none after an acceptance has lapsed', () => {
    const worse = { ...high, likelihood: 4 };
    const assessed = { type: 'assess', actor: actor('owner'), reason: '', residual: worse };
    const stale = then(accepted(), { ...assessed, inherent: { likelihood: 5, impact: 5 } }, 60);
    expect(stateOf(stale)?.dealWithBy).toBe(on(90));
    expect(after(accepted(), 100)).toEqual(['RiskAcceptanceLapsed', 'RiskEscalated']);
    const avoided = then(identified(high), { ...accept, treatment: 'avoid' });
    expect(after(avoided, 500)).toEqual([]);
  });
});

describe('closing and reopening', () => {
  const close = { type: 'close', actor: actor('owner'), reason: 'Gone.' };
  const ofRequest = { ...description, requests: ['r-1'], proposedBy: '2026-11/drift' };
  const of = (description: Risk['description']) =>
    identified(high).map((event) => ({ ...event, description }) as RiskEvent);
  const proposed = (requests = ['r-1']) => of({ ...ofRequest, requests });
  const ended = { type: 'requestEnded', by: 'system', request: 'r-1', reason: 'It was withdrawn.' };

  it('is not for the owner of what is not dealt with', () => {
    expect(decided(identified(high), close)).toMatchObject({ code: 'segregation_of_duties' });
    expect(stateOf(then(accepted(), close))?.state).toBe('closed');
    const chris = actor('chris', 'compliance_manager');
    expect(stateOf(then(identified(high), { ...close, actor: chris }))?.state).toBe('closed');
  });

  it('comes with the end of the request that alone proposed it, unless somebody has dealt with it', () => {
    expect(stateOf(then(proposed(), ended))).toMatchObject({ state: 'closed', closure: { by: 'system' } });
    expect(decided(proposed(['r-1', 'r-2']), ended)).toMatchObject({ code: 'unchanged' });
    expect(decided(proposed(['r-2']), ended)).toMatchObject({ code: 'unchanged' });
    expect(decided(then(proposed(), accept), ended)).toMatchObject({ code: 'unchanged' });
    const byHand = of({ ...description, requests: ['r-1'] });
    expect(decided(byHand, ended)).toMatchObject({ code: 'unchanged' });
  });

  it('is taken back when the system closed it and the same is identified again', () => {
    const again = { type: 'identify', description, inherent: high, residual: high, policy: policyOf(1) };
    const bySystem = then(proposed(), ended);
    expect(stateOf(then(bySystem, again))).toMatchObject({ state: 'untreated', closure: null });
    expect(decided(then(accepted(), close), again)).toMatchObject({ code: 'already_decided' });
  });

  it('leaves nothing for time to do', () => {
    const closed = then(accepted(), close);
    const state = stateOf(closed);
    expect(state && risk.isFinal(state)).toBe(true);
    expect(state && risk.nextDeadline(state)).toBeUndefined();
    const open = stateOf(then(closed, { ...close, type: 'reopen' }, 50));
    expect(open).toMatchObject({ state: 'untreated', dealWithBy: on(80) });
  });
});

describe('describing', () => {
  it('binds to the description that was changed', () => {
    const change = { type: 'describe', actor: actor('owner'), description: { ...description, title: 'T' } };
    const seen = { ...description, cause: 'Something else.' };
    expect(decided(identified(high), { ...change, replaces: seen })).toMatchObject({
      code: 'stale_revision',
    });
  });
});
