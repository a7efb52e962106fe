import { describe, expect, it } from 'vitest';
import { roles } from '../../domain/identity.ts';
import { needsConfirmation } from '../../domain/oversight-case-decision.ts';
import { oversightDecisions } from '../../domain/oversight-case-state.ts';
import { isHeld } from '../../domain/oversight-case-time.ts';
import { oversightCase } from '../../domain/oversight-case.ts';
import {
  acknowledging,
  actor,
  after,
  asking,
  assigning,
  at,
  caseOf,
  chris,
  closing,
  confirming,
  deciding,
  decided,
  disagreeing,
  holding,
  incident,
  inPairs,
  max,
  missing,
  olu,
  opening,
  outcome,
  passing,
  reporting,
  sam,
  type Said,
  terms,
  further,
  unrelated,
} from './oversight-beginning.ts';

const assigned = after(opening, assigning('olu'));
const begun = further(assigned, acknowledging(olu), 3);
const upheld = further(begun, deciding(olu), 4);
const calling = (by = chris): Said => ({ type: 'callOff', actor: by, reason: 'Opened twice.' });
const handing = (by = olu, to = 'sam', place = 'first'): Said => ({
  type: 'handOver',
  actor: by,
  to,
  place,
  note: '',
});
const reassigning = (by = chris): Said => ({
  type: 'reassign',
  actor: by,
  place: 'first',
  note: 'Ill.',
});

