import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DataClass, dataClasses } from '../../domain/adoption-request-content.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import { defaultVendorPolicy, type VendorPolicyInForce } from '../../domain/vendor-policy.ts';
import type { Vendor, VendorCommand, VendorEvent } from '../../domain/vendor-state.ts';
import { isCurrentFor } from '../../domain/vendor-time.ts';
import { vendor } from '../../domain/vendor.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
const policy: VendorPolicyInForce = { version: 1, hash: 'hash', rules: defaultVendorPolicy };
const details = {
  name: 'Example AI Ltd',
  website: 'https://ai.example',
  services: 'Drafting of answers',
  criticality: 'standard' as const,
  owner: 'owner',
};
const scored = (share: number, knockOuts: { question: string; reason: string }[] = []) => ({
  share,
  points: share * 100,
  possible: 100,
  questions: [],
  knockOuts,
});
const planAt = (days: number) =>
  (['security', 'privacy'] as const).map((role) => ({
    role,
    dueAt: on(days + 7),
    remindAt: [on(days + 3), on(days + 7)],
    escalateTo: 'compliance_manager' as const,
  }));

const registered: VendorEvent[] = [{ type: 'VendorRegistered', at: on(0), by: 'owner', details, policy }];

function decided(events: VendorEvent[], command: Record<string, unknown>, days: number) {
  const full = { id: 'c', by: 'x', at: on(days), ...command } as unknown as VendorCommand;
  return vendor.decide(full, fold(vendor, undefined, events));
}

function then(events: VendorEvent[], command: Record<string, unknown>, days = 1): VendorEvent[] {
  const decision = decided(events, command, days);
  if (isRefusal(decision)) throw new Error(decision.detail);
  return [...events, ...decision];
}

