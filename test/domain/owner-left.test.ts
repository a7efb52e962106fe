import { beforeEach, describe, expect, it } from 'vitest';
import { waitingFor } from '../../domain/adoption-request-time.ts';
import type { Actor } from '../../domain/identity.ts';
import { cast, memberOf, RequestStory } from './request-story.ts';

let story: RequestStory;
beforeEach(() => {
  story = new RequestStory();
  story.submit({ data: { classes: ['personal'] } });
});

const left = (person: string = cast.business_owner, by = 'system') =>
  story.tell({ type: 'ownerLeft', by, person });

describe('a business owner who has left', () => {
  it('has the escalation contact in their place from that moment, and the record says why', () => {
    const owner = waitingFor(story.request).find(({ role }) => role === 'business_owner');
    expect(left()).toBe('accepted');
    const escalation = { type: 'Escalated', by: 'system', role: 'business_owner', because: 'owner_left' };
    expect(story.told.at(-1)?.event).toMatchObject({ ...escalation, to: owner?.escalateTo, at: story.now });
    const contact: Actor = { person: 'chris', roles: [owner?.escalateTo ?? 'auditor'], actsFor: [] };
    expect(story.signOff('business_owner', { actor: contact })).toBe('accepted');
    expect(story.told.at(-1)?.event).toMatchObject({ capacity: { kind: 'escalation' } });
  });

  it('is not escalated again when the time has passed', () => {
    left();
    story.waitUntil(waitingFor(story.request)[0]?.dueAt ?? '');
    const escalated = story.told.filter(
      ({ event }) => event.type === 'Escalated' && event.role === 'business_owner',
    );
    expect(escalated).toHaveLength(1);
  });

  it('may come back and sign after all', () => {
    left();
    expect(story.signOff('business_owner', { actor: memberOf('business_owner') })).toBe('accepted');
  });

  it('changes nothing where they are not waited for: signed, moved on, somebody else, decided', () => {
    expect(left('somebody-else')).toBe('unchanged');
    story.signOff('business_owner');
    expect(left()).toBe('unchanged');
    story.withdraw();
    expect(left()).toBe('closed');
    story = new RequestStory();
    story.submit({ data: { classes: ['personal'] } });
    left();
    expect(left()).toBe('unchanged');
  });

  it('is nothing that a person says', () => {
    expect(left(cast.business_owner, 'robin')).toBe('wrong_role');
  });
});
