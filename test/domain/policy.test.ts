import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../domain/decider.ts';
import type { PolicyEvent } from '../../domain/policy-state.ts';
import { versionAt, versionInForce, versionToAcknowledge, waitingFor } from '../../domain/policy-time.ts';
import { policy } from '../../domain/policy.ts';
import {
  actor,
  confirm,
  create,
  created,
  decided,
  details,
  followedBy,
  on,
  published,
  review,
  sign,
  signedBy,
  stateOf,
  submit,
  submitted,
} from './policy-beginning.ts';

const typesOf = (events: readonly PolicyEvent[]) => events.map(({ type }) => type);
const codeOf = (events: PolicyEvent[], command: Record<string, unknown>, days = 4) => {
  const decision = decided(events, command, days);
  return isRefusal(decision) ? decision.code : typesOf(decision);
};

describe('a policy', () => {
  it('is created for its first review, in which its owner writes it', () => {
    const state = stateOf(created());
    expect(state).toMatchObject({ state: 'unpublished', versions: [], reviews: 1 });
    expect(state.review).toMatchObject({ number: 1, reason: 'first', phase: 'drafting', dueAt: on(30) });
    expect(codeOf(created(), create)).toBe('already_decided');
    expect(codeOf([], submit(2))).toBe('invalid');
  });

  it('comes into force once everybody has signed, and asks people to acknowledge it', () => {
    expect(typesOf(published()).slice(-3)).toEqual(['PolicySignedOff', 'PolicyApproved', 'PolicyPublished']);
    const state = stateOf(published());
    expect(state).toMatchObject({ state: 'in_force', review: null });
    expect(versionInForce(state)).toMatchObject({ version: 1, hash: 'hash-2', author: 'owner' });
    expect(versionInForce(state)?.approvals.map(({ role, by }) => `${role} ${by}`)).toEqual([
      'legal legal',
      'privacy privacy',
    ]);
    expect(state.campaign).toMatchObject({ review: 1, version: 1, dueAt: on(17) });
    expect(versionToAcknowledge(state)).toBe(1);
  });

  it('waits for the day on which a version is to come into force, and does so whenever a worker comes to it', () => {
    const approved = stateOf(signedBy(submitted(2, { effectiveAt: on(20) }), 3));
    expect(approved.review?.phase).toBe('approved');
    expect(policy.nextDeadline(approved)).toBe(on(20));
    expect(policy.elapse(approved, on(19.9))).toEqual([]);
    // After an outage of ten days it has been in force since its day, and people have all of their days.
    const [publication] = policy.elapse(approved, on(30));
    expect(publication).toMatchObject({ type: 'PolicyPublished', at: on(20), campaignDueAt: on(44) });
  });

  it('asks nobody again for a minor version, which ends its review', () => {
    const next = followedBy(published(), review('cycle', 'a'), 100);
    const minor = signedBy(followedBy(next, submit(101, { major: false }), 101), 102);
    const state = stateOf(minor);
    expect(typesOf(minor).slice(-2)).toEqual(['PolicyPublished', 'ReviewClosed']);
    expect(versionInForce(state)?.version).toBe(2);
    expect(versionToAcknowledge(state)).toBe(1);
    expect(state.campaign).toMatchObject({ version: 1 });
    expect(state.versions[0]).toMatchObject({ supersededAt: on(102) });
  });

  it('puts its first version to people even where it is said to be minor', () => {
    const state = stateOf(signedBy(submitted(2, { major: false }), 3));
    expect(state.campaign).toMatchObject({ version: 1 });
  });

  it('can be confirmed unchanged, which is signed too', () => {
    const next = followedBy(followedBy(published(), review('cycle', 'a'), 365), confirm(366), 366);
    expect(waitingFor(stateOf(next)).map(({ role }) => role)).toEqual(['legal', 'privacy']);
    const after = signedBy(next, 367);
    expect(after.at(-1)).toMatchObject({ type: 'ReviewClosed', outcome: 'confirmed' });
    expect(versionInForce(stateOf(after))?.version).toBe(1);
    expect(codeOf(created(), confirm(2))).toBe('invalid');
  });

  it('tells a new version that says nothing new from one that is put to people again', () => {
    const next = followedBy(published(), review('cycle', 'a'), 365);
    expect(codeOf(next, submit(2, { major: false }))).toBe('unchanged');
    const again = signedBy(followedBy(next, submit(366, { hash: 'hash-2' }), 366), 367);
    expect(stateOf(again).campaign).toMatchObject({ version: 2 });
    expect(again.filter(({ type }) => type === 'ReviewClosed')).toMatchObject([
      { number: 1, outcome: 'superseded' },
    ]);
  });

  it('gives each occasion a review of its own, one after the other, and each once', () => {
    const busy = followedBy(followedBy(published(), review('cycle', 'a'), 100), review('incident', 'b'), 101);
    expect(codeOf(busy, review('incident', 'b'))).toEqual([]);
    expect(codeOf(busy, review('cycle', 'a'))).toEqual([]);
    const third = followedBy(busy, review('new_law', 'c'), 102);
    expect(stateOf(third).waiting.map(({ occasion }) => occasion)).toEqual(['b', 'c']);
    const done = signedBy(followedBy(third, confirm(103), 103), 104);
    expect(stateOf(done).review).toMatchObject({ number: 3, reason: 'incident', occasion: 'b' });
    expect(stateOf(done).waiting).toMatchObject([{ occasion: 'c' }]);
    const off = {
      type: 'callOffReview',
      by: 'chris',
      actor: actor('chris', 'compliance_manager'),
      reason: 'By mistake',
    };
    expect(stateOf(followedBy(done, off, 105)).review).toMatchObject({ number: 4, occasion: 'c' });
  });

  it('closes its campaign with its figures, unless another version has come between', () => {
    const figures = { type: 'closeCampaign', by: 'system', version: 1, asked: 10, acknowledged: 8 };
    const closed = followedBy(published(), figures, 17);
    expect(closed.at(-1)).toMatchObject({
      type: 'ReviewClosed',
      number: 1,
      outcome: 'published',
      campaign: { asked: 10, acknowledged: 8 },
    });
    expect(stateOf(closed).campaign).toBeNull();
    expect(codeOf(published(), { ...figures, version: 2 })).toEqual([]);
    expect(codeOf(closed, figures)).toEqual([]);
  });

  it('knows which version was in force on any day', () => {
    const next = followedBy(followedBy(published(), review('cycle', 'a'), 100), submit(101), 101);
    const state = stateOf(signedBy(next, 102));
    expect([1, 3, 101, 102, 400].map((days) => versionAt(state, on(days))?.version)).toEqual([
      undefined,
      1,
      1,
      2,
      2,
    ]);
    const retired = followedBy(signedBy(next, 102), retire(), 200);
    expect(versionAt(stateOf(retired), on(199))?.version).toBe(2);
    expect(versionAt(stateOf(retired), on(200))).toBeUndefined();
  });
});

