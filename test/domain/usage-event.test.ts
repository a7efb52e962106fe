import { describe, expect, it } from 'vitest';
import { signOffTiers } from '../../domain/approval-policy.ts';
import { faultOfTime, timesTaken } from '../../domain/usage-event.ts';
import {
  defaultUsagePolicy,
  highRiskTiers,
  leastDaysOfHighRisk,
  longestKeptDays,
} from '../../domain/usage-policy.ts';

const at = '2026-11-25T10:00:00.000Z';

describe('the time of a use', () => {
  it.each([
    ['now', at, true],
    ['five minutes ahead', '2026-11-25T10:05:00.000Z', true],
    ['further ahead', '2026-11-25T10:05:00.001Z', false],
    ['ten days ago', '2026-11-15T10:00:00.000Z', true],
    ['longer ago', '2026-11-15T09:59:59.999Z', false],
  ])('may be %s', (_when, usedAt, isTaken) => {
    expect(faultOfTime(usedAt, timesTaken(at, 10)) === undefined).toBe(isTaken);
  });
});

describe('the policy to start from', () => {
  it('keeps the use of high-risk systems for six months at least', () => {
    for (const tier of highRiskTiers) {
      expect(defaultUsagePolicy.keptDays[tier]).toBeGreaterThanOrEqual(leastDaysOfHighRisk);
    }
  });

  it('keeps nothing longer than the longest', () => {
    for (const tier of signOffTiers) {
      expect(defaultUsagePolicy.keptDays[tier]).toBeLessThanOrEqual(longestKeptDays(defaultUsagePolicy));
    }
    expect(longestKeptDays({ ...defaultUsagePolicy, unknownKeptDays: 1_000 })).toBe(1_000);
  });
});
