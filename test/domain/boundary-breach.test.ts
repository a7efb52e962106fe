import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { signOffTiers } from '../../domain/approval-policy.ts';
import type { Boundary, BoundaryRule } from '../../domain/boundary.ts';
import {
  forbiddenAmong,
  hasWindow,
  measuredBy,
  severityOf,
  summaryOf,
  uses,
  valueOutside,
  type WindowBoundary,
} from '../../domain/boundary-breach.ts';

const named = <Rule extends BoundaryRule>(rule: Rule): Rule & { id: string; statement: string } => ({
  id: 'one',
  statement: 'It stays good',
  ...rule,
});
const metric = (least: number | null, most: number | null, minSamples = 1) =>
  named({ kind: 'metric', metric: 'quality', least, most, windowMinutes: 60, minSamples });
const drift = (baseline: number, tolerance: number, minSamples = 1) =>
  named({ kind: 'drift', metric: 'quality', baseline, tolerance, windowMinutes: 60, minSamples });
const rate = (most: number) => named({ kind: 'rate', most, windowMinutes: 60 });
const cost = (most: number) => named({ kind: 'cost', most, windowMinutes: 60 });
const forbidden = named({ kind: 'data_class', dataClasses: ['special_category', 'personal'] });

describe('a window', () => {
  it.each<[string, WindowBoundary, number, number, number | undefined]>([
    ['of too low a mean', metric(0.8, null), 2, 1.5, 0.75],
    ['of the least mean', metric(0.8, null), 2, 1.6, undefined],
    ['of too high a mean', metric(null, 0.2), 2, 0.5, 0.25],
    ['of the highest mean', metric(null, 0.2), 2, 0.4, undefined],
    ['between both', metric(0.2, 0.8), 4, 2, undefined],
    ['without limits', metric(null, null), 1, -1e12, undefined],
    ['of too few samples', metric(0.8, null, 3), 2, 0, undefined],
    ['of just enough samples', metric(0.8, null, 2), 2, 0, 0],
    ['of no samples, where none are needed', metric(0.8, null, 0), 0, 0, undefined],
    ['that has drifted up', drift(0.7, 0.1), 1, 0.81, 0.81],
    ['that has drifted down', drift(0.7, 0.1), 1, 0.59, 0.59],
    ['that has drifted as far as it may', drift(0.7, 0.1), 1, 0.8, undefined],
    ['of drift and too few samples', drift(0.7, 0.1, 5), 4, 0, undefined],
    ['of too many uses', rate(10), 11, 0, 11],
    ['of as many uses as may be', rate(10), 10, 0, undefined],
    ['of no use, where none may be', rate(0), 0, 0, undefined],
    ['of too much cost', cost(10), 1, 10.01, 10.01],
    ['of as much cost as may be', cost(10), 1_000, 10, undefined],
  ])('%s', (_what, boundary, samples, total, outside) => {
    expect(valueOutside(boundary, { samples, total })).toBe(outside);
  });

  it('of equal samples has their mean, however many they are: binary fractions break no boundary', () => {
    const tenths = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(tenths, fc.integer({ min: 1, max: 5_000 }), (tenth, samples) => {
        const [value, total] = [tenth / 10, (tenth * samples) / 10];
        expect(valueOutside(metric(value, value), { samples, total })).toBeUndefined();
        expect(valueOutside(drift(value, 0), { samples, total })).toBeUndefined();
      }),
    );
  });

  it('says nothing with fewer samples than it needs, and never anything but a finite number', () => {
    const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    const limit = fc.option(amount);
    const minSamples = fc.nat(50);
    const boundary = fc.oneof(
      fc.tuple(limit, limit, minSamples).map(([least, most, min]) => metric(least, most, min)),
      fc
        .tuple(amount, amount, minSamples)
        .map(([baseline, tolerance, min]) => drift(baseline, tolerance, min)),
      amount.map(rate),
      amount.map(cost),
    );
    fc.assert(
      fc.property(boundary, fc.nat(100), amount, (one, samples, sum) => {
        const total = samples === 0 ? 0 : sum;
        const outside = valueOutside(one, { samples, total });
        if (outside === undefined) return;
        expect(Number.isFinite(outside)).toBe(true);
        if ('minSamples' in one) expect(samples).toBeGreaterThanOrEqual(Math.max(1, one.minSamples));
      }),
    );
  });

  it('with more uses or more cost is never better', () => {
    const amount = fc.nat(1_000);
    fc.assert(
      fc.property(amount, amount, amount, (most, value, more) => {
        for (const boundary of [rate(most), cost(most)]) {
          const before = valueOutside(boundary, { samples: value, total: value });
          const after = valueOutside(boundary, { samples: value + more, total: value + more });
          if (before !== undefined) expect(after).toBe(value + more);
        }
      }),
    );
  });
});

describe('a boundary', () => {
  it('is about the uses, or about its metric', () => {
    expect([metric(0, 1), drift(0, 1), rate(1), cost(1)].map(measuredBy)).toEqual([
      'quality',
      'quality',
      uses,
      uses,
    ]);
    expect([metric(0, 1), forbidden].map(hasWindow)).toEqual([true, false]);
  });

  it.each(dataClasses)('forbids classes of data: %s', (dataClass) => {
    const isForbidden = dataClass === 'special_category' || dataClass === 'personal';
    expect(forbiddenAmong(forbidden, new Set([dataClass]))).toBe(isForbidden ? dataClass : undefined);
  });

  it('forbids nothing of what has no class', () => {
    expect(forbiddenAmong(forbidden, new Set())).toBeUndefined();
  });

  it.each(signOffTiers)(
    'is as urgent as its system is, and forbidden data never less than high: %s',
    (tier) => {
      expect(severityOf(rate(1), tier)).toBe(tier);
      expect(severityOf(forbidden, tier)).toBe(tier === 'critical' ? 'critical' : 'high');
    },
  );

  it.each<[Boundary, number, string]>([
    [metric(0.8, null), 2 / 3, 'a mean of 0.666667 over 30 samples in an hour.'],
    [drift(0.8, 0.1), 0.5, 'a mean of 0.5 over 30 samples in an hour.'],
    [rate(10), 30, '30 uses in an hour.'],
    [cost(10), 10.5, 'a cost of 10.5 in an hour.'],
  ])('says what was seen', (boundary, value, said) => {
    const observed = { kind: 'window' as const, value, samples: 30, until: '2026-11-25T10:00:00.000Z' };
    expect(summaryOf(boundary, observed)).toBe(`It stays good: ${said}`);
  });

  it('says which data was seen', () => {
    const observed = { kind: 'data_class' as const, dataClass: 'special_category' as const };
    expect(summaryOf(forbidden, observed)).toBe('It stays good: used with special category data.');
  });
});
