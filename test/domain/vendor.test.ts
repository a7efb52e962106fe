import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { settle } from '../../domain/decider.ts';
import type { Vendor, VendorCommand } from '../../domain/vendor-state.ts';
import { isCurrentFor } from '../../domain/vendor-time.ts';
import { vendor } from '../../domain/vendor.ts';
import { anything, live } from './random-vendor-lives.ts';
import {
  actor,
  answer,
  answered,
  approved,
  assess,
  decided,
  on,
  registered,
  scored,
  sign,
  stateOf,
  followedBy,
} from './vendor-beginning.ts';

describe('an assessment', () => {
  it('approves a vendor for what was asked, until a day, once every role has signed', () => {
    expect(stateOf(answered()).state).toBe('unassessed');
    const { state, review, assessment } = stateOf(approved());
    expect(state).toBe('approved');
    expect(review).toMatchObject({ dataClasses: ['internal', 'personal'], validUntil: on(3 + 365) });
    expect(assessment).toBeNull();
    expect(isCurrentFor(stateOf(approved()), ['personal'], on(4))).toBe(true);
    expect(isCurrentFor(stateOf(approved()), ['special_category'], on(4))).toBe(false);
    expect(isCurrentFor(stateOf(approved()), ['personal'], on(368))).toBe(false);
  });

  it('is joined and not doubled, and widened where more is asked, which voids what was signed for less', () => {
    const signed = followedBy(answered(), sign('security'), 3);
    expect(decided(signed, assess('personal'), 4)).toEqual([]);
    const widened = stateOf(followedBy(signed, assess('special_category'), 4)).assessment;
    expect(widened).toMatchObject({ number: 1, dataClasses: ['internal', 'personal', 'special_category'] });
    expect(widened?.signOffs.every(({ made }) => made === null)).toBe(true);
  });

  it('is signed by neither its owner, nor by one person twice, nor on other answers', () => {
    const owner = { actor: actor('owner', 'security') };
    expect(decided(answered(), sign('security', 1, owner), 3)).toMatchObject({
      code: 'segregation_of_duties',
    });
    const both = { actor: actor('security', 'security', 'privacy') };
    const once = followedBy(answered(), sign('security'), 3);
    expect(decided(once, sign('privacy', 1, both), 3)).toMatchObject({ code: 'segregation_of_duties' });
    expect(decided(answered(), sign('security', 2), 3)).toMatchObject({ code: 'stale_revision' });
    expect(decided(answered(), sign('security', 1, { actor: actor('eve') }), 3)).toMatchObject({
      code: 'wrong_role',
    });
    expect(decided(once, sign('security'), 3)).toMatchObject({ code: 'already_decided' });
  });

  it('is not signed by whoever handed the answers in, nor asked for by a stranger', () => {
    const handedIn = followedBy(
      followedBy(registered, assess('internal')),
      answer(1, 2, 0.9, { by: 'security' }),
      2,
    );
    expect(decided(handedIn, sign('security'), 3)).toMatchObject({ code: 'segregation_of_duties' });
    expect(decided(registered, { ...assess('internal'), actor: actor('eve') }, 3)).toMatchObject({
      code: 'wrong_role',
    });
    const owner = { ...assess('internal'), actor: actor('owner') };
    expect(stateOf(followedBy(registered, owner, 3)).assessment).toMatchObject({ number: 1 });
  });

  it('is opened by what anybody reports, or made anew with it in mind', () => {
    const incident = { type: 'report', what: 'incident', note: 'Prompts of others were shown.' };
    expect(decided(approved(), { ...incident, note: ' ' }, 4)).toMatchObject({ code: 'invalid' });
    const opened = stateOf(followedBy(approved(), incident, 4));
    expect(opened).toMatchObject({ state: 'approved', assessment: { number: 2, reason: 'incident' } });
    expect(opened.assessment?.reports).toMatchObject([{ what: 'incident', by: 'x', at: on(4) }]);
    const during = stateOf(followedBy(followedBy(answered(), sign('security'), 3), incident, 4)).assessment;
    expect(during).toMatchObject({ number: 1, reports: [{ what: 'incident' }] });
    expect(during?.signOffs.every(({ made }) => made === null)).toBe(true);
  });

  it('goes back to the vendor when changes are asked for, and is signed anew', () => {
    const back = followedBy(
      answered(),
      sign('security', 1, { decision: 'request_changes', comment: 'Where is it hosted?' }),
      3,
    );
    expect(stateOf(back).assessment?.phase).toBe('answering');
    const again = followedBy(back, answer(1, 5), 5);
    expect(stateOf(again).assessment).toMatchObject({ submission: 2, phase: 'review' });
    expect(decided(again, sign('security', 1), 6)).toMatchObject({ code: 'stale_revision' });
  });

  it('cannot be approved over a knock-out, nor without a condition when it scored little', () => {
    const knocked = {
      score: scored(1, [{ question: 'q', reason: 'Our data would train models of others.' }]),
    };
    const out = followedBy(followedBy(registered, assess('internal')), answer(1, 2, 1, knocked), 2);
    const condition = {
      decision: 'approve_with_conditions',
      conditions: [{ text: 't', owner: 'o', dueOn: '2026-03-01' }],
    };
    for (const more of [{}, condition])
      expect(decided(out, sign('security', 1, more), 3)).toMatchObject({ code: 'invalid' });
    const low = followedBy(followedBy(registered, assess('internal')), answer(1, 2, 0.4), 2);
    expect(decided(low, sign('security'), 3)).toMatchObject({ code: 'invalid' });
    expect(
      stateOf(followedBy(low, sign('security', 1, condition), 3)).assessment?.signOffs[0]?.made,
    ).not.toBeNull();
  });

  it('reminds the vendor, then tells its owner', () => {
    const { events } = settle(
      vendor,
      { state: stateOf(followedBy(registered, assess('internal'))), seq: 2 },
      [],
      on(30),
    );
    expect(events.map(({ event }) => event.type)).toEqual(['AnswersReminded', 'AnswersEscalated']);
  });
});

