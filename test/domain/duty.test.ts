import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, isRefusal } from '../../domain/decider.ts';
import { signOffTiers } from '../../domain/approval-policy.ts';
import { declaredDuties } from '../../domain/duty-catalogue.ts';
import type { Duty, DutyCommand, DutyDefinition, DutyEvent } from '../../domain/duty-state.ts';
import { duty as decider, isOwed } from '../../domain/duty.ts';
import { roles } from '../../domain/identity.ts';
import { nextInRhythm } from '../../domain/working-time.ts';

const at = '2026-11-23T09:00:00.000Z';
const definition: DutyDefinition = {
  id: 'management-review',
  title: 'Management review',
  starts: { kind: 'management_review' },
  every: { months: 12, since: '2026-02-01', hour: 6, timeZone: 'Europe/Berlin' },
};
const first = '2027-02-01T05:00:00.000Z';
const declaration: DutyEvent = { type: 'DutyDeclared', at, by: 'system', definition };
const compliance = { person: 'person-c', roles: ['compliance_manager' as const], actsFor: [] };
const said = { id: 'c-1', by: 'person-c', at, actor: compliance, reason: 'Reorganisation' };

function after(...events: DutyEvent[]): Duty {
  const state = fold(decider, undefined, [declaration, ...events]);
  if (state === undefined) throw new Error('no duty');
  return state;
}

function decide(command: DutyCommand, state: Duty | undefined = after()) {
  const decision = decider.decide(command, state);
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
}

const fire = (scheduledAt: string): DutyCommand => ({
  ...said,
  type: 'fire',
  by: 'system',
  scheduledAt,
  subject: 'management-review/1',
});
const paused: DutyEvent = { type: 'DutyPaused', at, by: 'person-c', reason: 'x' };

describe('a duty', () => {
  it('is declared once, changed by another definition, and withdrawn', () => {
    const declare: DutyCommand = { ...said, type: 'declare', definition };
    expect(decider.decide(declare, undefined)).toMatchObject([{ type: 'DutyDeclared' }]);
    expect(decide({ ...said, type: 'declare', definition })).toBe('unchanged');
    const other = { ...definition, title: 'Other' };
    expect(decide({ ...said, type: 'declare', definition: other })).toEqual(['DutyDeclared']);
    expect(decide({ ...said, type: 'withdraw' })).toEqual(['DutyWithdrawn']);
  });

  it('fires next one cycle after the day from which it is reckoned', () => {
    expect(after().nextAt).toBe(first);
  });

  it('goes on from each firing, and a firing out of turn leaves what is owed', () => {
    const fired = (scheduledAt: string): DutyEvent => ({
      type: 'DutyFired',
      at,
      by: 'system',
      scheduledAt,
      subject: 'x/1',
    });
    expect(after(fired(first)).nextAt).toBe('2028-02-01T05:00:00.000Z');
    expect(after(fired('2026-12-01T00:00:00.000Z')).nextAt).toBe(first);
  });

  it('keeps its definition for as long as a firing by it is owed', () => {
    const other = { ...definition, title: 'Other' };
    expect(isOwed(after(), first)).toBe(true);
    expect(decide({ ...said, type: 'declare', definition: other, at: first })).toBe('not_closed');
  });

  it('owes nothing for the time in which it is paused', () => {
    const state = after(paused);
    expect(state.nextAt).toBeNull();
    const resumed: DutyEvent = {
      type: 'DutyResumed',
      at: '2028-03-01T00:00:00.000Z',
      by: 'person-c',
      reason: 'x',
    };
    expect(after(paused, resumed).nextAt).toBe('2029-02-01T05:00:00.000Z');
    expect(decide(fire(first), state)).toBe('closed');
    // On its way when it was paused.
    expect(decide(fire('2026-11-23T08:00:00.000Z'), state)).toEqual(['DutyFired']);
  });

  it('stays paused when its definition changes, and not when it comes back', () => {
    const again: DutyEvent = { ...declaration, at: '2026-11-24T09:00:00.000Z' };
    expect(after(paused, again).paused).not.toBeNull();
    expect(after(paused, { type: 'DutyWithdrawn', at, by: 'system' }, again).paused).toBeNull();
  });

  it('is paused, resumed and run with a reason, each only where it is something', () => {
    expect(decide({ ...said, type: 'pause' })).toEqual(['DutyPaused']);
    expect(decide({ ...said, type: 'pause' }, after(paused))).toBe('already_decided');
    expect(decide({ ...said, type: 'resume' })).toBe('already_decided');
    expect(decide({ ...said, type: 'resume' }, after(paused))).toEqual(['DutyResumed']);
    const run: DutyCommand = { ...said, type: 'run', occasion: 'run/1', subject: 'x/1' };
    expect(decide(run)).toEqual(['DutyRunNow']);
    expect(decide(run, after(paused))).toEqual(['DutyRunNow']);
    for (const type of ['pause', 'resume'] as const) {
      expect(decide({ ...said, type, reason: ' ' }, type === 'pause' ? after() : after(paused))).toBe(
        'invalid',
      );
    }
    expect(decide({ ...run, reason: '' })).toBe('invalid');
  });

  it('is left alone by everybody but compliance managers and administrators', () => {
    for (const role of roles) {
      const allowed = role === 'compliance_manager' || role === 'administrator';
      const actor = { ...compliance, roles: [role] };
      const refused = decide({ ...said, type: 'pause', actor }) === 'wrong_role';
      expect(refused, role).toBe(!allowed);
    }
  });

  it('does nothing any more once it is withdrawn, and nothing before it is declared', () => {
    const gone = after({ type: 'DutyWithdrawn', at, by: 'system' });
    expect(gone.nextAt).toBeNull();
    for (const type of ['pause', 'resume'] as const) {
      expect(decide({ ...said, type }, gone)).toBe('closed');
      expect(isRefusal(decider.decide({ ...said, type }, undefined))).toBe(true);
    }
    expect(decide(fire(first), gone)).toBe('closed');
  });

  it.each(['checkpoint', 'control_evaluation'] as const)('never counts the firings of a %s', (kind) => {
    const checkpoint: DutyDefinition = {
      ...definition,
      starts: { kind },
      every: { seconds: 300 },
    };
    expect(after({ ...declaration, definition: checkpoint }).nextAt).toBeNull();
  });
});

