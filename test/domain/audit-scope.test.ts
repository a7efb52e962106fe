import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditScope,
  faultOfScope,
  hasDay,
  hasSystem,
  includesScope,
  mostSystemsInScope,
  plainScope,
} from '../../domain/audit-scope.ts';

const today = '2026-11-26';
const scope: AuditScope = { from: '2026-01-01', until: '2026-06-30', systems: ['a', 'b'] };

describe('the scope of an audit', () => {
  it.each([
    ['a day', { ...scope, from: today, until: today }, undefined],
    ['all systems', { ...scope, systems: 'all' as const }, undefined],
    ['ends before it begins', { ...scope, from: '2026-07-01' }, '/from'],
    ['ends tomorrow', { ...scope, until: '2026-11-27' }, '/until'],
    ['no system', { ...scope, systems: [] }, '/systems'],
    [
      'too many systems',
      { ...scope, systems: Array.from({ length: mostSystemsInScope + 1 }, (_, n) => `${n}`) },
      '/systems',
    ],
  ])('%s', (_name, given, pointer) => {
    expect(faultOfScope(given, today)?.pointer).toBe(pointer);
  });

  it('has its first and its last day, and the systems that it names', () => {
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map((day) => hasDay(scope, day))).toEqual(
      [false, true, true, false],
    );
    expect([hasSystem(scope, 'a'), hasSystem(scope, 'c')]).toEqual([true, false]);
    expect(hasSystem({ ...scope, systems: 'all' }, 'c')).toBe(true);
  });

  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${`${n}`.padStart(2, '0')}`);
  const system = fc.constantFrom('a', 'b', 'c');
  const someScope: fc.Arbitrary<AuditScope> = fc.record({
    from: day,
    until: day,
    systems: fc.oneof(fc.constant('all' as const), fc.array(system)),
  });

  it('reads the same where it means the same, and includes itself', () => {
    fc.assert(
      fc.property(someScope, (one) => {
        const plain = plainScope(one);
        expect(plainScope(plain)).toEqual(plain);
        expect(includesScope(one, plain) && includesScope(plain, one)).toBe(true);
      }),
    );
  });

  it('has every day and system of what it includes', () => {
    fc.assert(
      fc.property(someScope, someScope, day, system, (outer, inner, on, one) => {
        fc.pre(includesScope(outer, inner));
        if (hasDay(inner, on)) expect(hasDay(outer, on)).toBe(true);
        if (hasSystem(inner, one)) expect(hasSystem(outer, one)).toBe(true);
      }),
    );
  });
});