const retire = (more = {}) => ({
  type: 'retire',
  by: 'chris',
  actor: actor('chris', 'compliance_manager'),
  reason: 'Another says it',
  ...more,
});

describe('who may do what', () => {
  it.each([
    ['hand in', submit(2, { by: 'mallory', actor: actor('mallory', 'legal') })],
    ['confirm', { ...confirm(2), by: 'mallory', actor: actor('mallory', 'legal') }],
    ['change', { type: 'change', actor: actor('mallory', 'legal'), details, replaces: details }],
    ['call off', { type: 'callOffReview', actor: actor('owner', 'legal'), reason: 'x' }],
    ['retire', retire({ actor: actor('owner', 'legal') })],
  ])('a stranger may not %s', (_act, command) => {
    expect(codeOf(created(), command)).toBe('wrong_role');
  });

  it('nobody signs what they own or handed in, or for two roles, or what was signed', () => {
    const open = submitted();
    expect(codeOf(open, sign('legal', 1, { actor: actor('owner', 'legal') }))).toBe('segregation_of_duties');
    const byCompliance = followedBy(
      created(),
      submit(2, { by: 'chris', actor: actor('chris', 'compliance_manager', 'legal') }),
      2,
    );
    expect(codeOf(byCompliance, sign('legal', 1, { actor: actor('chris', 'legal') }))).toBe(
      'segregation_of_duties',
    );
    const signed = followedBy(open, sign('legal', 1, { by: 'pat', actor: actor('pat', 'legal') }), 3);
    expect(codeOf(signed, sign('privacy', 1, { actor: actor('pat', 'privacy') }))).toBe(
      'segregation_of_duties',
    );
    expect(codeOf(signed, sign('legal'))).toBe('already_decided');
    expect(codeOf(open, sign('legal', 1, { actor: actor('mallory', 'security') }))).toBe('wrong_role');
    expect(codeOf(open, sign('security'))).toBe('invalid');
  });

  it('a sign-off binds to the submission that was seen, and to changes that were asked for', () => {
    const asked = followedBy(
      submitted(),
      sign('legal', 1, { decision: 'request_changes', comment: 'Say who.' }),
      3,
    );
    expect(stateOf(asked).review?.phase).toBe('drafting');
    expect(codeOf(asked, sign('privacy'))).toBe('closed');
    const again = followedBy(asked, submit(4), 4);
    expect(codeOf(again, sign('legal', 1))).toBe('stale_revision');
    expect(versionInForce(stateOf(signedBy(again, 5, 2)))?.hash).toBe('hash-4');
    expect(codeOf(submitted(), sign('legal', 1, { decision: 'request_changes' }))).toBe('invalid');
  });

  it('nothing is handed in twice, signed before it is handed in, or done after the end', () => {
    expect(codeOf(submitted(), submit(3))).toBe('already_decided');
    expect(codeOf(published(), submit(4))).toBe('closed');
    expect(codeOf(created(), sign('legal', 0))).toBe('closed');
    const retired = followedBy(published(), retire(), 5);
    for (const command of [submit(6), sign('legal'), review('cycle', 'z'), retire()]) {
      expect(codeOf(retired, command)).toBe('closed');
    }
    expect(codeOf(published(), retire({ reason: ' ' }))).toBe('invalid');
  });

  it('a change is made to what was seen', () => {
    const change = { type: 'change', actor: actor('owner'), details: { ...details, title: 'Use of AI' } };
    expect(codeOf(created(), { ...change, replaces: details })).toEqual(['PolicyChanged']);
    expect(codeOf(created(), { ...change, replaces: { ...details, title: 'x' } })).toBe('stale_revision');
    expect(codeOf(created(), { ...change, details, replaces: details })).toBe('unchanged');
  });
});

describe('the clocks', () => {
  it('remind the owner at half of the time and at its end, and then tell compliance managers', () => {
    const state = stateOf(created());
    expect(policy.nextDeadline(state)).toBe(on(15));
    expect(typesOf(policy.elapse(state, on(15)))).toEqual(['ReviewReminded']);
    expect(policy.elapse(state, on(30))).toMatchObject([
      { type: 'ReviewReminded', overdue: true },
      { type: 'ReviewEscalated', to: 'compliance_manager' },
    ]);
  });

  it('remind and escalate the sign-offs, each on its own', () => {
    const state = stateOf(followedBy(submitted(), sign('legal'), 3));
    expect(typesOf(policy.elapse(state, on(5)))).toEqual(['PolicySignOffReminded']);
    expect(policy.elapse(state, on(9))).toMatchObject([
      { type: 'PolicySignOffReminded', role: 'privacy' },
      { type: 'PolicySignOffEscalated', role: 'privacy', to: 'compliance_manager' },
    ]);
    expect(policy.nextDeadline(stateOf(published()))).toBeUndefined();
  });
});
