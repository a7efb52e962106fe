import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../domain/decider.ts';
import { roles } from '../../domain/identity.ts';
import { managementReviewNotifications } from '../../domain/management-review-notification.ts';
import type { ManagementReview, ManagementReviewEvent } from '../../domain/management-review-state.ts';
import { elapse, nextDeadline } from '../../domain/management-review-time.ts';
import { managementReview } from '../../domain/management-review.ts';
import {
  actor,
  after,
  asking,
  decided,
  minutes,
  on,
  opening,
  outcome,
  preparer,
  type Said,
  signing,
  stateOf,
  submitting,
  writing,
} from './management-review-beginning.ts';

const calling: Said = { type: 'callOff', actor: preparer, reason: 'Opened by mistake.' };
const opened = after(opening);
const written = after(opening, writing);
const submitted = after(opening, writing, submitting);
const closed = after(opening, writing, submitting, signing);

describe('a management review', () => {
  it('is opened once with the figures of the registers, prepared, submitted, signed and closed', () => {
    expect(closed.map(({ type }) => type)).toEqual([
      'ManagementReviewOpened',
      'MinutesWritten',
      'MinutesSubmitted',
      'ManagementSignedOff',
      'ManagementReviewClosed',
    ]);
    expect(stateOf(closed)).toMatchObject({
      state: 'closed',
      figures: opening.figures,
      minutes,
      preparers: ['preparer'],
      submission: { version: 1, hash: 'hash-1', by: 'preparer' },
      signOff: { role: 'management', made: { by: 'manager', decision: 'approve' } },
      ended: { by: 'manager' },
    });
    expect(outcome(opened, opening)).toBe('already_decided');
  });

  it('hands what management has decided on, with the fingerprint of what was signed', () => {
    expect(closed.at(-1)).toMatchObject({ hash: 'hash-1', version: 1, actions: minutes.actions });
  });

  it('is opened out of turn by a compliance manager, with a reason', () => {
    const outOfTurn = { ...opening, reason: 'out_of_turn', note: 'Two providers have merged.' };
    for (const role of roles) {
      const wanted = role === 'compliance_manager' ? 'ManagementReviewOpened' : 'wrong_role';
      expect(outcome([], { ...outOfTurn, actor: actor('x', role) }), role).toBe(wanted);
    }
    expect(outcome([], { ...outOfTurn, actor: preparer, note: ' ' })).toBe('invalid');
  });

  it('is prepared by compliance managers and nobody else', () => {
    for (const role of roles.filter((each) => each !== 'compliance_manager')) {
      const other = actor('x', role);
      expect(outcome(opened, { ...writing, actor: other }), role).toBe('wrong_role');
      expect(outcome(written, { ...submitting, actor: other }), role).toBe('wrong_role');
      expect(outcome(written, { ...calling, actor: other }), role).toBe('wrong_role');
    }
  });

  it('keeps what another has written meanwhile', () => {
    const second = { ...writing, minutes: { ...minutes, changes: 'A new role.' } };
    expect(outcome(written, second)).toBe('stale_revision');
    expect(outcome(written, { ...second, replaces: 1 })).toBe('MinutesWritten');
    expect(outcome(written, { ...writing, replaces: 1 })).toBe('unchanged');
    expect(outcome(written, { ...submitting, version: 0 })).toBe('stale_revision');
  });

  it('is submitted once it says what was decided', () => {
    for (const part of ['improvements', 'changes']) {
      const silent = after(opening, { ...writing, minutes: { ...minutes, [part]: ' ' } });
      const decision = decided(silent, submitting, 5);
      expect(decision).toMatchObject({ code: 'invalid', pointer: `/${part}` });
    }
    expect(outcome(opened, { ...submitting, version: 0 })).toBe('invalid');
    expect(outcome(submitted, submitting)).toBe('already_decided');
    expect(outcome(submitted, { ...writing, replaces: 1 })).toBe('already_decided');
  });

  it('is signed by management alone, never by who prepared it or opened it, as themselves or for another', () => {
    for (const role of roles) {
      const wanted = role === 'management' ? 'ManagementSignedOff ManagementReviewClosed' : 'wrong_role';
      expect(outcome(submitted, { ...signing, actor: actor('x', role) }), role).toBe(wanted);
    }
    const both = actor('preparer', 'management', 'compliance_manager');
    expect(outcome(submitted, { ...signing, actor: both })).toBe('segregation_of_duties');
    const standingIn = { person: 'manager', delegation: 'd-1', roles: ['management' as const] };
    const delegate = { ...actor('colleague'), actsFor: [standingIn] };
    expect(outcome(submitted, { ...signing, actor: delegate })).toContain('ManagementReviewClosed');
    const preparing = { ...actor('preparer'), actsFor: [standingIn] };
    expect(outcome(submitted, { ...signing, actor: preparing })).toBe('segregation_of_duties');
    const forPreparer = { ...actor('x'), actsFor: [{ ...standingIn, person: 'preparer' }] };
    expect(outcome(submitted, { ...signing, actor: forPreparer })).toBe('segregation_of_duties');
    const ofManager = after(
      { ...opening, actor: actor('manager', 'compliance_manager'), note: 'x' },
      writing,
      submitting,
    );
    expect(outcome(ofManager, signing)).toBe('segregation_of_duties');
  });

  it('makes nobody else management when it is escalated', () => {
    const state = stateOf(submitted) as ManagementReview;
    const late = [...submitted, ...elapse(state, on(100))];
    expect(late.at(-1)?.type).toBe('SignOffEscalated');
    const other = actor('x', 'compliance_manager');
    expect(outcome(late, { ...signing, actor: other }, 101)).toBe('wrong_role');
  });

  it('binds a signature to the minutes that were seen', () => {
    expect(outcome(submitted, { ...signing, version: 0 })).toBe('stale_revision');
    expect(outcome(written, signing)).toBe('closed');
  });

  it('goes back to who prepares it with what is to be changed, and a clock of its own', () => {
    expect(outcome(submitted, { ...asking, comment: '' })).toBe('invalid');
    const back = after(opening, writing, submitting, asking);
    expect(stateOf(back)).toMatchObject({ state: 'preparing', dueAt: on(17), escalatedAt: null });
    expect(outcome(back, signing)).toBe('closed');
    const again = { ...writing, replaces: 1, minutes: { ...minutes, changes: 'One.' } };
    const resubmitted = after(opening, writing, submitting, asking, again, { ...submitting, version: 2 });
    expect(outcome(resubmitted, signing)).toBe('stale_revision');
    expect(outcome(resubmitted, { ...signing, version: 2 })).toContain('ManagementReviewClosed');
  });

  it('is called off with a reason, and what has ended stays as it is', () => {
    expect(outcome(opened, { ...calling, reason: '' })).toBe('invalid');
    const off = after(opening, calling);
    for (const ended of [closed, off]) {
      for (const said of [writing, { ...submitting, version: 1 }, signing, calling] as Said[]) {
        expect(outcome(ended, said), said.type).toBe('closed');
      }
      const state = stateOf(ended) as ManagementReview;
      expect(managementReview.isFinal(state)).toBe(true);
      expect([nextDeadline(state), elapse(state, on(10_000))]).toEqual([undefined, []]);
    }
    for (const said of [writing, submitting, signing, calling] as Said[]) {
      expect(outcome([], said), said.type).toBe('invalid');
    }
  });
});