describe('what is declared', () => {
  it('is the review by management, usage audits, one review for each policy, evaluations and checkpoints; ids are names of schedules', () => {
    const policies = [{ id: 'p-1', title: 'Use of AI', cycleMonths: 6, since: '2026-01-31' }];
    const duties = declaredDuties({ timeZone: 'Europe/Berlin', checkpointIntervalSeconds: 300, policies });
    expect(duties.map(({ id }) => id)).toEqual([
      'management-review',
      'usage-audit-quarterly',
      'usage-audit-yearly',
      'policy-review-p-1',
      'control-evaluation',
      'checkpoint',
    ]);
    expect(duties.every(({ id }) => !id.includes('/'))).toBe(true);
  });

  it('audits the use of every tier, each once: quarterly where the risk is high, yearly otherwise', () => {
    const duties = declaredDuties({ timeZone: 'UTC', checkpointIntervalSeconds: 300, policies: [] });
    const audits = duties.flatMap(({ starts, every }) =>
      starts.kind === 'usage_audit' && 'months' in every ? [{ ...every, tiers: starts.tiers }] : [],
    );
    expect(audits).toMatchObject([
      { months: 3, tiers: ['high', 'critical'] },
      { months: 12, tiers: ['low', 'medium'] },
    ]);
    expect(audits.flatMap(({ tiers }) => tiers).sort()).toEqual([...signOffTiers].sort());
  });
});

describe('a rhythm', () => {
  const rhythm = fc.record({
    months: fc.constantFrom(1, 2, 3, 4, 6, 12, 24, 36),
    since: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    hour: fc.constant(6),
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'UTC'),
  });
  const instant = fc
    .date({ min: new Date('2019-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());

  it('comes after what it follows, at its hour, on one day of the month, and skips no cycle', () => {
    fc.assert(
      fc.property(rhythm, instant, (every, from) => {
        const next = nextInRhythm(every, from);
        expect(next > from).toBe(true);
        // Nothing lies between two instants of the rhythm.
        expect(nextInRhythm(every, new Date(Date.parse(next) - 1).toISOString())).toBe(next);
        const [day, hour] = ['day', 'hour'].map((part) =>
          Number(
            new Intl.DateTimeFormat('en-GB', {
              timeZone: every.timeZone,
              hourCycle: 'h23',
              [part]: 'numeric',
            }).format(new Date(next)),
          ),
        );
        expect([day, hour]).toEqual([Math.min(Number(every.since.slice(8)), 28), 6]);
        const gap = (Date.parse(nextInRhythm(every, next)) - Date.parse(next)) / 86_400_000;
        expect(gap).toBeGreaterThan(every.months * 28 - 1);
        expect(gap).toBeLessThan(every.months * 31 + 1);
      }),
    );
  });

  it('of seconds is reckoned from 1970', () => {
    expect(nextInRhythm({ seconds: 300 }, '2026-11-23T09:00:00.000Z')).toBe('2026-11-23T09:05:00.000Z');
    expect(nextInRhythm({ seconds: 300 }, '2026-11-23T08:59:59.999Z')).toBe('2026-11-23T09:00:00.000Z');
  });

  it('of an unknown zone or day is a fault', () => {
    expect(() => nextInRhythm({ months: 1, since: 'x', hour: 6, timeZone: 'UTC' }, at)).toThrow(RangeError);
  });
});
