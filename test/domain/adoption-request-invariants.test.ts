import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptionRequest } from '../../domain/adoption-request.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
} from '../../domain/adoption-request-state.ts';
import { fold, settle, type Settlement } from '../../domain/decider.ts';
import { signatories } from '../../domain/sign-off.ts';
import { severity } from '../../domain/triage.ts';
import { policy } from './request-story.ts';
import { randomLife } from './random-lives.ts';

type Settled = Settlement<AdoptionRequest, AdoptionRequestEvent>;
const nothing = { state: undefined, seq: 0 };
const endOf = (life: AdoptionRequestCommand[]) => life.at(-1)?.at ?? '';
const live = (life: AdoptionRequestCommand[]): Settled => settle(adoptionRequest, nothing, life, endOf(life));

/** Every state that a life goes through, with the event that led there. */
function statesOf({ events }: Settled): { event: AdoptionRequestEvent; state: AdoptionRequest }[] {
  let state: AdoptionRequest | undefined;
  return events.map(({ event }) => {
    state = adoptionRequest.evolve(state, event);
    return { event, state };
  });
}

const holds = (check: (settled: Settled, life: AdoptionRequestCommand[]) => void) =>
  fc.assert(
    fc.property(randomLife, (life) => check(live(life), life)),
    { numRuns: 400 },
  );

describe('whatever anybody sends', () => {
  it('every command is answered once, and what is on record makes the state', () => {
    holds(({ state, seq, events, outcomes }, life) => {
      expect(outcomes.map(({ commandId }) => commandId)).toEqual(life.map(({ id }) => id));
      expect(events).toHaveLength(seq);
      const told = events.map(({ event }) => event);
      expect(fold(adoptionRequest, undefined, told)).toEqual(state);
      const refused = outcomes.filter(({ status }) => status === 'refused').map(({ commandId }) => commandId);
      for (const { commandId } of events) expect(refused).not.toContain(commandId);
    });
  });

  it('nothing happens after the end', () => {
    holds((settled) => {
      const ends = statesOf(settled).findIndex(({ state }) => adoptionRequest.isFinal(state));
      const deciding = settled.events.findIndex(({ event }) => event.type === 'Decided');
      for (const end of [ends, deciding]) {
        // A rejection or last approval is an event before the decision that it brings about.
        if (end !== -1) expect(settled.events.length - 1).toBe(end);
      }
    });
  });

  it('nobody signs their own request, and nobody fills two of its roles', () => {
    holds((settled) => {
      for (const { state } of statesOf(settled)) {
        const everyone = state.signOffs.flatMap(signatories);
        expect(everyone).not.toContain(state.requester);
        const roleOf = new Map<string, string>();
        for (const signOff of state.signOffs) {
          for (const person of new Set(signatories(signOff))) {
            expect(roleOf.get(person)).toBeUndefined();
            roleOf.set(person, signOff.role);
          }
        }
      }
    });
  });

  it('approved means that each role of the tier has approved what still stands', () => {
    holds((settled) => {
      const states = statesOf(settled);
      const { decision } = states.at(-1)?.state ?? { decision: null };
      if (decision === null || decision.outcome === 'rejected') return;
      expect(decision.tier).not.toBe('prohibited');
      if (decision.tier === 'prohibited') return;
      const signed = decision.signOffs.map(({ role }) => role);
      expect(signed.toSorted()).toEqual(policy.rules.requiredRoles[decision.tier].toSorted());
      for (const { role, decision: said, revision } of decision.signOffs) {
        expect(['approve', 'approve_with_conditions']).toContain(said);
        const since = states.filter(({ event }) => event.type === 'Amended' && event.revision > revision);
        for (const { event } of since) {
          if (event.type !== 'Amended') continue;
          for (const section of event.changed) expect(policy.rules.material[section]).not.toContain(role);
        }
        const signedAt = states.find(({ state }) => state.revision === revision);
        expect(severity(signedAt?.state.triage.tier ?? 'low')).toBeGreaterThanOrEqual(
          decision.tier === 'critical' && signedAt?.state.triage.tier === 'prohibited'
            ? 0
            : severity(decision.tier),
        );
      }
      const { revision, revisionHash } = decision;
      expect(states.at(-1)?.state).toMatchObject({ revision, revisionHash, state: decision.outcome });
    });
  });

  it('a sign-off is escalated once, and for an owner who left only while it waits for that very person', () => {
    holds((settled, life) => {
      const leaving = new Map(life.flatMap((said) => (said.type === 'ownerLeft' ? [[said.id, said]] : [])));
      let before: AdoptionRequest | undefined;
      for (const [index, { event, state }] of statesOf(settled).entries()) {
        if (event.type === 'Escalated') {
          const waiting = before?.signOffs.find(({ role }) => role === event.role);
          expect(waiting).toMatchObject({ made: null, escalatedAt: null });
          const left = leaving.get(settled.events[index]?.commandId ?? '');
          expect(left !== undefined).toBe(event.because === 'owner_left');
          if (left !== undefined) {
            expect(left).toMatchObject({ by: 'system', person: before?.content.businessOwner });
            expect(event).toMatchObject({ role: 'business_owner', to: waiting?.escalateTo });
          }
        }
        before = state;
      }
    });
  });

  it('has one sign-off for each role, at any time', () => {
    holds((settled) => {
      for (const { state } of statesOf(settled)) {
        const roles = state.signOffs.map(({ role }) => role);
        expect(new Set(roles).size).toBe(roles.length);
      }
    });
  });

  it('has a next deadline exactly until the end', () => {
    holds((settled) => {
      for (const { state } of statesOf(settled)) {
        // Between a sign-off and the decision that follows from it in the same breath, either is right.
        expect(adoptionRequest.nextDeadline(state) === undefined).toBe(adoptionRequest.isFinal(state));
      }
    });
  });
});

describe('however it is carried out', () => {
  it('the same commands make the same events', () => {
    holds((settled, life) => {
      expect(live(life)).toEqual(settled);
    });
  });

  it('a batch in two makes the events of the whole', () => {
    fc.assert(
      fc.property(randomLife, fc.nat(), (life, cut) => {
        const first = life.slice(0, 1 + (cut % life.length));
        const rest = life.slice(first.length);
        const part = settle(adoptionRequest, nothing, first, endOf(first));
        const then = settle(adoptionRequest, part, rest, endOf(life));
        const whole = live(life);
        expect([...part.events, ...then.events]).toEqual(whole.events);
        expect([...part.outcomes, ...then.outcomes]).toEqual(whole.outcomes);
      }),
      { numRuns: 400 },
    );
  });

  it('time that has passed does not pass again', () => {
    fc.assert(
      fc.property(randomLife, fc.integer({ min: 0, max: 60 * 24 }), (life, hours) => {
        const { state, seq } = live(life);
        const later = new Date(Date.parse(endOf(life)) + hours * 3_600_000).toISOString();
        const once = settle(adoptionRequest, { state, seq }, [], later);
        expect(settle(adoptionRequest, once, [], later).events).toEqual([]);
        const deadline = once.state && adoptionRequest.nextDeadline(once.state);
        if (deadline !== undefined) expect(deadline > later).toBe(true);
      }),
    );
  });
});