describe('its clocks', () => {
  it('remind at half of the time and at its end, and escalate once', () => {
    const state = stateOf(opened) as ManagementReview;
    expect(nextDeadline(state)).toBe(on(15));
    expect(elapse(state, on(15)).map(({ type }) => type)).toEqual(['PreparationReminded']);
    const late = elapse(state, on(400));
    expect(late.map(({ type }) => type)).toEqual(['PreparationReminded', 'PreparationEscalated']);
    expect(nextDeadline(stateOf([...opened, ...late]) as ManagementReview)).toBeUndefined();
  });

  it('run for the signature too', () => {
    const state = stateOf(submitted) as ManagementReview;
    expect(nextDeadline(state)).toBe(on(2 + 7));
    expect(elapse(state, on(16)).map(({ type }) => type)).toEqual(['SignOffReminded', 'SignOffEscalated']);
  });
});

describe('who is told', () => {
  const told = (before: readonly ManagementReviewEvent[], events: readonly ManagementReviewEvent[]) =>
    managementReviewNotifications(stateOf(before), before.length, events)
      .filter(({ recipient }) => recipient !== 'webhooks')
      .map(({ kind, recipient }) => [kind, recipient]);

  it('is who prepares it, then who signs it, then who submitted it', () => {
    expect(told([], opened)).toEqual([['management_review_opened', { role: 'compliance_manager' }]]);
    expect(told(opened, written.slice(1))).toEqual([]);
    expect(told(written, submitted.slice(2))).toEqual([
      ['management_review_sign_off_requested', { role: 'management' }],
    ]);
    expect(told(submitted, closed.slice(3))).toEqual([['management_review_closed', { person: 'preparer' }]]);
    const back = after(opening, writing, submitting, asking);
    expect(told(submitted, back.slice(3))).toEqual([
      ['management_review_changes_requested', { person: 'preparer' }],
    ]);
  });

  it('is management of minutes that nobody writes, and compliance managers of what nobody signs', () => {
    const state = stateOf(opened) as ManagementReview;
    expect(told(opened, elapse(state, on(30)))).toEqual([
      ['management_review_reminder', { role: 'compliance_manager' }],
      ['management_review_escalated', { role: 'management' }],
    ]);
    expect(told(submitted, elapse(stateOf(submitted) as ManagementReview, on(30)))).toEqual([
      ['management_review_sign_off_reminder', { role: 'management' }],
      ['management_review_sign_off_overdue', { role: 'compliance_manager' }],
    ]);
  });
});

