import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import { gap } from '../../domain/gap.ts';
import { gapNotifications } from '../../domain/gap-notification.ts';
import type { Gap, GapCommand, GapEvent } from '../../domain/gap-state.ts';
import type { Actor } from '../../domain/identity.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const owner: Actor = { person: 'owner', roles: ['requester'], actsFor: [] };
const overseer: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const manager: Actor = { person: 'mara', roles: ['management'], actsFor: [] };
const stranger: Actor = { person: 'stranger', roles: ['security'], actsFor: [] };
const common = { id: 'command', by: 'somebody', at: day(5) };

const opening: GapCommand = {
  ...common,
  type: 'open',
  at: day(0),
  by: 'system',
  statement: 'objectives',
  number: 1,
  owner: 'owner',
  population: 4,
  failing: 1,
};
const count = (failing: number, to: string | null = null): GapCommand => ({
  ...common,
  type: 'count',
  by: 'system',
  population: 4,
  failing,
  owner: to,
});
const assign = (actor: Actor, to: string): GapCommand => ({ ...common, type: 'assign', actor, owner: to });
const plan = (actor: Actor, dueAt = day(20), text = 'We set them.'): GapCommand => ({
  ...common,
  type: 'plan',
  actor,
  text,
  dueAt,
});
const close = (actor: Actor, cause = 'Forgotten.', correction = 'Set.'): GapCommand => ({
  ...common,
  type: 'close',
  actor,
  cause,
  correction,
});
const withdraw: GapCommand = { ...common, type: 'withdraw', by: 'system', reason: 'It does not apply.' };

function eventsOf(command: GapCommand, before?: Gap): readonly GapEvent[] {
  const decision = gap.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return decision;
}

function decided(command: GapCommand, before?: Gap): Gap {
  const after = fold(gap, before, eventsOf(command, before));
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: GapCommand, before: Gap | undefined) => {
  const decision = gap.decide(command, before);
  return isRefusal(decision) ? `${decision.code} ${decision.pointer ?? ''}`.trim() : 'accepted';
};

const open = decided(opening);
const escalated = fold(gap, open, gap.elapse(open, day(30))) ?? open;

