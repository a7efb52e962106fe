import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, action, type ActionCommand } from '../../domain/action.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Actor } from '../../domain/identity.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const owner: Actor = { person: 'owner', roles: ['requester'], actsFor: [] };
const overseer: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const stranger: Actor = { person: 'stranger', roles: ['security', 'management'], actsFor: [] };
const common = { id: 'command', by: 'somebody' };

const opening: ActionCommand = {
  ...common,
  type: 'open',
  at: day(0),
  subject: 'adoption-request/1',
  text: 'Delete what is kept',
  owner: 'owner',
  dueAt: day(30),
  remindAt: [day(16), day(27)],
  escalateTo: 'compliance_manager',
};

function decided(command: ActionCommand, before?: Action): Action {
  const decision = action.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  const after = fold(action, before, decision);
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: ActionCommand, before: Action | undefined) => {
  const decision = action.decide(command, before);
  return isRefusal(decision) ? decision.code : 'accepted';
};

const open = decided(opening);
const complete = (actor: Actor, note = 'Done.'): ActionCommand => ({
  ...common,
  type: 'complete',
  at: day(5),
  actor,
  note,
});
const callOff = (actor: Actor, reason = 'Not needed.'): ActionCommand => ({
  ...common,
  type: 'callOff',
  at: day(5),
  actor,
  reason,
});
const handOver = (actor: Actor, to: string): ActionCommand => ({
  ...common,
  type: 'handOver',
  at: day(5),
  actor,
  owner: to,
});

describe('an action', () => {
  it('is done by its owner or a compliance manager, and says how', () => {
    expect(decided(complete(owner), open)).toMatchObject({ state: 'done', settled: { note: 'Done.' } });
    expect(refusal(complete(overseer), open)).toBe('accepted');
    expect(refusal(complete(stranger), open)).toBe('wrong_role');
    expect(refusal(complete(owner, ' '), open)).toBe('invalid');
  });

  it('is called off by a compliance manager who does not own it, with a reason', () => {
    expect(decided(callOff(overseer), open).state).toBe('called_off');
    expect(refusal(callOff(owner), open)).toBe('wrong_role');
    expect(refusal(callOff({ ...overseer, person: 'owner' }), open)).toBe('segregation_of_duties');
    expect(refusal(callOff(overseer, ''), open)).toBe('invalid');
  });

  it('is handed over, and then no longer its former owner’s', () => {
    const handed = decided(handOver(owner, 'colleague'), open);
    expect(refusal(complete(owner), handed)).toBe('wrong_role');
    expect(refusal(complete({ ...owner, person: 'colleague' }), handed)).toBe('accepted');
    expect(refusal(handOver(owner, 'owner'), open)).toBe('unchanged');
  });

  it('is settled once', () => {
    for (const settled of [decided(complete(owner), open), decided(callOff(overseer), open)]) {
      for (const command of [complete(owner), callOff(overseer), handOver(owner, 'colleague')]) {
        expect(refusal(command, settled)).toBe('closed');
      }
      expect(action.isFinal(settled)).toBe(true);
      expect(action.nextDeadline(settled)).toBeUndefined();
      expect(action.elapse(settled, day(999))).toEqual([]);
    }
    expect(refusal(opening, open)).toBe('already_decided');
    expect(refusal(complete(owner), undefined)).toBe('invalid');
  });

  it('reminds at its instants, several missed ones at once, and escalates when it is due', () => {
    expect(action.nextDeadline(open)).toBe(day(16));
    expect(action.elapse(open, day(15))).toEqual([]);
    expect(action.elapse(open, day(28))).toMatchObject([{ type: 'ActionReminded', overdue: false }]);
    expect(action.elapse(open, day(40))).toMatchObject([
      { type: 'ActionReminded', overdue: true },
      { type: 'ActionEscalated', to: 'compliance_manager' },
    ]);
  });
});

describe('whatever happens to an action', () => {
  const command = fc.tuple(
    fc.constantFrom(
      complete(owner),
      complete(stranger),
      callOff(overseer),
      handOver(owner, 'colleague'),
      handOver(overseer, 'owner'),
    ),
    fc.integer({ min: 0, max: 60 }),
  );

  it('it is settled at most once, escalated at most once and only when due, and reminded no more than twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), fc.integer({ min: 0, max: 90 }), (said, until) => {
        const commands = said
          .toSorted(([, a], [, b]) => a - b)
          .map(([one, at], index): ActionCommand => ({ ...one, id: String(index), at: day(at) }));
        const { events } = settle(
          action,
          { state: undefined, seq: 0 },
          [opening, ...commands],
          day(Math.max(until, 60)),
        );
        const all = events.map(({ event }) => event);
        const of = (...types: string[]) => all.filter(({ type }) => types.includes(type));
        expect(of('ActionCompleted', 'ActionCalledOff').length).toBeLessThanOrEqual(1);
        expect(of('ActionEscalated').length).toBeLessThanOrEqual(1);
        expect(of('ActionEscalated').every(({ at }) => at >= day(30))).toBe(true);
        expect(of('ActionReminded').length).toBeLessThanOrEqual(2);
        const end = all.findIndex(({ type }) => type === 'ActionCompleted' || type === 'ActionCalledOff');
        if (end !== -1) expect(end).toBe(all.length - 1);
      }),
    );
  });
});
