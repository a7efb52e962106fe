import { describe, expect, it } from 'vitest';
import { policyNotifications } from '../../domain/policy-notification.ts';
import type { PolicyEvent } from '../../domain/policy-state.ts';
import { policy } from '../../domain/policy.ts';
import {
  actor,
  confirm,
  created,
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
import { lineOf } from './told.ts';

/** Who hears what of the events behind the first `from`. */
const heard = (events: PolicyEvent[], from: number) =>
  policyNotifications(from === 0 ? undefined : stateOf(events.slice(0, from)), from, events.slice(from)).map(
    lineOf,
  );

describe('people hear of a policy', () => {
  it('the owner, that a review of it begins, unless they began it themselves', () => {
    expect(heard(created(), 0)).toEqual([
      'policy.created',
      'policy_review_started to owner',
      'policy.review_started',
    ]);
  });

  it('whoever signs, once there is something to sign, and the owner, of what they ask for', () => {
    expect(heard(submitted(), 2)).toEqual([
      'policy_sign_off_requested to legal',
      'policy_sign_off_requested to privacy',
      'policy.submitted',
    ]);
    const back = { decision: 'request_changes', comment: 'Say who.' };
    expect(heard(followedBy(submitted(), sign('legal', 1, back), 3), 3)).toEqual([
      'policy_changes_requested to owner for legal',
      'policy.signed_off',
    ]);
  });

  it('the owner, that it is in force, and how its review ended', () => {
    const events = published();
    expect(heard(events, events.length - 1)).toEqual(['policy_published to owner', 'policy.published']);
    const closed = followedBy(
      events,
      { type: 'closeCampaign', by: 'system', version: 1, asked: 3, acknowledged: 2 },
      17,
    );
    expect(heard(closed, events.length)).toEqual(['policy_review_closed to owner', 'policy.review_closed']);
    const minor = signedBy(
      followedBy(followedBy(events, review('cycle', 'a'), 100), submit(101, { major: false }), 101),
      102,
    );
    expect(heard(minor, minor.length - 1)).toEqual(['policy.review_closed']);
    const confirmed = signedBy(
      followedBy(followedBy(events, review('cycle', 'a'), 365), confirm(366), 366),
      367,
    );
    expect(heard(confirmed, confirmed.length - 1)).toContain('policy_review_closed to owner');
  });

  it('whoever becomes its owner', () => {
    const change = {
      type: 'change',
      by: 'chris',
      actor: actor('chris', 'compliance_manager'),
      details: { ...details, owner: 'next' },
      replaces: details,
    };
    expect(heard(followedBy(created(), change), 2)).toEqual(['policy_assigned to next']);
  });

  it('the owner and compliance managers, that time has passed', () => {
    const late = policy.elapse(stateOf(created()), on(30));
    expect(policyNotifications(stateOf(created()), 2, late).map(lineOf)).toEqual([
      'policy_review_reminder to owner',
      'policy_review_escalated to compliance_manager',
      'policy.escalated',
    ]);
    const unsigned = policy.elapse(stateOf(followedBy(submitted(), sign('legal'), 3)), on(9));
    expect(policyNotifications(stateOf(submitted()), 4, unsigned).map(lineOf)).toEqual([
      'policy_sign_off_reminder to privacy',
      'policy_sign_off_escalated to compliance_manager for privacy',
      'policy.escalated',
    ]);
  });
});
