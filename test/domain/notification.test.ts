import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentNotifications, notificationsOf } from '../../domain/adoption-request-notification.ts';
import { adoptionRequest } from '../../domain/adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from '../../domain/adoption-request-state.ts';
import { isUndecided, waitingFor } from '../../domain/adoption-request-time.ts';
import { settle } from '../../domain/decider.ts';
import { asks, groupOf, notificationKinds } from '../../domain/notification-kind.ts';
import type { Notification } from '../../domain/notification.ts';
import { cast, memberOf, RequestStory } from './request-story.ts';
import { randomLife } from './random-lives.ts';
import { lineOf } from './told.ts';

function toldSince(story: RequestStory, seq: number): string[] {
  const events = story.told.map(({ event }) => event);
  const before = events
    .slice(0, seq)
    .reduce<AdoptionRequest | undefined>((state, event) => adoptionRequest.evolve(state, event), undefined);
  return notificationsOf(before, seq, events.slice(seq)).map(lineOf);
}

/** Who is told of what a step brings about. */
function toldOf(story: RequestStory, step: () => unknown): string[] {
  const seq = story.told.length;
  step();
  return toldSince(story, seq);
}

function submitted(changes: Parameters<RequestStory['submit']>[0] = {}): RequestStory {
  const story = new RequestStory();
  story.submit(changes);
  return story;
}

describe('who is told', () => {
  it('of a submission: whoever must sign, the business owner by name', () => {
    expect(toldSince(submitted(), 0)).toEqual([
      'sign_off_requested to security',
      'sign_off_requested to legal',
      'sign_off_requested to privacy',
      'sign_off_requested to bo for business_owner',
      'adoption_request.submitted',
    ]);
  });

  it('of a sign-off on the way: programs alone', () => {
    const story = submitted();
    expect(toldOf(story, () => story.signOff('legal'))).toEqual(['adoption_request.signed_off']);
  });

  it('of changes requested: the requester; of the amendment: whoever must sign again', () => {
    const story = submitted();
    story.signOff('privacy');
    const asked = () => story.signOff('legal', { decision: 'request_changes', comment: 'Where?' });
    expect(toldOf(story, asked)).toEqual([
      'changes_requested to robin for legal',
      'adoption_request.signed_off',
    ]);
    expect(toldOf(story, () => story.amend({ legal: { regions: ['DE'] } }))).toEqual([
      'sign_off_requested to legal',
      'sign_off_requested to privacy',
      'adoption_request.amended',
    ]);
  });

  it('of another business owner: the new one', () => {
    const story = submitted();
    expect(toldOf(story, () => story.amend({ businessOwner: 'bea' }))).toContain(
      'sign_off_requested to bea for business_owner',
    );
  });

  it('of the decision: the requester, and owners of conditions that others have set', () => {
    const story = submitted();
    const condition = (owner: string) => ({ text: 'Log', owner, dueOn: '2027-01-31' });
    const conditions = ['olga', 'olga', cast.requester, cast.legal].map(condition);
    story.signOff('legal', { decision: 'approve_with_conditions', conditions });
    for (const role of ['security', 'privacy'] as const) story.signOff(role);
    expect(toldOf(story, () => story.signOff('business_owner'))).toEqual([
      'adoption_request.signed_off',
      'decided to robin',
      'condition_assigned to olga',
      'adoption_request.decided',
    ]);
  });

  it('of time passing: whoever is late, whom it escalates to, and at the end the requester', () => {
    const story = submitted();
    for (const role of ['security', 'privacy', 'business_owner'] as const) story.signOff(role);
    expect(toldOf(story, () => story.waitUntil('2026-11-26T09:00:00.000Z'))).toEqual([
      'sign_off_reminder to legal',
    ]);
    expect(toldOf(story, () => story.waitUntil('2026-12-04T09:00:00.000Z'))).toEqual([
      'sign_off_reminder to legal',
      'sign_off_escalated to compliance_manager for legal',
      'adoption_request.escalated',
    ]);
    expect(toldOf(story, () => story.waitUntil('2027-12-04T09:00:00.000Z'))).toEqual([
      'expired to robin',
      'adoption_request.expired',
    ]);
  });

  it('of an end that others have brought about: the requester', () => {
    const prohibited = { screening: { prohibitedPractices: ['c_social_scoring' as const] } };
    const story = submitted(prohibited);
    expect(toldSince(story, 0)).toEqual([
      'adoption_request.submitted',
      'closed_as_prohibited to robin',
      'adoption_request.closed_as_prohibited',
    ]);
    expect(toldOf(story, () => story.reopen())).toContain('reopened to robin');
    expect(toldOf(story, () => story.withdraw('operator'))).toContain('withdrawn to robin');
    const own = submitted();
    expect(toldOf(own, () => own.withdraw())).toEqual(['adoption_request.withdrawn']);
  });

  it('of a comment: requester, signatories and commenters, but not who makes it', () => {
    const story = submitted();
    story.signOff('legal');
    story.signOff('security', { actor: memberOf('security') });
    const told = commentNotifications(story.request, ['kim', 'lee'], 'lee');
    expect(told.map(lineOf).toSorted()).toEqual([
      'comment_added to kim',
      'comment_added to robin',
      'comment_added to sasha',
    ]);
  });

  it('has a group to choose for every kind', () => {
    expect(Object.keys(groupOf).toSorted()).toEqual([...notificationKinds].toSorted());
  });
});

