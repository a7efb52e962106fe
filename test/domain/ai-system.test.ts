import { describe, expect, it } from 'vitest';
import { waitingFor } from '../../domain/ai-system-time.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { isRefusal } from '../../domain/decider.ts';
import type { AiSystemEvent } from '../../domain/ai-system-state.ts';
import {
  actor,
  after,
  answer,
  ask,
  carla,
  decided,
  declare,
  decommission,
  followedBy,
  goLive,
  live,
  olga,
  on,
  opened,
  resume,
  review,
  sign,
  stateOf,
  suspend,
  typesOf,
  use,
} from './ai-system-beginning.ts';

const codeOf = (events: AiSystemEvent[], command: Record<string, unknown>, days = 2) => {
  const decision = decided(events, command, days);
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
};
const suspended = followedBy(live, suspend, 2);
const changed = followedBy(live, declare(2), 2);

describe('in use', () => {
  it('is approved first, and live once its owner takes it into use', () => {
    expect(stateOf(opened)).toMatchObject({ state: 'approved', liveSince: null, requests: ['request-1'] });
    expect(stateOf(live)).toMatchObject({ state: 'live', liveSince: on(1) });
    expect(codeOf(live, goLive)).toBe('already_decided');
    expect(codeOf(opened, { ...goLive, actor: actor('sam', 'security') })).toBe('wrong_role');
    expect(codeOf(opened, { type: 'open', ...use })).toBe('already_decided');
  });

  it('is stopped by whoever may have seen the harm, with a word why', () => {
    const by = (...roles: Parameters<typeof actor>[1][]) => ({ ...suspend, actor: actor('x', ...roles) });
    for (const role of ['security', 'oversight_reviewer', 'compliance_manager'] as const)
      expect(codeOf(live, by(role))).toEqual(['AiSystemSuspended']);
    expect(codeOf(live, { ...suspend, actor: olga })).toEqual(['AiSystemSuspended']);
    expect(codeOf(live, by('legal', 'auditor', 'management'))).toBe('wrong_role');
    expect(codeOf(live, { ...suspend, note: ' ' })).toBe('invalid');
    expect(codeOf(opened, suspend)).toBe('closed');
    expect(codeOf(suspended, suspend, 3)).toBe('already_decided');
  });

  it('is stopped by an oversight case, whatever roles its reviewer holds', () => {
    const byCase = { ...suspend, actor: actor('rob'), case: 'case-1' };
    expect(stateOf(followedBy(live, byCase, 2)).suspension).toMatchObject({
      reason: 'oversight',
      case: 'case-1',
    });
  });

  it('is let go on by compliance or management, never by its owner where others stopped it', () => {
    expect(codeOf(suspended, resume, 3)).toEqual(['AiSystemResumed']);
    expect(codeOf(suspended, { ...resume, actor: olga }, 3)).toBe('wrong_role');
    const owner = actor('olga', 'compliance_manager');
    expect(codeOf(suspended, { ...resume, actor: owner }, 3)).toBe('segregation_of_duties');
    const ownStop = followedBy(live, { ...suspend, by: 'olga', actor: olga }, 2);
    expect(codeOf(ownStop, { ...resume, by: 'olga', actor: olga }, 3)).toEqual(['AiSystemResumed']);
    expect(codeOf(live, resume, 3)).toBe('already_decided');
    expect(codeOf(suspended, { ...resume, note: '' }, 3)).toBe('invalid');
    expect(stateOf(followedBy(suspended, resume, 3))).toMatchObject({ state: 'live', suspension: null });
  });

  it('ends for good', () => {
    const ended = followedBy(changed, decommission, 3);
    expect(stateOf(ended)).toMatchObject({ state: 'decommissioned', changes: [], joinings: [] });
    for (const command of [
      goLive,
      suspend,
      resume,
      review(4),
      declare(4),
      sign('security'),
      ask('nora'),
      decommission,
    ])
      expect(codeOf(ended, command, 4)).toBe('closed');
    expect(codeOf(live, { ...decommission, actor: actor('x', 'security') })).toBe('wrong_role');
    expect(codeOf(live, { ...decommission, reason: '' })).toBe('invalid');
  });
});

