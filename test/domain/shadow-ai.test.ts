import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Actor } from '../../domain/identity.ts';
import { type ShadowAi, shadowAi, type ShadowAiCommand } from '../../domain/shadow-ai.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const owner: Actor = { person: 'owner', roles: ['requester'], actsFor: [] };
const overseer: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const stranger: Actor = { person: 'stranger', roles: ['security', 'management'], actsFor: [] };
const common = { id: 'command', by: 'somebody', at: day(5) };

const opening = (changes: { number?: number; owner?: string | null } = {}): ShadowAiCommand => ({
  ...common,
  type: 'open',
  at: day(0),
  name: 'Wizard',
  number: 1,
  owner: 'owner',
  ...changes,
});
const block = (actor: Actor, note = 'At the proxy.'): ShadowAiCommand => ({
  ...common,
  type: 'block',
  actor,
  note,
});
const dismiss = (actor: Actor, reason = 'A spell checker.'): ShadowAiCommand => ({
  ...common,
  type: 'dismiss',
  actor,
  reason,
});
const handOver = (actor: Actor, to: string): ShadowAiCommand => ({
  ...common,
  type: 'handOver',
  actor,
  owner: to,
});
const register = (actor?: Actor): ShadowAiCommand => ({
  ...common,
  type: 'register',
  system: 'system',
  note: '',
  ...(actor !== undefined && { actor }),
});

function decided(command: ShadowAiCommand, before?: ShadowAi): ShadowAi {
  const decision = shadowAi.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  const after = fold(shadowAi, before, decision);
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: ShadowAiCommand, before: ShadowAi | undefined) => {
  const decision = shadowAi.decide(command, before);
  return isRefusal(decision) ? decision.code : 'accepted';
};

const open = decided(opening());

describe('a finding of shadow AI', () => {
  it('is opened once, and there is nothing to do about one that is not there', () => {
    expect(refusal(opening(), open)).toBe('already_decided');
    expect(refusal(block(overseer), undefined)).toBe('invalid');
  });

  it('is blocked by its owner or a compliance manager, who says how', () => {
    expect(decided(block(owner), open)).toMatchObject({
      state: 'blocked',
      settled: { note: 'At the proxy.' },
    });
    expect(refusal(block(overseer), open)).toBe('accepted');
    expect(refusal(block(stranger), open)).toBe('wrong_role');
    expect(refusal(block(owner, ' '), open)).toBe('invalid');
  });

  it('is dismissed by a compliance manager whose it is not', () => {
    expect(decided(dismiss(overseer), open).state).toBe('dismissed');
    expect(refusal(dismiss(owner), open)).toBe('wrong_role');
    expect(refusal(dismiss(overseer, ''), open)).toBe('invalid');
    const own = decided(handOver(overseer, 'chris'), open);
    expect(refusal(dismiss(overseer), own)).toBe('segregation_of_duties');
  });

  it('is registered by the register, or under another name by a compliance manager', () => {
    const [byRegister] = [shadowAi.decide(register(), open)].flat();
    expect(byRegister).toMatchObject({ type: 'ShadowAiRegistered', alias: null, system: 'system' });
    const [byName] = [shadowAi.decide(register(overseer), open)].flat();
    expect(byName).toMatchObject({ type: 'ShadowAiRegistered', alias: 'Wizard' });
    expect(refusal(register(owner), open)).toBe('wrong_role');
    expect(decided(register(), open)).toMatchObject({ state: 'registered', system: 'system' });
  });

  it('is handed over, and then no longer its former owner’s', () => {
    const handed = decided(handOver(owner, 'colleague'), open);
    expect(refusal(block(owner), handed)).toBe('wrong_role');
    expect(refusal(block({ ...owner, person: 'colleague' }), handed)).toBe('accepted');
    expect(refusal(handOver(owner, 'owner'), open)).toBe('unchanged');
    expect(refusal(handOver(stranger, 'stranger'), open)).toBe('wrong_role');
  });

  it('is settled for good', () => {
    for (const settled of [block(owner), dismiss(overseer), register()].map((one) => decided(one, open))) {
      for (const command of [
        block(owner),
        dismiss(overseer),
        register(),
        register(overseer),
        handOver(owner, 'x'),
      ])
        expect(refusal(command, settled)).toBe('closed');
      expect(shadowAi.isFinal(settled)).toBe(true);
      expect(shadowAi.nextDeadline(settled)).toBeUndefined();
      expect(shadowAi.elapse(settled, day(99))).toEqual([]);
    }
  });

  it('reminds at half of its time, and at its end goes to management', () => {
    expect(open).toMatchObject({ dueAt: day(14), remindAt: [day(7), day(14)] });
    expect(shadowAi.nextDeadline(open)).toBe(day(7));
    expect(shadowAi.elapse(open, day(7)).map(({ type }) => type)).toEqual(['ShadowAiReminded']);
    expect(shadowAi.elapse(open, day(14))).toMatchObject([
      { type: 'ShadowAiReminded', overdue: true },
      { type: 'ShadowAiEscalated', to: 'management' },
    ]);
  });

  it('is due sooner where the same was found before', () => {
    expect(decided(opening({ number: 2 }))).toMatchObject({ dueAt: day(3), remindAt: [day(1.5), day(3)] });
  });

  it('comes to one settlement at most, whoever says what in whatever order', () => {
    const actor = fc.constantFrom(owner, overseer, stranger);
    const command = fc.oneof(
      fc.tuple(actor, fc.constantFrom('', 'So.')).map(([who, note]) => block(who, note)),
      fc.tuple(actor, fc.constantFrom('', 'So.')).map(([who, reason]) => dismiss(who, reason)),
      fc.tuple(actor, fc.constantFrom('owner', 'chris', 'colleague')).map(([who, to]) => handOver(who, to)),
      fc.option(actor, { nil: undefined }).map((who) => register(who)),
    );
    let settledOnes = 0;
    fc.assert(
      fc.property(fc.array(command, { maxLength: 8 }), fc.nat({ max: 20 }), (commands, later) => {
        const named = commands.map((one, index) => ({ ...one, id: `${index}` }));
        const { events, state } = settle(shadowAi, { state: open, seq: 1 }, named, day(later));
        const settlements = events.filter(({ event }) =>
          ['ShadowAiBlocked', 'ShadowAiDismissed', 'ShadowAiRegistered'].includes(event.type),
        );
        expect(settlements.length).toBeLessThanOrEqual(1);
        expect(state?.state === 'open').toBe(settlements.length === 0);
        const escalations = events.filter(({ event }) => event.type === 'ShadowAiEscalated');
        expect(escalations).toHaveLength(settlements.length === 0 && later >= 14 ? escalations.length : 0);
        settledOnes += settlements.length;
      }),
    );
    expect(settledOnes).toBeGreaterThan(10);
  });
});