describe('whatever is said to it, by whomever, whenever', () => {
  const person = fc.constantFrom('preparer', 'manager', 'both', 'nobody');
  const acting = person.map((name) =>
    actor(
      name,
      ...(name === 'preparer' || name === 'both' ? ['compliance_manager' as const] : []),
      ...(name === 'manager' || name === 'both' ? ['management' as const] : []),
    ),
  );
  const said: fc.Arbitrary<Said> = acting.chain((by) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .nat(5)
          .map((n): Said => ({ ...writing, actor: by, minutes: { ...minutes, changes: `${n}` } })),
      },
      { weight: 4, arbitrary: fc.constant<Said>({ ...submitting, actor: by }) },
      { weight: 5, arbitrary: fc.constantFrom<Said>({ ...signing, actor: by }, { ...asking, actor: by }) },
      { weight: 1, arbitrary: fc.constant<Said>({ ...calling, actor: by }) },
    ),
  );
  const life = fc.array(fc.record({ said, gap: fc.nat(40), stale: fc.nat(9) }), { maxLength: 25 });

  it('is closed only by management that prepared none of it, on the minutes as they were submitted', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const events: ManagementReviewEvent[] = [...opened];
        let day = 0;
        for (const { said: next, gap, stale } of steps) {
          day += gap;
          const before = stateOf(events) as ManagementReview;
          const passed = elapse(before, on(day));
          events.push(...passed);
          const state = stateOf(events) as ManagementReview;
          // Time that has been let pass is not let pass again.
          expect(elapse(state, on(day))).toEqual([]);
          const deadline = nextDeadline(state);
          expect(deadline === undefined || deadline > on(day)).toBe(true);
          const seen = stale === 0 ? state.version + 1 : state.version;
          const decision = decided(events, { ...next, version: seen, replaces: seen }, day);
          if (isRefusal(decision)) continue;
          expect(managementReview.isFinal(state)).toBe(false);
          events.push(...decision);
        }
        const end = stateOf(events) as ManagementReview;
        if (end.state !== 'closed') return;
        const by = end.signOff?.made?.by ?? '';
        expect(end.preparers).not.toContain(by);
        expect(['manager', 'both']).toContain(by);
        expect([end.submission?.version, end.signOff?.made?.revision]).toEqual([end.version, end.version]);
        expect(events.filter(({ type }) => type === 'ManagementReviewClosed')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