describe('its review', () => {
  it('is reminded of, goes to compliance once overdue, and suspends the system where nobody makes it', () => {
    const year = after(live, 400);
    expect(typesOf(year.slice(live.length))).toEqual([
      'AiSystemReviewReminded',
      'AiSystemReviewReminded',
      'AiSystemReviewOverdue',
      'AiSystemSuspended',
    ]);
    expect(stateOf(year).suspension).toMatchObject({ reason: 'review_lapsed', by: 'system' });
    expect(codeOf(year, resume, 401)).toBe('guard_failed');
    const reviewed = followedBy(year, review(401), 401);
    expect(stateOf(reviewed)).toMatchObject({ state: 'suspended', reviewOverdueAt: null });
    expect(codeOf(reviewed, resume, 402)).toEqual(['AiSystemResumed']);
  });

  it('makes reminders that were missed one', () => {
    expect(after(live, 334)).toEqual(live);
    const missed = aiSystem.elapse(stateOf(live), on(360));
    expect(typesOf(missed)).toEqual(['AiSystemReviewReminded']);
    expect(stateOf([...live, ...missed]).reviewRemindAt).toEqual([]);
  });

  it('is made by its owner or compliance, with what was looked at', () => {
    expect(codeOf(live, { ...review(2), actor: actor('x', 'security') })).toBe('wrong_role');
    expect(codeOf(live, { ...review(2), note: '' })).toBe('invalid');
    expect(after(followedBy(live, review(300), 300), 600).length).toBe(live.length + 1);
  });

  it('suspends nothing that is not in use', () => {
    expect(typesOf(after(opened, 800).slice(1))).toEqual([
      'AiSystemReviewReminded',
      'AiSystemReviewReminded',
      'AiSystemReviewOverdue',
    ]);
    expect(codeOf(after(opened, 400), goLive, 401)).toBe('guard_failed');
  });
});

describe('a change', () => {
  it('asks for the sign-offs that rested on it, and is over once all have signed', () => {
    expect(stateOf(changed).changes[0]?.signOffs.map(({ role }) => role)).toEqual([
      'security',
      'business_owner',
    ]);
    const half = followedBy(changed, sign('security'), 3);
    expect(codeOf(half, sign('security'), 4)).toBe('already_decided');
    const whole = followedBy(half, sign('business_owner'), 4);
    expect(stateOf(whole)).toMatchObject({ state: 'live', changes: [], declared: 1 });
    expect(codeOf(whole, sign('security'), 5)).toBe('closed');
    expect(codeOf(changed, sign('legal'), 3)).toBe('invalid');
    expect(codeOf(changed, sign('security', { change: 2 }), 3)).toBe('closed');
  });

  it('is signed for the business by its owner alone, and by nobody twice', () => {
    const other = { actor: actor('otto', 'business_owner'), by: 'otto' };
    expect(codeOf(changed, sign('business_owner', other), 3)).toBe('wrong_role');
    const both = { actor: actor('olga', 'business_owner', 'security'), by: 'olga' };
    const half = followedBy(changed, sign('security', both), 3);
    expect(codeOf(half, sign('business_owner', both), 4)).toBe('segregation_of_duties');
  });

  it('that is rejected suspends the system, and stays in its way', () => {
    expect(codeOf(changed, sign('security', { decision: 'reject' }), 3)).toBe('invalid');
    const rejected = followedBy(changed, sign('security', { decision: 'reject', comment: 'No.' }), 3);
    expect(stateOf(rejected).suspension).toMatchObject({ reason: 'change_not_signed', by: 'security' });
    expect(stateOf(rejected).changes.flatMap(waitingFor)).toEqual([]);
    expect(codeOf(rejected, sign('business_owner'), 4)).toBe('closed');
    expect(codeOf(rejected, resume, 4)).toBe('guard_failed');
  });

  it('that nobody signs in time suspends the system; signing it makes way again', () => {
    const late = after(changed, 40);
    expect(typesOf(late.slice(changed.length))).toEqual([
      'AiSystemSignOffReminded',
      'AiSystemSignOffReminded',
      'AiSystemSignOffReminded',
      'AiSystemSignOffEscalated',
      'AiSystemSignOffReminded',
      'AiSystemSignOffEscalated',
      'AiSystemSuspended',
    ]);
    expect(codeOf(late, resume, 41)).toBe('guard_failed');
    const signed = followedBy(followedBy(late, sign('security'), 41), sign('business_owner'), 41);
    expect(codeOf(signed, resume, 42)).toEqual(['AiSystemResumed']);
  });

  it('is declared by whoever knows of such things, and says what it is', () => {
    for (const role of ['security', 'legal', 'privacy', 'management', 'compliance_manager'] as const)
      expect(codeOf(live, { ...declare(2), actor: actor('x', role) })).toEqual(['AiSystemChangeDeclared']);
    expect(codeOf(live, { ...declare(2), actor: actor('x', 'requester', 'auditor') })).toBe('wrong_role');
    expect(codeOf(live, { ...declare(2), note: ' ' })).toBe('invalid');
  });
});

