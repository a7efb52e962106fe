import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { accessGrantNotifications } from '../../domain/access-grant-notification.ts';
import {
  type AccessGrant,
  type AccessGrantCommand,
  accessGrantStates,
} from '../../domain/access-grant-state.ts';
import { longestGrantDays, stateAt } from '../../domain/access-grant-time.ts';
import { accessGrant } from '../../domain/access-grant.ts';
import { daysAfter } from '../../domain/days.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Actor } from '../../domain/identity.ts';

const start = '2027-01-04T09:00:00.000Z';
const on = (days: number) => daysAfter(start, days);
const owner: Actor = { person: 'olivia', roles: ['security'], actsFor: [] };
const manager: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const stranger: Actor = { person: 'sam', roles: ['administrator', 'management'], actsFor: [] };
const nda = { version: 2, hash: 'a'.repeat(64) };
const theirs = 'stakeholder/s1';

const asking = { stakeholder: 's1', documents: ['d1'], owner: 'olivia', needsNda: true, renews: null };
const ask = (changes: Partial<typeof asking> = {}): AccessGrantCommand => ({
  ...{ type: 'ask', id: 'ask', by: theirs, at: on(0) },
  ...asking,
  ...changes,
});
const verify = (days: number, accepted: typeof nda | null = nda): AccessGrantCommand => ({
  type: 'verify',
  id: `verify-${days}`,
  by: theirs,
  at: on(days),
  stakeholder: 's1',
  nda: accepted,
});
const approve = (days: number, actor = owner, forDays = 30): AccessGrantCommand => ({
  type: 'approve',
  id: `approve-${days}`,
  by: actor.person,
  at: on(days),
  actor,
  days: forDays,
});
const refuse = (days: number, actor = owner, reason = 'No.'): AccessGrantCommand => ({
  type: 'refuse',
  id: `refuse-${days}`,
  by: actor.person,
  at: on(days),
  actor,
  reason,
});
const revoke = (days: number, actor = owner, reason = 'Over.'): AccessGrantCommand => ({
  type: 'revoke',
  id: `revoke-${days}`,
  by: actor.person,
  at: on(days),
  actor,
  reason,
});

function live(commands: AccessGrantCommand[], until = 0) {
  return settle(accessGrant, { state: undefined, seq: 0 }, commands, on(until));
}
function lastRefusal(commands: AccessGrantCommand[], until = 400): string | undefined {
  const outcome = live(commands, until).outcomes.at(-1);
  return outcome?.status === 'refused' ? outcome.refusal.code : undefined;
}
const typesOf = (commands: AccessGrantCommand[], until: number) =>
  live(commands, until).events.map(({ event }) => event.type);