describe('a gap', () => {
  it('is opened once, due in thirty days; of one that is not there nothing can be done', () => {
    expect(open).toMatchObject({ dueAt: day(30), remindAt: [day(15), day(30)], counted: { failing: 1 } });
    expect(refusal(opening, open)).toBe('already_decided');
    for (const command of [count(0), assign(overseer, 'x'), plan(overseer), close(overseer), withdraw])
      expect(refusal(command, undefined)).toBe('invalid');
  });

  it('keeps what its check found last, and nothing where that is the same', () => {
    expect(decided(count(0), open).counted).toEqual({ population: 4, failing: 0, at: day(5) });
    expect(refusal(count(1), open)).toBe('unchanged');
    expect(refusal(count(1, 'x'), open)).toBe('unchanged');
    expect(decided(count(1, 'x'), { ...open, owner: null }).owner).toBe('x');
  });

  it('is given to somebody by a compliance manager or its owner, and by management once it has come to them', () => {
    expect(decided(assign(overseer, 'x'), open).owner).toBe('x');
    expect(decided(assign(owner, 'x'), open).owner).toBe('x');
    expect(refusal(assign(overseer, 'owner'), open)).toBe('unchanged');
    expect(refusal(assign(stranger, 'stranger'), open)).toBe('wrong_role');
    expect(refusal(assign(manager, 'x'), open)).toBe('wrong_role');
    expect(refusal(assign(manager, 'x'), escalated)).toBe('accepted');
  });

  it('is planned by its owner or a compliance manager; nobody gives themselves more time', () => {
    expect(decided(plan(owner), open)).toMatchObject({
      plan: { text: 'We set them.' },
      dueAt: day(20),
      remindAt: [day(12.5), day(20)],
    });
    expect(refusal(plan(stranger), open)).toBe('wrong_role');
    expect(refusal(plan(manager), escalated)).toBe('wrong_role');
    expect(refusal(plan(owner, day(31)), open)).toBe('segregation_of_duties /dueOn');
    expect(refusal(plan(overseer, day(31)), open)).toBe('accepted');
    expect(refusal(plan(overseer, day(31)), { ...open, owner: 'chris' })).toBe(
      'segregation_of_duties /dueOn',
    );
    expect(refusal(plan(owner, day(5)), open)).toBe('invalid /dueOn');
    expect(refusal(plan(owner, day(20), ' '), open)).toBe('invalid /text');
    expect(refusal(plan(owner), decided(plan(owner), open))).toBe('unchanged');
  });

  it('is closed by its owner or a compliance manager, who say what it came from and what was done', () => {
    expect(decided(close(owner), open)).toMatchObject({
      state: 'closed',
      settled: { cause: 'Forgotten.', correction: 'Set.' },
    });
    expect(refusal(close(overseer), open)).toBe('accepted');
    expect(refusal(close(stranger), open)).toBe('wrong_role');
    expect(refusal(close(owner, ''), open)).toBe('invalid /cause');
    expect(refusal(close(owner, 'So.', ' '), open)).toBe('invalid /correction');
  });

  it('is over once it is closed or withdrawn', () => {
    for (const over of [decided(close(owner), open), decided(withdraw, open)]) {
      for (const command of [count(0), assign(overseer, 'x'), plan(owner), close(owner), withdraw])
        expect(refusal(command, over)).toBe('closed');
      expect(gap.isFinal(over)).toBe(true);
      expect(gap.nextDeadline(over)).toBeUndefined();
      expect(gap.elapse(over, day(99))).toEqual([]);
    }
  });

  it('reminds halfway and at the end, escalates once, and begins anew with a plan that has another day', () => {
    expect(gap.nextDeadline(open)).toBe(day(15));
    expect(gap.elapse(open, day(15)).map(({ type }) => type)).toEqual(['GapReminded']);
    expect(gap.elapse(open, day(30))).toMatchObject([
      { type: 'GapReminded', overdue: true },
      { type: 'GapEscalated', to: 'management' },
    ]);
    expect(gap.nextDeadline(escalated)).toBeUndefined();
    const planned = decided({ ...plan(overseer, day(60)), at: day(40) }, escalated);
    expect(planned).toMatchObject({ escalatedAt: null, dueAt: day(60), remindAt: [day(50), day(60)] });
  });

  it('ends once at most, whoever says what in whatever order', () => {
    const actor = fc.constantFrom(owner, overseer, manager, stranger);
    const command = fc.oneof(
      actor.map((who) => close(who)),
      fc.tuple(actor, fc.constantFrom('owner', 'chris', 'x')).map(([who, to]) => assign(who, to)),
      fc.tuple(actor, fc.integer({ min: 1, max: 60 })).map(([who, on]) => plan(who, day(on))),
      fc.nat({ max: 4 }).map((failing) => count(failing)),
      fc.constant(withdraw),
    );
    let ended = 0;
    fc.assert(
      fc.property(fc.array(command, { maxLength: 10 }), fc.nat({ max: 90 }), (commands, later) => {
        const named = commands.map((one, index) => ({ ...one, id: `${index}` }));
        const { events, state } = settle(gap, { state: open, seq: 1 }, named, day(later));
        const ends = events.filter(({ event }) => ['GapClosed', 'GapWithdrawn'].includes(event.type));
        expect(ends.length).toBeLessThanOrEqual(1);
        expect(state?.state === 'open').toBe(ends.length === 0);
        const due = state === undefined ? undefined : gap.nextDeadline(state);
        if (due !== undefined) expect(due > day(later)).toBe(true);
        ended += ends.length;
      }),
    );
    expect(ended).toBeGreaterThan(10);
  });
});

describe('who is told of a gap', () => {
  const told = (before: Gap | undefined, events: readonly GapEvent[]) =>
    gapNotifications(before, 1, events)
      .filter(({ recipient }) => recipient !== 'webhooks')
      .map(({ kind, recipient }) => [kind, recipient]);

  it('is its owner, or every compliance manager while nobody has it', () => {
    expect(told(undefined, eventsOf(opening))).toEqual([['gap_opened', { person: 'owner' }]]);
    expect(told(undefined, eventsOf({ ...opening, owner: null } as GapCommand))).toEqual([
      ['gap_opened', { role: 'compliance_manager' }],
    ]);
    expect(told(open, eventsOf({ ...assign(overseer, 'x'), by: 'chris' }, open))).toEqual([
      ['gap_opened', { person: 'x' }],
    ]);
  });

  it('hears once that the check passes, and management hears what it was told of has ended', () => {
    expect(told(open, eventsOf(count(0), open))).toEqual([['gap_passes', { person: 'owner' }]]);
    expect(told(open, eventsOf(count(2), open))).toEqual([]);
    expect(told(open, gap.elapse(open, day(30)))).toEqual([
      ['gap_reminder', { person: 'owner' }],
      ['gap_escalated', { role: 'management' }],
    ]);
    expect(told(escalated, eventsOf({ ...close(overseer), by: 'chris' }, escalated))).toEqual([
      ['gap_settled', { person: 'owner' }],
      ['gap_settled', { role: 'management' }],
    ]);
  });
});
