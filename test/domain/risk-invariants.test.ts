import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, defaultRiskPolicy, levels, riskBands } from '../../domain/risk-policy.ts';
import type { Risk } from '../../domain/risk-state.ts';
import { acceptanceInForce } from '../../domain/risk-time.ts';
import { commandAt, live, people, score } from './random-risk-lives.ts';
import { day } from './risk-beginning.ts';

describe('whatever happens in whatever order', () => {
  it('no acceptance outlives its end date, or survives a change of score or policy', () => {
    let seen = 0;
    fc.assert(
      fc.property(score, fc.array(commandAt, { maxLength: 40 }), (residual, steps) => {
        live(residual, steps, (state, now) => {
          const acceptance = acceptanceInForce(state);
          expect(state.state === 'accepted').toBe(acceptance !== undefined);
          if (acceptance === undefined) return;
          seen += 1;
          expect(acceptance.until > now).toBe(true);
          expect(acceptance.residual).toEqual(state.residual);
          expect(acceptance.policyVersion).toBe(state.policy.version);
          expect(acceptance.by).not.toBe(state.description.owner);
          expect(Date.parse(acceptance.until) - Date.parse(acceptance.at)).toBeLessThanOrEqual(180 * day);
          const roles = people.find(({ person }) => person === acceptance.by)?.roles ?? [];
          const band = bandOf(state.policy.rules, acceptance.residual);
          expect(roles.some((role) => state.policy.rules.acceptance[band].roles.includes(role))).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  it('an acceptance once signed stays in the record as it was', () => {
    fc.assert(
      fc.property(score, fc.array(commandAt, { maxLength: 40 }), (residual, steps) => {
        live(residual, steps, (state, _now, before) => {
          const kept = state.acceptances.slice(0, before.acceptances.length);
          expect(kept.map((one) => ({ ...one, ended: null, remindAt: [] }))).toEqual(
            before.acceptances.map((one) => ({ ...one, ended: null, remindAt: [] })),
          );
          for (const [index, one] of before.acceptances.entries()) {
            if (one.ended !== null) expect(kept[index]?.ended).toEqual(one.ended);
          }
        });
      }),
    );
  });

  it('the bands never fall when likelihood or impact rises', () => {
    const rank = (likelihood: number, impact: number) =>
      riskBands.indexOf(bandOf(defaultRiskPolicy, { likelihood, impact } as Risk['residual']));
    for (const likelihood of levels) {
      for (const impact of levels) {
        if (likelihood < 5)
          expect(rank(likelihood + 1, impact)).toBeGreaterThanOrEqual(rank(likelihood, impact));
        if (impact < 5) expect(rank(likelihood, impact + 1)).toBeGreaterThanOrEqual(rank(likelihood, impact));
      }
    }
  });
});
