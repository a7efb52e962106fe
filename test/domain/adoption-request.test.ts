import { beforeEach, describe, expect, it } from 'vitest';
import type { SignOffRole } from '../../domain/identity.ts';
import { cast, policy, preparedAt, contentWith, RequestStory } from './request-story.ts';

const everyone: SignOffRole[] = ['security', 'legal', 'privacy', 'business_owner'];
const scoring = { prohibitedPractices: ['c_social_scoring' as const] };
let story: RequestStory;
beforeEach(() => {
  story = new RequestStory();
});

const stateOf = (role: SignOffRole) =>
  story.request.signOffs.find((signOff) => signOff.role === role)?.made?.decision;

function approveAll(roles = story.request.signOffs.map(({ role }) => role)): void {
  for (const role of roles) expect(story.signOff(role)).toBe('accepted');
}

describe('a request', () => {
  it('is approved when everybody has approved it, and its record says what was decided on', () => {
    story.submit();
    approveAll();
    const { state, decision, revisionHash } = story.request;
    expect(state).toBe('approved');
    expect(decision).toMatchObject({
      outcome: 'approved',
      decidedAt: story.now,
      revision: 1,
      revisionHash,
      policy: { version: policy.version, hash: policy.hash },
      tier: 'low',
      reasons: [],
    });
    expect(decision?.signOffs.map(({ role, by }) => [role, by])).toEqual(
      everyone.map((role) => [role, cast[role]]),
    );
  });

  it('is approved with conditions when one of them had any', () => {
    story.submit();
    const conditions = [{ text: 'Log prompts', owner: cast.security, dueOn: '2027-01-31' }];
    story.signOff('security', { decision: 'approve_with_conditions', conditions });
    approveAll(['legal', 'privacy', 'business_owner']);
    expect(story.request.state).toBe('approved_with_conditions');
    expect(story.request.decision?.signOffs[0]?.conditions).toEqual(conditions);
  });

  it('is rejected by one of them alone', () => {
    story.submit();
    story.signOff('legal', { decision: 'reject', comment: 'No basis' });
    expect(story.request.state).toBe('rejected');
    expect(story.request.decision?.signOffs).toHaveLength(1);
  });

  it.each([
    ['approved', () => approveAll()],
    ['rejected', () => story.signOff('legal', { decision: 'reject', comment: 'No' })],
    ['withdrawn', () => story.withdraw()],
    ['expired', () => story.waitUntil(story.request.expiresAt)],
  ] as const)('that is %s takes nothing more', (state, end) => {
    story.submit();
    end();
    expect(story.request.state).toBe(state);
    const before = story.told.length;
    expect(story.signOff('security')).toBe('closed');
    expect(story.signOff('management')).toBe('closed');
    expect(story.amend({ title: 'Another' })).toBe('closed');
    expect(story.withdraw()).toBe('closed');
    expect(story.reopen()).toBe('closed');
    expect(story.submit()).toBe('already_decided');
    story.waitUntil('2099-01-01T00:00:00.000Z');
    expect(story.told).toHaveLength(before);
  });

  it('is nobody’s but the requester’s to amend and to withdraw', () => {
    story.submit();
    expect(story.amend({ title: 'Another' }, { by: 'kim' })).toBe('not_requester');
    expect(story.withdraw('kim')).toBe('not_requester');
    expect(story.withdraw('operator')).toBe('accepted');
  });

  it('has a business owner other than the requester, from the start and later', () => {
    expect(story.submit({ businessOwner: cast.requester })).toBe('invalid/businessOwner');
    story.submit();
    expect(story.amend({ businessOwner: cast.requester })).toBe('invalid/businessOwner');
  });

  it('that was never submitted takes nothing', () => {
    const prepared = preparedAt(story.now, contentWith({}));
    expect(story.tell({ type: 'amend', by: cast.requester, revision: 1, ...prepared })).toBe('invalid');
    expect(story.withdraw()).toBe('invalid');
    expect(story.told).toEqual([]);
  });
});

