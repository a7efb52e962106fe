import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor, SignOffRole } from '../../domain/identity.ts';
import { cast, memberOf, policy, RequestStory } from './request-story.ts';

let story: RequestStory;
beforeEach(() => {
  story = new RequestStory();
  story.submit();
});

const standIn = (person: string, of: string, ...roles: SignOffRole[]): Actor => ({
  person,
  roles: [],
  actsFor: [{ person: of, delegation: 'delegation-1', roles }],
});
const eventsBefore = () => story.told.length;

describe('who may sign', () => {
  it.each([
    ['a person of another role', () => story.signOff('security', { actor: memberOf('legal') })],
    ['nobody in particular', () => story.signOff('security', { actor: standIn('x', 'y') })],
    ['a business owner of another system', () => story.signOff('business_owner', { actor: owner('other') })],
    ['a delegate for another role', () => story.signOff('security', { actor: standIn('x', 'y', 'legal') })],
    [
      'a delegate of another business owner',
      () => story.signOff('business_owner', { actor: standIn('x', 'y', 'business_owner') }),
    ],
    ['the escalation contact before the SLA is over', () => story.signOff('legal', { actor: compliance })],
  ])('not %s', (_, act) => {
    const before = eventsBefore();
    expect(act()).toBe('wrong_role');
    expect(story.told).toHaveLength(before);
  });

  const owner = (person: string): Actor => ({ person, roles: ['business_owner'], actsFor: [] });
  const compliance: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };

  it('a delegate, and the record shows both', () => {
    expect(story.signOff('security', { actor: standIn('dana', cast.security, 'security') })).toBe('accepted');
    const made = story.request.signOffs.find(({ role }) => role === 'security')?.made;
    expect(made).toMatchObject({
      by: 'dana',
      capacity: { kind: 'delegate', of: cast.security, delegation: 'delegation-1' },
    });
  });

  it('the escalation contact once the SLA is over, recorded as such', () => {
    story.waitUntil(story.request.signOffs.find(({ role }) => role === 'legal')?.dueAt ?? '');
    expect(story.types).toContain('Escalated');
    expect(story.signOff('legal', { actor: compliance })).toBe('accepted');
    expect(story.told.at(-1)?.event).toMatchObject({
      type: 'SignedOff',
      capacity: { kind: 'escalation', contact: 'compliance_manager' },
    });
  });

  it('a member in their own capacity, though they could stand in as well', () => {
    const actor: Actor = { ...standIn('sid', cast.security, 'security'), roles: ['security'] };
    story.signOff('security', { actor });
    expect(story.told.at(-1)?.event).toMatchObject({ capacity: { kind: 'own' } });
  });
});

describe('segregation of duties', () => {
  it.each([
    ['the requester', { person: cast.requester, roles: ['security'], actsFor: [] }],
    ['the requester as a delegate', standIn(cast.requester, cast.security, 'security')],
    ['a delegate of the requester', standIn('dana', cast.requester, 'security')],
  ] satisfies [string, Actor][])('keeps out %s', (_, actor) => {
    expect(story.signOff('security', { actor })).toBe('segregation_of_duties');
  });

  it('lets nobody fill two roles, as themselves or through a delegation on either side', () => {
    story.signOff('legal', { actor: standIn('dana', cast.legal, 'legal') });
    const refused: Actor[] = [
      { person: 'dana', roles: ['security'], actsFor: [] },
      { person: cast.legal, roles: ['security'], actsFor: [] },
      standIn('dana', cast.security, 'security'),
      standIn(cast.legal, cast.security, 'security'),
      standIn('erin', 'dana', 'security'),
      standIn('erin', cast.legal, 'security'),
    ];
    for (const actor of refused) expect(story.signOff('security', { actor })).toBe('segregation_of_duties');
    expect(story.signOff('security')).toBe('accepted');
  });

  it('takes the capacity that is free of conflict, where another is not', () => {
    story.signOff('legal', { actor: memberOf('legal', 'ann') });
    const actor: Actor = {
      person: 'erin',
      roles: [],
      actsFor: [
        { person: 'ann', delegation: 'd-1', roles: ['security'] },
        { person: cast.security, delegation: 'd-2', roles: ['security'] },
      ],
    };
    expect(story.signOff('security', { actor })).toBe('accepted');
    expect(story.told.at(-1)?.event).toMatchObject({ capacity: { of: cast.security } });
  });

  it('frees a person whose sign-off an amendment has voided', () => {
    story.signOff('legal', { actor: memberOf('legal', 'ann') });
    expect(story.amend({ legal: { basis: 'Another' } })).toBe('accepted');
    expect(story.signOff('security', { actor: memberOf('security', 'ann') })).toBe('accepted');
    expect(story.signOff('legal', { actor: memberOf('legal', 'ann') })).toBe('segregation_of_duties');
  });
});

describe('what a sign-off says', () => {
  const condition = { text: 'Log prompts', owner: cast.security, dueOn: '2027-01-31' };
  it.each([
    ['a rejection without a comment', { decision: 'reject', comment: ' \n' }, 'invalid/comment'],
    ['a request for changes without a comment', { decision: 'request_changes' }, 'invalid/comment'],
    ['conditions without one', { decision: 'approve_with_conditions' }, 'invalid/conditions'],
    ['an approval with conditions', { conditions: [condition] }, 'invalid/conditions'],
    [
      'a rejection with conditions',
      { decision: 'reject', comment: 'No', conditions: [condition] },
      'invalid/conditions',
    ],
    ['a revision that is past', { revision: 0 }, 'stale_revision'],
    ['a revision to come', { revision: 2 }, 'stale_revision'],
  ] as const)('not %s', (_, { ...words }, refusal) => {
    const conditions = 'conditions' in words ? [...words.conditions] : [];
    expect(story.signOff('security', { ...words, conditions })).toBe(refusal);
  });

  it('is said once: the second hears who was first', () => {
    story.signOff('security');
    expect(story.signOff('security', { actor: memberOf('security', 'sidney') })).toBe('already_decided');
    expect(story.signOff('security')).toBe('already_decided');
  });

  it('is for a role that the request needs', () => {
    expect(policy.rules.requiredRoles.low).not.toContain('management');
    expect(story.signOff('management')).toBe('invalid/role');
  });
});