describe('an oversight case', () => {
  it('is opened, assigned, acknowledged, decided and closed', () => {
    const closed = further(upheld, closing(olu), 5);
    expect(closed.map(({ type }) => type)).toEqual([
      'OversightCaseOpened',
      'OversightTermsSet',
      'ReviewerAssigned',
      'OversightCaseAcknowledged',
      'OversightCaseDecided',
      'OversightCaseClosed',
    ]);
    expect(caseOf(closed)).toMatchObject({
      state: 'closed',
      openedBy: 'caller',
      first: { reviewer: 'olu', level: 1 },
      decision: { decision: 'upheld', by: 'olu', confirmedBy: null, stops: false },
      closing: { by: 'olu', rootCause: 'Scans were cut off.' },
    });
    expect(outcome(closed, opening)).toBe('already_decided');
  });

  it('says nothing of a case that is not there', () => {
    for (const said of [assigning('olu'), acknowledging(olu), deciding(olu), calling()]) {
      expect(outcome([], said), said.type).toBe('invalid');
    }
  });

  it('takes what was found to be searched for, once', () => {
    expect(outcome(assigned, assigning('sam'))).toBe('stale_revision');
    expect(outcome(assigned, assigning('sam', 2))).toBe('stale_revision');
    expect(outcome(after(opening), assigning('olu', 2))).toBe('stale_revision');
    expect(outcome(after(opening), { ...assigning('olu'), terms: undefined })).toBe('stale_revision');
    expect(outcome(upheld, assigning('sam'))).toBe('already_decided');
  });

  it('copies the policy, the owner and whether two are needed when it is opened', () => {
    expect(caseOf(assigned).terms).toEqual(terms);
  });

  it('is for its reviewer alone, in a role that reviews', () => {
    for (const role of roles) {
      const other = actor('x', role);
      expect(outcome(begun, deciding(other)), role).toBe('wrong_role');
      expect(outcome(assigned, acknowledging(other)), role).toBe('wrong_role');
      const own = actor('olu', role);
      const reviews = ['oversight_reviewer', 'compliance_manager', 'management'].includes(role);
      expect(outcome(begun, deciding(own)), role).toBe(reviews ? 'OversightCaseDecided' : 'wrong_role');
    }
  });

  it('is never for the system’s owner, whom it is about, or who has brought it up', () => {
    const about = after({ ...opening, subject: 'subject' }, assigning('olu'));
    for (const person of ['owner', 'subject', 'caller']) {
      const concerned = actor(person, 'oversight_reviewer', 'compliance_manager');
      for (const said of [
        acknowledging(concerned),
        deciding(concerned),
        handing(concerned),
        reassigning(concerned),
        calling(concerned),
      ]) {
        expect(outcome(about, said), `${person} ${said.type}`).toBe('segregation_of_duties');
      }
      expect(outcome(about, handing(olu, person)), person).toBe('segregation_of_duties');
    }
  });

  it('is acknowledged once', () => {
    expect(caseOf(begun)).toMatchObject({ state: 'acknowledged', first: { acknowledgedAt: at(3) } });
    expect(outcome(begun, acknowledging(olu))).toBe('already_decided');
  });

  it('is acknowledged by deciding it', () => {
    expect(outcome(assigned, deciding(olu))).toBe('OversightCaseAcknowledged OversightCaseDecided');
  });

  it('is decided once, on what was seen', () => {
    expect(outcome(upheld, deciding(olu))).toBe('already_decided');
    expect(outcome(upheld, acknowledging(olu))).toBe('already_decided');
    expect(outcome(begun, deciding(olu, { revision: 2 }))).toBe('stale_revision');
    const closed = further(upheld, closing(olu), 5);
    expect(outcome(closed, deciding(olu))).toBe('closed');
  });

  it('takes each decision with what it needs to say', () => {
    for (const decision of oversightDecisions) {
      const isReplaced = ['corrected', 'overridden'].includes(decision);
      const isIncident = decision === 'serious_incident';
      const complete = {
        decision,
        instead: isReplaced ? 'Another one.' : '',
        incident: isIncident ? { kind: 'death' } : null,
      };
      expect(outcome(begun, deciding(olu, complete)), decision).toBe('OversightCaseDecided');
      const pointerOf = (changes: object) => {
        const refusal = decided(begun, deciding(olu, { ...complete, ...changes }), 4);
        return 'pointer' in refusal ? refusal.pointer : undefined;
      };
      expect(pointerOf({ note: ' ' }), decision).toBe('/note');
      expect(pointerOf({ instead: ' ' }), decision).toBe(isReplaced ? '/instead' : undefined);
      const other = isIncident ? null : { kind: 'death' };
      expect(pointerOf({ incident: other }), decision).toBe('/incident');
      const mayStop = decision === 'stopped' || isIncident;
      expect(pointerOf({ stops: true }), decision).toBe(mayStop ? undefined : '/stops');
    }
  });

  it('stops or reopens only where there is a system', () => {
    const apart = after(unrelated, assigning('olu'));
    for (const decision of ['stopped', 'reopened']) {
      expect(outcome(apart, deciding(olu, { decision })), decision).toBe('invalid');
    }
    const stops = { ...incident('death'), stops: true };
    expect(outcome(apart, deciding(olu, stops))).toBe('invalid');
    const stopped = further(begun, deciding(olu, { decision: 'stopped' }), 4);
    expect(caseOf(stopped).decision).toMatchObject({ stops: true });
  });

  it('holds a decision until a reviewer has decided, and for good where it is called off', () => {
    const held = after(holding, assigning('olu'));
    expect(isHeld(caseOf(held))).toBe(true);
    expect(isHeld(caseOf(further(held, deciding(olu), 4)))).toBe(false);
    expect(outcome(held, calling())).toBe('guard_failed');
    const byOperator = calling(actor('operator', 'compliance_manager'));
    expect(isHeld(caseOf(further(held, byOperator, 4)))).toBe(true);
    expect(isHeld(caseOf(assigned))).toBe(false);
  });
});