describe('the clocks of a vendor', () => {
  it('start the next assessment by themselves, and let the approval lapse without it', () => {
    const { events, state } = settle(vendor, { state: stateOf(approved()), seq: 5 }, [], on(400));
    expect(events.map(({ event }) => [event.type, event.at])).toEqual([
      ['AssessmentStarted', on(3 + 365 - 45)],
      ['AnswersReminded', on(400)],
      ['AnswersEscalated', on(400)],
      ['VendorLapsed', on(3 + 365)],
    ]);
    expect(state?.state).toBe('lapsed');
  });

  it('ask again when a certificate ends', () => {
    const certificates = [{ name: 'ISO/IEC 27001', expiresAt: on(100) }];
    const events = followedBy(
      followedBy(
        followedBy(followedBy(registered, assess('internal')), answer(1, 2, 0.9, { certificates }), 2),
        sign('security'),
        3,
      ),
      sign('privacy'),
      3,
    );
    const settled = settle(vendor, { state: stateOf(events), seq: 5 }, [], on(101));
    expect(settled.events.map(({ event }) => event.type)).toEqual([
      'CertificateExpired',
      'AssessmentStarted',
    ]);
    expect(settled.state?.assessment?.reason).toBe('certificate_expired');
  });

  it('keep their days over ten years, whenever in its time each review is decided', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 10, maxLength: 10 }), (delays) => {
        let standing: { state: Vendor | undefined; seq: number } = { state: stateOf(approved()), seq: 5 };
        for (const [year, delay] of delays.entries()) {
          const begins = 3 + 365 * (year + 1) - 45;
          standing = settle(vendor, standing, [], on(begins));
          expect(standing.state?.assessment).toMatchObject({ number: year + 2, startedAt: on(begins) });
          const day = begins + delay;
          const commands = [answer(year + 2, day), sign('security'), sign('privacy')].map(
            (command, index) =>
              ({ id: `${year}-${index}`, by: 'x', at: on(day), ...command }) as unknown as VendorCommand,
          );
          standing = settle(vendor, standing, commands, on(day));
          expect(standing.state?.review?.validUntil).toBe(on(3 + 365 * (year + 2)));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('whatever happens in whatever order', () => {
  it('a vendor is current only by a decision that holds, for the data classes it was about, and never past its end', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (steps) => {
        live(steps, (now, at) => {
          for (const name of dataClasses) {
            if (!isCurrentFor(now, [name], at)) continue;
            seen += 1;
            expect(now.review?.dataClasses).toContain(name);
            expect(now.review?.outcome).not.toBe('rejected');
            expect((now.review?.validUntil ?? '') > at).toBe(true);
          }
          if (now.state === 'lapsed') expect((now.review?.validUntil ?? '') <= at).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});