describe('an access grant', () => {
  it('is asked for, verified, granted, warned of its end, and ends', () => {
    const life = [ask(), verify(0.5), approve(1)];
    expect(typesOf(life, 40)).toEqual(['AccessAsked', 'AccessVerified', 'AccessGranted', 'AccessExpired']);
    const { state } = live(life, 28.5);
    expect(state).toMatchObject({ state: 'granted', nda, endsAt: on(31), remindAt: [] });
    expect(live(life, 28.5).events.at(-1)?.event.type).toBe('AccessEndingSoon');
    expect(live(life, 31).state).toMatchObject({ state: 'expired' });
    expect(live([ask(), verify(0.5), approve(1, owner, 2)], 2.9).events).toHaveLength(3);
  });

  it('lapses where nobody verifies the address in a day, and an acceptance after that is too late', () => {
    expect(live([ask()], 1).state).toMatchObject({ state: 'lapsed' });
    expect(lastRefusal([ask(), verify(1)])).toBe('closed');
  });

  it('reminds its owner, goes to compliance managers, and lapses where nobody ever decides', () => {
    const life = [ask(), verify(0)];
    expect(live(life, 2).events.at(-1)?.event).toMatchObject({
      type: 'AccessDecisionReminded',
      overdue: false,
    });
    const reached = settle(accessGrant, live(life, 2), [], on(5));
    expect(reached.events.map(({ event }) => event.type)).toEqual([
      'AccessDecisionReminded',
      'AccessDecisionEscalated',
    ]);
    const long = settle(accessGrant, reached, [], on(30));
    expect(long.events.map(({ event }) => event)).toMatchObject([{ type: 'AccessLapsed', verified: true }]);
    expect(lastRefusal([...life, approve(30)])).toBe('closed');
  });

  it('says several reminders that were missed in one', () => {
    expect(typesOf([ask(), verify(0)], 6).slice(2)).toEqual([
      'AccessDecisionReminded',
      'AccessDecisionEscalated',
    ]);
  });

  it('needs the NDA where a document does, and keeps none where none does', () => {
    expect(lastRefusal([ask(), verify(0, null)], 0)).toBe('invalid');
    expect(live([ask({ needsNda: false }), verify(0, nda)]).state).toMatchObject({
      state: 'waiting',
      nda: null,
    });
  });

  it.each<[string, AccessGrantCommand[], string]>([
    ['of nothing', [ask({ documents: [] })], 'invalid'],
    ['twice', [ask(), ask()], 'already_decided'],
    [
      'by a verification of another',
      [ask(), { ...verify(0), stakeholder: 's2' } as AccessGrantCommand],
      'wrong_role',
    ],
    ['verified twice', [ask(), verify(0), verify(0)], 'already_decided'],
    ['before it is verified', [ask(), approve(0)], 'not_closed'],
    ['by a stranger', [ask(), verify(0), approve(0, stranger)], 'wrong_role'],
    ['for no day', [ask(), verify(0), approve(0, owner, 0)], 'invalid'],
    ['for half a day', [ask(), verify(0), approve(0, owner, 0.5)], 'invalid'],
    ['for too long', [ask(), verify(0), approve(0, owner, longestGrantDays + 1)], 'invalid'],
    ['twice decided', [ask(), verify(0), approve(0), approve(0)], 'already_decided'],
    ['refused once granted', [ask(), verify(0), approve(0), refuse(0)], 'already_decided'],
    ['refused by a stranger', [ask(), verify(0), refuse(0, stranger)], 'wrong_role'],
    ['refused in silence', [ask(), verify(0), refuse(0, owner, ' ')], 'invalid'],
    ['granted once refused', [ask(), verify(0), refuse(0), approve(0)], 'closed'],
    ['taken back by a stranger', [ask(), verify(0), approve(0), revoke(0, stranger)], 'wrong_role'],
    ['taken back in silence', [ask(), verify(0), approve(0), revoke(0, owner, '')], 'invalid'],
    ['taken back twice', [ask(), verify(0), approve(0), revoke(0), revoke(0)], 'closed'],
    ['taken back at its end', [ask(), verify(0), approve(0, owner, 1), revoke(1)], 'closed'],
  ])('is refused %s', (_what, commands, code) => {
    expect(lastRefusal(commands, 1)).toBe(code);
  });

  it('is over at its end, and nothing from when it is barred, whatever is on record by then', () => {
    const recorded = { state: 'granted', endsAt: on(31), barredAt: null } as const;
    expect(stateAt(recorded, on(30))).toBe('granted');
    expect(stateAt(recorded, on(31))).toBe('expired');
    for (const state of accessGrantStates) {
      const standing = stateAt({ ...recorded, state, barredAt: on(3) }, on(4));
      const isOpen = ['verifying', 'waiting', 'granted'].includes(state);
      expect(standing).toBe(isOpen ? 'revoked' : state);
    }
  });

  it('is nothing before it is asked for', () => {
    for (const command of [verify(0), approve(0), refuse(0), revoke(0)]) {
      expect(accessGrant.decide(command, undefined)).toMatchObject({ code: 'invalid' });
    }
    expect(() => accessGrant.evolve(undefined, { type: 'AccessExpired', at: start, by: 'system' })).toThrow();
  });

  it('is decided by a compliance manager in the owner’s place, and taken back while it is open', () => {
    expect(live([ask(), verify(0), approve(0, manager)]).state).toMatchObject({ state: 'granted' });
    for (const life of [[ask()], [ask(), verify(0)], [ask(), verify(0), approve(0)]]) {
      expect(live([...life, revoke(0, manager)]).state).toMatchObject({ state: 'revoked' });
    }
  });

  it('tells its owner, and the role that it is escalated to', () => {
    const events = live([ask(), verify(0), refuse(6, manager)], 6).events.map(({ event }) => event);
    const told = accessGrantNotifications(undefined, 0, events).map(({ kind, recipient }) => [
      kind,
      recipient,
    ]);
    expect(told).toEqual([
      ['access_requested', { person: 'olivia' }],
      ['access_grant.requested', 'webhooks'],
      ['access_request_reminder', { person: 'olivia' }],
      ['access_request_escalated', { role: 'compliance_manager' }],
      ['access_grant.escalated', 'webhooks'],
      ['access_request_settled', { person: 'olivia' }],
      ['access_grant.refused', 'webhooks'],
    ]);
  });
});