interface Moment {
  event: AdoptionRequestEvent;
  request: AdoptionRequest;
  told: Notification[];
}

const holds = (check: (moment: Moment) => void) =>
  fc.assert(
    fc.property(randomLife, (life) => {
      const { events } = settle(adoptionRequest, { state: undefined, seq: 0 }, life, life.at(-1)?.at ?? '');
      let request: AdoptionRequest | undefined;
      for (const [seq, { event }] of events.entries()) {
        const told = notificationsOf(request, seq, [event]);
        request = adoptionRequest.evolve(request, event);
        check({ event, request, told });
      }
    }),
    { numRuns: 300 },
  );

describe('whatever anybody does', () => {
  it('nobody is told of what they did themselves, but of the decision, and of what is theirs to do', () => {
    // A compliance manager who reopens what they are the business owner of is asked like any business owner.
    const still = ['decided', 'condition_assigned', 'sign_off_requested'];
    holds(({ event, told }) => {
      const others = told.filter(({ kind }) => !still.includes(kind));
      for (const { recipient } of others) expect(recipient).not.toEqual({ person: event.by });
    });
  });

  it('nobody is asked for what is not waited for, and nobody at all once it is over', () => {
    holds(({ request, told }) => {
      const asked = told.filter(({ kind }) => asks.some((ask) => ask === kind));
      const waiting = waitingFor(request).map(({ role }) => role);
      for (const { about } of asked) expect(waiting).toContain(about);
      if (!isUndecided(request)) expect(asked).toEqual([]);
    });
  });

  it('nobody is told twice of one thing', () => {
    holds(({ told }) => {
      const keys = told.map(({ seq, kind, recipient }) => JSON.stringify([seq, kind, recipient]));
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('a batch tells what its events tell one by one', () => {
    fc.assert(
      fc.property(randomLife, (life) => {
        const { events } = settle(adoptionRequest, { state: undefined, seq: 0 }, life, life.at(-1)?.at ?? '');
        const all = events.map(({ event }) => event);
        let request: AdoptionRequest | undefined;
        const single = all.flatMap((event, seq) => {
          const told = notificationsOf(request, seq, [event]);
          request = adoptionRequest.evolve(request, event);
          return told;
        });
        expect(notificationsOf(undefined, 0, all)).toEqual(single);
      }),
    );
  });
});