describe('a case that changes hands', () => {
  it('is handed over by its reviewer, or a compliance manager, with what is left of the time', () => {
    const handed = further(begun, handing(), 30);
    expect(caseOf(handed)).toMatchObject({
      state: 'open',
      first: { reviewer: 'sam', acknowledgeBy: at(90), decideBy: caseOf(begun).first?.decideBy },
    });
    expect(outcome(handed, deciding(olu))).toBe('wrong_role');
    expect(outcome(handed, deciding(sam))).toBe('OversightCaseAcknowledged OversightCaseDecided');
    expect(outcome(begun, handing(chris))).toBe('OversightCaseHandedOver');
    expect(outcome(begun, handing(max))).toBe('wrong_role');
    expect(outcome(begun, handing(olu, 'olu'))).toBe('unchanged');
    expect(outcome(begun, handing(chris, 'sam', 'second'))).toBe('closed');
    expect(outcome(upheld, handing(chris))).toBe('already_decided');
  });

  it('looks for somebody else when its reviewer is absent, and does not ask them again', () => {
    const released = further(begun, reassigning(), 5);
    expect(caseOf(released)).toMatchObject({
      state: 'open',
      first: { reviewer: null, search: 2, released: ['olu'], acknowledgeBy: at(65) },
    });
    expect(outcome(begun, reassigning(olu))).toBe('ReviewerReleased');
    expect(outcome(begun, reassigning(sam))).toBe('wrong_role');
    expect(outcome(released, assigning('sam', 1))).toBe('stale_revision');
    expect(outcome(released, assigning('sam', 2))).toBe('ReviewerAssigned');
    expect(outcome(upheld, reassigning())).toBe('already_decided');
  });

  it('looks for somebody else when its reviewer leaves, unless it has moved on', () => {
    const left = (reviewer: string): Said => ({ type: 'reassign', place: 'first', reviewer, note: 'Left.' });
    expect(outcome(begun, left('olu'))).toBe('ReviewerReleased');
    expect(outcome(begun, left('sam'))).toBe('unchanged');
    expect(outcome(after(opening), left('olu'))).toBe('closed');
  });

  it('goes up a level at once when nobody is trained, and says so for good', () => {
    const gap = after(opening, missing('nobody_trained'));
    expect(gap.slice(1).map(({ type }) => type)).toEqual([
      'OversightTermsSet',
      'ReviewerMissing',
      'OversightCaseEscalated',
    ]);
    expect(gap.at(-1)).toMatchObject({ level: 2, to: 'compliance_manager', reason: 'nobody_trained' });
    const taken = further(gap, assigning('chris', 2), 2);
    expect(caseOf(taken)).toMatchObject({
      gap: { kind: 'nobody_trained', level: 1 },
      first: { reviewer: 'chris', missing: null },
    });
    expect(outcome(taken, deciding(chris))).toContain('OversightCaseDecided');
  });

  it('stays at the last level when nobody is there, and looks again as often as a decision takes', () => {
    let events = after(opening, missing('nobody_trained'));
    events = further(events, missing('nobody_free', 2), 2);
    events = further(events, missing('nobody_trained', 3), 3);
    expect(caseOf(events).first).toMatchObject({ level: 3, reviewer: null, missing: 'nobody_trained' });
    expect(outcome(events, missing('nobody_trained', 3))).toBe('stale_revision');
    const sought = passing(events, 3 + 60);
    expect(sought.at(-1)).toMatchObject({ type: 'ReviewerSought', search: 4 });
    const again = passing(further(sought, missing('nobody_trained', 4), 64), 63 + 24 * 60);
    expect(again.at(-1)).toMatchObject({ type: 'ReviewerSought', search: 5 });
    const found = further(again, assigning('max', 5), 2_000);
    expect(caseOf(found).first).toMatchObject({ reviewer: 'max', overdue: false, acknowledgeBy: at(2_060) });
  });
});