describe('an amendment', () => {
  beforeEach(() => {
    story.submit();
  });

  it('of what no sign-off rests on keeps them all', () => {
    story.signOff('security');
    expect(story.amend({ title: 'Better drafts' })).toBe('accepted');
    expect(story.request.revision).toBe(2);
    expect(stateOf('security')).toBe('approve');
  });

  it('voids the sign-offs that rest on what it changes, with fresh clocks for them alone', () => {
    approveAll(['security', 'legal', 'business_owner']);
    const [before] = story.request.signOffs.filter(({ role }) => role === 'privacy');
    story.amend({ users: { headcount: 400 } });
    expect(everyone.map(stateOf)).toEqual([undefined, 'approve', undefined, undefined]);
    expect(story.request.signOffs.find(({ role }) => role === 'privacy')).toEqual(before);
  });

  it('that makes it riskier voids all, and asks whom the tier asks', () => {
    approveAll(['security', 'business_owner']);
    story.amend({ data: { classes: ['special_category'] } });
    expect(story.request.tier).toBe('high');
    expect(story.request.signOffs.map(({ role }) => role)).toEqual([...everyone, 'management']);
    expect(story.request.signOffs.every(({ made }) => made === null)).toBe(true);
  });

  it('that makes it less risky drops whom the tier does not ask', () => {
    story.amend({ data: { classes: ['special_category'] } });
    story.amend({ data: { classes: ['internal'] } });
    expect(story.request.signOffs.map(({ role }) => role)).toEqual(everyone);
  });

  it('that makes it prohibited closes it, with the article as the reason', () => {
    approveAll(['security']);
    story.amend({ screening: scoring });
    expect(story.request).toMatchObject({ state: 'prohibited', reopenable: true, signOffs: [] });
    expect(JSON.stringify(story.told.at(-1))).toContain('Article 5(1)(c)');
  });

  it('that changes nothing, or what is no longer so, is refused', () => {
    expect(story.amend({ title: story.request.content.title })).toBe('unchanged');
    expect(story.amend({ title: 'Another' }, { revision: 2 })).toBe('stale_revision');
  });

  it('answers a request for changes, and only who asked for them signs again', () => {
    story.signOff('legal');
    story.signOff('security', { decision: 'request_changes', comment: 'Name the region' });
    expect(story.request.state).toBe('changes_requested');
    expect(story.signOff('security')).toBe('already_decided');
    story.amend({ title: 'Drafts, EU region' });
    expect(story.request.state).toBe('in_review');
    expect([stateOf('security'), stateOf('legal')]).toEqual([undefined, 'approve']);
    approveAll(['security', 'privacy', 'business_owner']);
    expect(story.request.state).toBe('approved');
  });
});

describe('a prohibited request', () => {
  beforeEach(() => {
    story.submit({ screening: scoring });
  });

  it('is reopened by the compliance manager, in writing, and is critical then', () => {
    const requester = { person: cast.requester, roles: ['compliance_manager' as const], actsFor: [] };
    expect(story.reopen('  ')).toBe('invalid/justification');
    expect(story.reopen('Why not', { ...requester, person: 'kim', roles: ['legal'] })).toBe('wrong_role');
    expect(story.reopen('Why not', requester)).toBe('segregation_of_duties');
    expect(story.reopen()).toBe('accepted');
    expect(story.request).toMatchObject({ state: 'in_review', tier: 'critical', reopenable: false });
    expect(story.reopen()).toBe('not_closed');
    approveAll();
    expect(story.request.decision).toMatchObject({ outcome: 'approved', tier: 'critical' });
  });

  it('stays reopened for what was justified, and closes again for another practice', () => {
    story.reopen();
    expect(story.amend({ title: 'The same, said better' })).toBe('accepted');
    expect(story.request).toMatchObject({ state: 'in_review', tier: 'critical' });
    story.amend({ screening: { prohibitedPractices: ['c_social_scoring', 'a_manipulation'] } });
    expect(story.request).toMatchObject({ state: 'prohibited', reopenable: true });
    expect(story.reopen()).toBe('accepted');
    expect(story.request.reopening?.rules).toEqual(['prohibited-a', 'prohibited-c']);
  });

  it('can be reopened no more once its time is over', () => {
    story.waitUntil(story.request.expiresAt);
    expect(story.types.at(-1)).toBe('ReopeningLapsed');
    expect(story.reopen()).toBe('closed');
  });

  it('is not approved by an amendment that was prepared before it was reopened', () => {
    const late = preparedAt(story.now, contentWith({ title: 'Late', screening: scoring }), null);
    expect(late.plan.signOffs).toEqual([]);
    story.reopen();
    expect(story.tell({ type: 'amend', by: cast.requester, revision: 1, ...late })).toBe('stale_revision');
    expect(story.request).toMatchObject({ state: 'in_review', decision: null, revision: 1 });
  });
});
