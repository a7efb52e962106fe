import { describe, expect, it } from 'vitest';
import { fold } from '../../domain/decider.ts';
import { vendorNotifications } from '../../domain/vendor-notification.ts';
import type { VendorEvent } from '../../domain/vendor-state.ts';
import { vendor } from '../../domain/vendor.ts';
import { lineOf, peopleOf } from './told.ts';
import { answered, assessed, decided, details, on, registered, signed } from './vendor-life.ts';

const bySystem = { at: on(20), by: 'system' };

/** Who is told of the last of these events. */
function toldOfLast(...events: VendorEvent[]): string[] {
  const before = fold(vendor, undefined, events.slice(0, -1));
  return peopleOf(vendorNotifications(before, events.length - 1, events.slice(-1)));
}

describe('who is told of a vendor', () => {
  it('its owner, when somebody else registers it or hands it over', () => {
    expect(toldOfLast(registered())).toEqual([]);
    expect(toldOfLast(registered('owner', 'anna'))).toEqual(['vendor_assigned to owner']);
    const changed: VendorEvent = {
      type: 'VendorChanged',
      at: on(1),
      by: 'owner',
      details: { ...details, owner: 'olga' },
    };
    expect(toldOfLast(registered(), changed)).toEqual(['vendor_assigned to olga']);
  });

  it('its owner, while answers are wanted', () => {
    const begun = [registered(), assessed()];
    expect(toldOfLast(...begun)).toEqual(['vendor_answers_requested to owner']);
    expect(toldOfLast(registered(), assessed('owner'))).toEqual([]);
    expect(toldOfLast(...begun, { type: 'AnswersReminded', ...bySystem, dueAt: on(22) })).toEqual([
      'vendor_answers_reminder to owner',
    ]);
    expect(toldOfLast(...begun, { type: 'AnswersEscalated', ...bySystem, to: 'owner' })).toEqual([
      'vendor_answers_overdue to owner',
    ]);
  });

  it('whoever signs, once the answers are in, and the owner where they did not give them', () => {
    expect(toldOfLast(registered(), assessed(), answered())).toEqual([
      'vendor_answers_submitted to owner',
      'vendor_sign_off_requested to security',
      'vendor_sign_off_requested to privacy',
    ]);
    expect(toldOfLast(registered(), assessed(), answered('owner'))).toEqual([
      'vendor_sign_off_requested to security',
      'vendor_sign_off_requested to privacy',
    ]);
  });

  it('whoever is late, and whom that escalates to', () => {
    const review = [registered(), assessed(), answered()];
    expect(
      toldOfLast(...review, {
        type: 'VendorReminded',
        ...bySystem,
        role: 'privacy',
        dueAt: on(12),
        overdue: true,
      }),
    ).toEqual(['vendor_sign_off_reminder to privacy']);
    expect(
      toldOfLast(...review, {
        type: 'VendorEscalated',
        ...bySystem,
        role: 'privacy',
        to: 'compliance_manager',
      }),
    ).toEqual(['vendor_sign_off_escalated to compliance_manager for privacy']);
  });

  it('its owner, of changes that are wanted and of the decision, but of no sign-off on the way', () => {
    const review = [registered(), assessed(), answered()];
    expect(toldOfLast(...review, signed('approve'))).toEqual([]);
    expect(toldOfLast(...review, signed('request_changes'))).toEqual([
      'vendor_changes_requested to owner for security',
    ]);
    expect(toldOfLast(...review, decided('approved'))).toEqual(['vendor_decided to owner']);
  });

  it('whoever has signed, again, once more is asked for than they signed', () => {
    const review = [registered(), assessed(), answered(), signed('approve')];
    const widened: VendorEvent = {
      type: 'AssessmentWidened',
      ...bySystem,
      dataClasses: ['internal', 'personal'],
    };
    expect(toldOfLast(...review, widened)).toEqual(['vendor_sign_off_requested to security']);
  });

  it('its owner and whoever signs its reviews, of what somebody reports', () => {
    const reported: VendorEvent = {
      type: 'VendorReported',
      at: on(9),
      by: 'anna',
      what: 'incident',
      note: 'Leak',
    };
    const told = ['vendor_reported to security', 'vendor_reported to privacy'];
    expect(toldOfLast(registered(), reported)).toEqual(['vendor_reported to owner', ...told]);
    expect(toldOfLast(registered(), { ...reported, by: 'owner' })).toEqual(told);
  });

  it('its owner, of what takes the approval away', () => {
    const approved = [registered(), assessed(), answered(), decided('approved')];
    expect(toldOfLast(...approved, { type: 'VendorLapsed', ...bySystem })).toEqual([
      'vendor_lapsed to owner',
    ]);
    expect(
      toldOfLast(...approved, { type: 'CertificateExpired', ...bySystem, certificate: 'SOC 2' }),
    ).toEqual(['vendor_certificate_expired to owner']);
    const offBoarded = (by: string): VendorEvent => ({
      type: 'VendorOffBoarded',
      at: on(30),
      by,
      reason: 'Gone',
    });
    expect(toldOfLast(...approved, offBoarded('chris'))).toEqual(['vendor_off_boarded to owner']);
    expect(toldOfLast(...approved, offBoarded('owner'))).toEqual([]);
  });

  it('programs, of what changes where it stands', () => {
    const life = [registered(), assessed(), answered(), signed('approve'), decided('approved')];
    const told = vendorNotifications(undefined, 0, life);
    const programs = told.filter(({ recipient }) => recipient === 'webhooks');
    expect(programs.map(lineOf)).toEqual([
      'vendor.registered',
      'vendor.assessment_started',
      'vendor.answers_submitted',
      'vendor.signed_off',
      'vendor.decided',
    ]);
    expect(programs.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });
});