describe('a case for two reviewers', () => {
  const paired = after(opening, inPairs('olu'), acknowledging(olu));
  const proposed = further(paired, deciding(olu), 3);
  const seconded = further(proposed, assigning('sam', 1, 'second'), 4);

  it('is decided once a second person has confirmed it', () => {
    expect(proposed.at(-1)).toMatchObject({ type: 'DecisionProposed', search: 1 });
    expect(caseOf(proposed)).toMatchObject({ state: 'acknowledged', revision: 2, decision: null });
    const confirmed = further(seconded, confirming(sam), 5);
    expect(confirmed.slice(-2).map(({ type }) => type)).toEqual([
      'OversightCaseAcknowledged',
      'OversightCaseDecided',
    ]);
    expect(caseOf(confirmed).decision).toMatchObject({ by: 'olu', confirmedBy: 'sam' });
    expect(outcome(confirmed, confirming(sam))).toBe('already_decided');
  });

  it('is confirmed by nobody but the second reviewer, on the decision that they saw', () => {
    expect(outcome(seconded, confirming(olu))).toBe('wrong_role');
    expect(outcome(seconded, confirming(chris))).toBe('wrong_role');
    expect(outcome(proposed, confirming(sam))).toBe('wrong_role');
    expect(outcome(seconded, confirming(sam, 1))).toBe('stale_revision');
    expect(outcome(seconded, deciding(olu, { revision: 2 }))).toBe('already_decided');
    expect(outcome(seconded, deciding(sam, { revision: 2 }))).toBe('wrong_role');
    expect(outcome(paired, confirming(sam))).toBe('wrong_role');
  });

  it('is never both reviewers’ of one person', () => {
    expect(outcome(seconded, handing(chris, 'sam'))).toBe('segregation_of_duties');
    expect(outcome(seconded, handing(sam, 'olu', 'second'))).toBe('segregation_of_duties');
    const late = passing(seconded, 4 + 120);
    expect(late.at(-1)).toMatchObject({ type: 'OversightCaseEscalated', place: 'second', level: 2 });
    expect(outcome(late, handing(chris, 'sam'))).toBe('segregation_of_duties');
  });

  it('goes up a level when they disagree; the decision is dropped, and two are needed still', () => {
    const disputed = further(seconded, disagreeing(sam), 5);
    expect(disputed.slice(-2)).toMatchObject([
      { type: 'DecisionDisputed' },
      { type: 'OversightCaseEscalated', place: 'first', level: 2, reason: 'disagreement' },
    ]);
    expect(caseOf(disputed)).toMatchObject({ proposal: null, revision: 3, disputes: [{ by: 'sam' }] });
    expect(outcome(disputed, deciding(olu, { revision: 3 }))).toBe('wrong_role');
    const third = further(disputed, assigning('chris', 2), 6);
    const again = further(third, deciding(chris, { revision: 3 }), 7);
    expect(again.at(-1)).toMatchObject({ type: 'DecisionProposed', search: null });
    expect(outcome(again, confirming(sam, 4))).toContain('OversightCaseDecided');
    expect(outcome(seconded, { ...disagreeing(sam), note: ' ' })).toBe('invalid');
  });

  it('is dropped and decided anew at the last level', () => {
    let events = seconded;
    for (const [index, person] of ['chris', 'max'].entries()) {
      const revision = 2 + index * 2;
      events = further(events, disagreeing(sam, revision), 5);
      events = further(events, assigning(person, index + 2), 6);
      const by = actor(person, index === 0 ? 'compliance_manager' : 'management');
      events = further(events, deciding(by, { revision: revision + 1 }), 7);
    }
    const last = further(events, disagreeing(sam, 6), 8);
    expect(last.at(-1)?.type).toBe('DecisionDisputed');
    expect(outcome(last, deciding(max, { revision: 7 }), 9)).toBe('DecisionProposed');
  });

  it('has its second opinion from who asks for one; a third decides alone when they disagree', () => {
    const asked = further(begun, asking(olu), 4);
    expect(needsConfirmation(caseOf(asked))).toBe(true);
    expect(outcome(asked, asking(olu))).toBe('already_decided');
    expect(outcome(paired, asking(olu))).toBe('already_decided');
    expect(outcome(begun, asking(sam))).toBe('wrong_role');
    expect(outcome(upheld, asking(olu))).toBe('already_decided');
    const waiting = further(further(asked, deciding(olu), 5), assigning('sam', 1, 'second'), 6);
    const disputed = further(further(waiting, disagreeing(sam), 7), assigning('chris', 2), 8);
    const third = further(disputed, deciding(chris, { revision: 3 }), 9);
    expect(caseOf(third)).toMatchObject({ state: 'decided', decision: { by: 'chris', confirmedBy: null } });
  });
});

