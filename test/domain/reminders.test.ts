import { beforeEach, describe, expect, it } from 'vitest';
import { nextDeadline } from '../../domain/adoption-request-time.ts';
import { RequestStory } from './request-story.ts';

let story: RequestStory;
beforeEach(() => {
  story = new RequestStory();
  story.submit();
});

const told = (type: string) => story.told.filter(({ event }) => event.type === type);

describe('time alone', () => {
  it('reminds each role at half of its SLA and at its end, and escalates then', () => {
    story.waitUntil('2026-11-25T12:59:59.999Z');
    expect(told('Reminded')).toHaveLength(0);
    story.waitUntil(nextDeadline(story.request) ?? '');
    expect(story.now).toBe('2026-11-25T13:00:00.000Z');
    expect(told('Reminded')).toHaveLength(4);
    story.waitUntil('2026-11-30T08:59:59.999Z');
    expect(told('Escalated')).toHaveLength(0);
    story.waitUntil('2026-11-30T09:01:00.000Z');
    expect(told('Escalated')).toHaveLength(4);
    expect(told('Reminded')).toHaveLength(8);
  });

  it('makes one reminder of many that an outage has swallowed', () => {
    story.waitUntil('2026-12-15T12:00:00.000Z');
    expect(told('Reminded')).toHaveLength(4);
    expect(told('Escalated')).toHaveLength(4);
    story.waitUntil('2026-12-15T12:00:00.000Z');
    expect(story.told).toHaveLength(9);
  });

  it('leaves those who have signed in peace', () => {
    story.signOff('security');
    story.waitUntil('2026-12-01T12:00:00.000Z');
    const roles = story.told.flatMap(({ event }) => (event.type === 'Reminded' ? [event.role] : []));
    expect(roles.toSorted()).toEqual(['business_owner', 'legal', 'privacy']);
  });

  it('ends an undecided request at its own instant, however late that is seen', () => {
    const { expiresAt } = story.request;
    story.waitUntil('2027-06-01T00:00:00.000Z');
    expect(story.told.at(-1)?.event).toMatchObject({ type: 'Expired', at: expiresAt, by: 'system' });
    expect(story.told).toHaveLength(2);
    expect(nextDeadline(story.request)).toBeUndefined();
  });
});