const assess = (...classes: DataClass[]) => ({ type: 'assess', reason: 'first', dataClasses: classes });
const answer = (number: number, days: number, share = 0.9, more = {}) => ({
  type: 'answer',
  assessment: number,
  score: scored(share),
  answersHash: 'hash',
  certificates: [],
  plan: planAt(days),
  ...more,
});
const sign = (role: 'security' | 'privacy', submission = 1, more = {}) => ({
  type: 'signOff',
  by: role,
  actor: actor(role, role),
  role,
  submission,
  decision: 'approve',
  comment: '',
  conditions: [],
  ...more,
});
const stateOf = (events: VendorEvent[]) => fold(vendor, undefined, events) as Vendor;
const answered = () => then(then(registered, assess('internal', 'personal')), answer(1, 2), 2);
const approved = () => then(then(answered(), sign('security'), 3), sign('privacy'), 3);

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
    const signed = then(answered(), sign('security'), 3);
    expect(decided(signed, assess('personal'), 4)).toEqual([]);
    const widened = stateOf(then(signed, assess('special_category'), 4)).assessment;
    expect(widened).toMatchObject({ number: 1, dataClasses: ['internal', 'personal', 'special_category'] });
    expect(widened?.signOffs.every(({ made }) => made === null)).toBe(true);
  });

  it('is signed by neither its owner, nor by one person twice, nor on other answers', () => {
    const owner = { actor: actor('owner', 'security') };
    expect(decided(answered(), sign('security', 1, owner), 3)).toMatchObject({
      code: 'segregation_of_duties',
    });
    const both = { actor: actor('security', 'security', 'privacy') };
    const once = then(answered(), sign('security'), 3);
    expect(decided(once, sign('privacy', 1, both), 3)).toMatchObject({ code: 'segregation_of_duties' });
    expect(decided(answered(), sign('security', 2), 3)).toMatchObject({ code: 'stale_revision' });
    expect(decided(answered(), sign('security', 1, { actor: actor('eve') }), 3)).toMatchObject({
      code: 'wrong_role',
    });
    expect(decided(once, sign('security'), 3)).toMatchObject({ code: 'already_decided' });
  });

  it('is not signed by whoever handed the answers in, nor asked for by a stranger', () => {
    const handedIn = then(then(registered, assess('internal')), answer(1, 2, 0.9, { by: 'security' }), 2);
    expect(decided(handedIn, sign('security'), 3)).toMatchObject({ code: 'segregation_of_duties' });
    expect(decided(registered, { ...assess('internal'), actor: actor('eve') }, 3)).toMatchObject({
      code: 'wrong_role',
    });
    const owner = { ...assess('internal'), actor: actor('owner') };
    expect(stateOf(then(registered, owner, 3)).assessment).toMatchObject({ number: 1 });
  });

  it('is opened by what anybody reports, or made anew with it in mind', () => {
    const incident = { type: 'report', what: 'incident', note: 'Prompts of others were shown.' };
    expect(decided(approved(), { ...incident, note: ' ' }, 4)).toMatchObject({ code: 'invalid' });
    const opened = stateOf(then(approved(), incident, 4));
    expect(opened).toMatchObject({ state: 'approved', assessment: { number: 2, reason: 'incident' } });
    expect(opened.assessment?.reports).toMatchObject([{ what: 'incident', by: 'x', at: on(4) }]);
    const during = stateOf(then(then(answered(), sign('security'), 3), incident, 4)).assessment;
    expect(during).toMatchObject({ number: 1, reports: [{ what: 'incident' }] });
    expect(during?.signOffs.every(({ made }) => made === null)).toBe(true);
  });

  it('goes back to the vendor when changes are asked for, and is signed anew', () => {
    const back = then(
      answered(),
      sign('security', 1, { decision: 'request_changes', comment: 'Where is it hosted?' }),
      3,
    );
    expect(stateOf(back).assessment?.phase).toBe('answering');
    const again = then(back, answer(1, 5), 5);
    expect(stateOf(again).assessment).toMatchObject({ submission: 2, phase: 'review' });
    expect(decided(again, sign('security', 1), 6)).toMatchObject({ code: 'stale_revision' });
  });

  it('cannot be approved over a knock-out, nor without a condition when it scored little', () => {
    const knocked = {
      score: scored(1, [{ question: 'q', reason: 'Our data would train models of others.' }]),
    };
    const out = then(then(registered, assess('internal')), answer(1, 2, 1, knocked), 2);
    const condition = {
      decision: 'approve_with_conditions',
      conditions: [{ text: 't', owner: 'o', dueOn: '2026-03-01' }],
    };
    for (const more of [{}, condition])
      expect(decided(out, sign('security', 1, more), 3)).toMatchObject({ code: 'invalid' });
    const low = then(then(registered, assess('internal')), answer(1, 2, 0.4), 2);
    expect(decided(low, sign('security'), 3)).toMatchObject({ code: 'invalid' });
    expect(
      stateOf(then(low, sign('security', 1, condition), 3)).assessment?.signOffs[0]?.made,
    ).not.toBeNull();
  });

  it('reminds the vendor, then tells its owner', () => {
    const { events } = settle(
      vendor,
      { state: stateOf(then(registered, assess('internal'))), seq: 2 },
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
    const events = then(
      then(
        then(then(registered, assess('internal')), answer(1, 2, 0.9, { certificates }), 2),
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

const anything = fc.record({
  gap: fc.integer({ min: 0, max: 120 }),
  // Weighted so that a life has many approvals to lose.
  what: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.subarray([...dataClasses], { minLength: 1 }).map((classes) => assess(...classes)),
    },
    {
      weight: 1,
      arbitrary: fc.constant({ type: 'report', what: 'significant_change', note: 'A new model.' }),
    },
    { weight: 4, arbitrary: fc.constant('answer' as const) },
    { weight: 8, arbitrary: fc.constantFrom(sign('security'), sign('privacy')) },
    { weight: 1, arbitrary: fc.constant(sign('security', 1, { decision: 'reject', comment: 'no' })) },
  ),
});

describe('whatever happens in whatever order', () => {
  it('a vendor is current only by a decision that holds, for the data classes it was about, and never past its end', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (steps) => {
        let standing: { state: Vendor | undefined; seq: number } = { state: stateOf(registered), seq: 1 };
        let days = 1;
        for (const [index, { gap, what }] of steps.entries()) {
          days += gap;
          const { assessment } = standing.state as Vendor;
          const asked = what === 'answer' ? answer(assessment?.number ?? 0, days) : what;
          const submission = 'submission' in asked ? { submission: assessment?.submission ?? 0 } : {};
          const command = {
            id: `c${index}`,
            by: 'x',
            at: on(days),
            ...asked,
            ...submission,
          } as unknown as VendorCommand;
          standing = settle(vendor, standing, [command], on(days));
          const now = standing.state as Vendor;
          for (const name of dataClasses) {
            if (!isCurrentFor(now, [name], on(days))) continue;
            seen += 1;
            expect(now.review?.dataClasses).toContain(name);
            expect(now.review?.outcome).not.toBe('rejected');
            expect((now.review?.validUntil ?? '') > on(days)).toBe(true);
          }
          if (now.state === 'lapsed') expect((now.review?.validUntil ?? '') <= on(days)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(50);
  });
});