describe('the end of a case', () => {
  it('is put down by who has decided it, or a compliance manager whom it does not concern', () => {
    expect(outcome(upheld, closing(olu))).toBe('OversightCaseClosed');
    expect(outcome(upheld, closing(chris))).toBe('OversightCaseClosed');
    expect(outcome(upheld, closing(sam))).toBe('wrong_role');
    const owner = actor('owner', 'compliance_manager');
    expect(outcome(upheld, closing(owner))).toBe('segregation_of_duties');
    expect(outcome(begun, closing(chris))).toBe('closed');
    for (const part of ['rootCause', 'correctiveAction']) {
      expect(decided(upheld, { ...closing(olu), [part]: ' ' }, 5)).toMatchObject({ pointer: `/${part}` });
    }
  });

  it('waits for a serious incident to be reported to both, by its own clocks', () => {
    const found = further(begun, deciding(olu, incident('death')), 4);
    expect(caseOf(found).incident).toMatchObject({
      kind: 'death',
      awareAt: at(0),
      provider: { dueAt: at(24 * 60) },
      authority: { dueAt: at(10 * 24 * 60) },
    });
    expect(outcome(found, closing(olu))).toBe('guard_failed');
    const told = further(found, reporting(olu, 'provider'), 5);
    expect(outcome(told, reporting(olu, 'provider'))).toBe('already_decided');
    expect(outcome(told, closing(olu))).toBe('guard_failed');
    const both = further(told, reporting(chris, 'authority', at(6)), 6);
    expect(outcome(both, closing(olu))).toBe('OversightCaseClosed');
    expect(outcome(found, reporting(sam, 'provider'))).toBe('wrong_role');
    expect(outcome(found, reporting(olu, 'provider', at(60)), 10)).toBe('invalid');
    expect(outcome(found, { ...reporting(olu, 'provider'), note: ' ' })).toBe('invalid');
    expect(outcome(upheld, reporting(olu, 'provider'))).toBe('closed');
    expect(outcome(begun, reporting(chris, 'provider'))).toBe('closed');
  });

  it('has the authority told in 2, 10 or 15 days from when we knew of it', () => {
    const days = {
      death: 10,
      serious_harm_to_health: 15,
      critical_infrastructure: 2,
      widespread_infringement: 2,
      fundamental_rights: 15,
      property_or_environment: 15,
    };
    for (const [kind, most] of Object.entries(days)) {
      const awareAt = at(-60);
      const found = further(begun, deciding(olu, { ...incident(kind), incident: { kind, awareAt } }), 4);
      expect(caseOf(found).incident?.authority.dueAt, kind).toBe(at(most * 24 * 60 - 60));
    }
    const future = { ...incident('death'), incident: { kind: 'death', awareAt: at(60) } };
    expect(outcome(begun, deciding(olu, future))).toBe('invalid');
  });

  it('is called off by a compliance manager with a reason', () => {
    for (const role of roles) {
      const wanted = role === 'compliance_manager' ? 'OversightCaseCalledOff' : 'wrong_role';
      expect(outcome(begun, calling(actor('x', role))), role).toBe(wanted);
    }
    expect(outcome(begun, { ...calling(), reason: ' ' })).toBe('invalid');
    expect(outcome(upheld, calling())).toBe('already_decided');
  });

  it('is final', () => {
    const ends = [further(upheld, closing(olu), 5), further(begun, calling(), 5)];
    for (const ended of ends) {
      const state = caseOf(ended);
      expect(oversightCase.isFinal(state)).toBe(true);
      expect([oversightCase.nextDeadline(state), oversightCase.elapse(state, at(1e7))]).toEqual([
        undefined,
        [],
      ]);
      const everything = [
        assigning('olu'),
        acknowledging(olu),
        deciding(olu),
        asking(olu),
        handing(),
        reassigning(),
        closing(chris),
        reporting(chris, 'provider'),
        calling(),
        calling(actor('operator', 'compliance_manager')),
      ];
      for (const said of everything) expect(outcome(ended, said), said.type).toBe('closed');
    }
  });
});