describe('the short lane', () => {
  const asked = followedBy(live, ask('nora'), 1);

  it('lets somebody in by the word of the owner', () => {
    const admitted = followedBy(asked, answer(1), 2);
    expect(stateOf(admitted).scope.users.people).toEqual(['rita', 'olga', 'nora']);
    expect(codeOf(admitted, answer(1), 3)).toBe('already_decided');
    expect(codeOf(admitted, ask('nora'), 3)).toBe('already_decided');
    const removal = { type: 'removeUser', by: 'olga', actor: olga, person: 'nora', reason: 'Moved.' };
    expect(stateOf(followedBy(admitted, removal, 3)).scope.users.people).toEqual(['rita', 'olga']);
    expect(codeOf(asked, removal)).toBe('unchanged');
    expect(codeOf(admitted, { ...removal, reason: '' })).toBe('invalid');
    expect(codeOf(admitted, { ...removal, actor: actor('x', 'security') })).toBe('wrong_role');
  });

  it('asks once, and may be declined with a reason and asked for again', () => {
    expect(codeOf(asked, ask('nora'))).toBe('already_decided');
    expect(codeOf(live, { ...ask('nora'), reason: '' })).toBe('invalid');
    expect(codeOf(asked, { ...answer(1, false), note: '' })).toBe('invalid');
    const declined = followedBy(asked, answer(1, false), 2);
    expect(stateOf(declined).scope.users.people).toEqual(['rita', 'olga']);
    expect(stateOf(followedBy(declined, ask('nora'), 3)).joinings).toMatchObject([{ number: 2 }]);
  });

  it('is nobody else’s to answer, until it is late, and never one’s own', () => {
    expect(codeOf(asked, answer(1, true, { actor: carla }))).toBe('wrong_role');
    const late = after(asked, 10);
    expect(typesOf(late).at(-1)).toBe('JoiningEscalated');
    expect(codeOf(late, answer(1, true, { actor: carla }), 11)).toEqual(['UserAdmitted']);
    const own = followedBy(
      followedBy(live, { type: 'handOver', by: 'olga', actor: olga, owner: 'nora' }),
      ask('nora'),
    );
    expect(codeOf(own, answer(1, true, { by: 'nora', actor: actor('nora') }))).toBe('segregation_of_duties');
  });
});

describe('its scope, its boundaries and its owner', () => {
  it('follow an amending request; who was let in stays in', () => {
    const joined = followedBy(followedBy(live, ask('nora')), answer(1));
    const scope = {
      ...use.scope,
      dataClasses: ['internal' as const],
      users: { ...use.scope.users, people: ['rita'] },
    };
    const amend = { type: 'amend', by: 'system', ...use, request: 'request-2', tier: 'high', scope };
    const amended = stateOf(followedBy(joined, amend, 3));
    expect(amended).toMatchObject({ state: 'live', tier: 'high', requests: ['request-1', 'request-2'] });
    expect(amended.scope).toMatchObject({
      dataClasses: ['internal'],
      users: { people: ['rita', 'olga', 'nora'] },
    });
    expect(codeOf(followedBy(joined, amend, 3), amend, 4)).toBe('already_decided');
  });

  it('are set by whoever answers for it, seen as they were, each boundary by its own name', () => {
    const boundary = { id: 'uses', statement: 'Few', kind: 'rate', most: 5, windowMinutes: 60 };
    const set = { type: 'setBoundaries', by: 'olga', actor: olga, boundaries: [boundary], replaces: [] };
    const bounded = followedBy(live, set);
    expect(stateOf(bounded).boundaries).toEqual([boundary]);
    expect(codeOf(bounded, set)).toBe('stale_revision');
    expect(codeOf(bounded, { ...set, replaces: [boundary] })).toBe('unchanged');
    expect(codeOf(live, { ...set, boundaries: [boundary, boundary] })).toBe('invalid');
    expect(codeOf(live, { ...set, actor: actor('x', 'security') })).toBe('wrong_role');
  });

  it('name what training is needed, and pass to another owner', () => {
    const require = { type: 'requireTraining', by: 'olga', actor: olga, training: ['ai_use'] };
    expect(stateOf(followedBy(live, require)).training).toEqual(['ai_use']);
    expect(codeOf(followedBy(live, require), require)).toBe('unchanged');
    expect(codeOf(live, { ...require, actor: actor('x') })).toBe('wrong_role');
    const handOver = { type: 'handOver', by: 'carla', actor: carla, owner: 'otto' };
    expect(stateOf(followedBy(live, handOver)).owner).toBe('otto');
    expect(codeOf(live, { ...handOver, owner: 'olga' })).toBe('unchanged');
    expect(codeOf(live, { ...handOver, actor: actor('x') })).toBe('wrong_role');
  });
});