describe('whatever anybody does in whatever order', () => {
  const actors = fc.constantFrom(owner, manager, stranger);
  const days = fc.integer({ min: 0, max: 4_000 }).map((tenths) => tenths / 10);
  const commands = fc
    .array(
      fc.oneof(
        days.map((day) => verify(day)),
        fc
          .tuple(days, actors, fc.integer({ min: -1, max: 400 }))
          .map(([day, actor, many]) => approve(day, actor, many)),
        fc.tuple(days, actors).map(([day, actor]) => refuse(day, actor)),
        fc.tuple(days, actors).map(([day, actor]) => revoke(day, actor)),
      ),
      { maxLength: 12 },
    )
    .map((list) => [ask(), ...list.sort((a, b) => (a.at < b.at ? -1 : 1))]);
  const lives = commands.map((list) => settle(accessGrant, { state: undefined, seq: 0 }, list, on(400)));

  it('it is granted only when verified, by who may, and never beyond its end', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        let state: AccessGrant | undefined;
        for (const { event } of events) {
          if (event.type === 'AccessGranted') {
            expect(state?.state).toBe('waiting');
            expect(state?.nda).toEqual(nda);
            expect(['olivia', 'chris']).toContain(event.by);
            expect(event.endsAt > event.at).toBe(true);
            expect(event.endsAt <= daysAfter(event.at, longestGrantDays)).toBe(true);
          }
          if (state !== undefined) expect(accessGrant.isFinal(state)).toBe(false);
          state = accessGrant.evolve(state, event);
        }
      }),
    );
  });

  it('it ends, time has nothing more to do with it then, and its events tell how it stands', () => {
    fc.assert(
      fc.property(lives, ({ state, events }) => {
        expect(accessGrantStates).toContain(state?.state);
        const folded = fold(
          accessGrant,
          undefined,
          events.map(({ event }) => event),
        );
        expect(folded).toEqual(state);
        const after = settle(accessGrant, { state, seq: 0 }, [], on(1_000)).state;
        if (after === undefined) throw new Error('it was asked for');
        expect(accessGrant.isFinal(after)).toBe(true);
        expect(accessGrant.nextDeadline(after)).toBeUndefined();
        expect(isRefusal(accessGrant.decide(approve(1_000), after))).toBe(true);
      }),
    );
  });

  it('what the next deadline brings about is past once it has been brought about', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        let state: AccessGrant | undefined;
        for (const { event } of events) {
          state = accessGrant.evolve(state, event);
          const due = accessGrant.nextDeadline(state);
          if (due === undefined) continue;
          const brought = accessGrant.elapse(state, due);
          expect(brought.length).toBeGreaterThan(0);
          const then = fold(accessGrant, state, brought);
          const next = then && accessGrant.nextDeadline(then);
          if (next !== undefined) expect(next > due).toBe(true);
        }
      }),
    );
  });
});
