import { describe, expect, it } from 'vitest';
import { planApproval } from '../../domain/approval-plan.ts';
import { defaultApprovalPolicy, signOffTiers } from '../../domain/approval-policy.ts';

const monday = '2026-11-23T09:00:00.000Z';

describe('the plan', () => {
  it.each(signOffTiers)('of tier %s has a clock for each role that its policy requires', (tier) => {
    const { signOffs, expiresAt } = planApproval(defaultApprovalPolicy, tier, monday);
    expect(signOffs.map(({ role }) => role)).toEqual(defaultApprovalPolicy.requiredRoles[tier]);
    expect(expiresAt).toBe('2026-12-23T09:00:00.000Z');
    for (const { role, dueAt, remindAt, escalateTo } of signOffs) {
      expect(escalateTo).toBe(defaultApprovalPolicy.escalateTo[role]);
      expect(remindAt).toContain(dueAt);
      expect(remindAt).toEqual([...new Set(remindAt)].sort());
      expect(remindAt.every((instant) => instant > monday && instant < expiresAt)).toBe(true);
    }
  });

  it('reminds at half and at the whole of the SLA, then on every working day', () => {
    const { signOffs } = planApproval(defaultApprovalPolicy, 'critical', monday);
    const security = signOffs.find(({ role }) => role === 'security');
    expect(security?.dueAt).toBe('2026-11-25T09:00:00.000Z');
    expect(security?.remindAt.slice(0, 6)).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
      '2026-11-26T09:00:00.000Z',
      '2026-11-27T09:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-12-01T09:00:00.000Z',
    ]);
  });

  it('of a prohibited request has no sign-offs, and the time in which it can be reopened', () => {
    expect(planApproval(defaultApprovalPolicy, 'prohibited', monday)).toEqual({
      signOffs: [],
      expiresAt: '2026-12-23T09:00:00.000Z',
    });
  });

  it('survives an SLA that is longer than the request lives', () => {
    const { slaHours } = defaultApprovalPolicy;
    const legal = { ...slaHours.legal, low: 1_000 };
    const slow = { ...defaultApprovalPolicy, slaHours: { ...slaHours, legal } };
    const plan = planApproval(slow, 'low', monday);
    const { dueAt = '', remindAt = [] } = plan.signOffs.find(({ role }) => role === 'legal') ?? {};
    expect(dueAt > plan.expiresAt).toBe(true);
    expect(remindAt.at(-1)).toBe(dueAt);
  });

  it('keeps instants in whole milliseconds, so that text order stays time order', () => {
    const thirds = { ...defaultApprovalPolicy, remindAt: [1 / 3, 2 / 3, 0.123456789] };
    for (const { remindAt } of planApproval(thirds, 'high', monday).signOffs) {
      for (const instant of remindAt) expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });
});
