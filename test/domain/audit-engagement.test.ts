import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEngagement,
  auditEngagement,
  type AuditEngagementCommand,
  letsIn,
  mostAuditors,
} from '../../domain/audit-engagement.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import { type Actor, type Role, roles } from '../../domain/identity.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const manager: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const as = (...held: Role[]): Actor => ({ person: 'somebody', roles: held, actsFor: [] });
const common = { id: 'command', by: 'chris', at: day(5), actor: manager };

const opening = (changes: object = {}): AuditEngagementCommand => ({
  ...common,
  type: 'open',
  at: day(0),
  title: 'Stage 2',
  firm: 'Certification body',
  scope: { from: '2026-01-01', until: '2026-12-31', systems: 'all' },
  period: { from: day(-366), until: day(-1) },
  endsOn: '2027-01-31',
  endsAt: day(30),
  auditors: ['erin'],
  ...changes,
});
const add = (auditor: string): AuditEngagementCommand => ({ ...common, type: 'addAuditor', auditor });
const remove = (auditor: string, reason = 'Left the firm.'): AuditEngagementCommand => ({
  ...common,
  type: 'removeAuditor',
  auditor,
  reason,
});
const moveTo = (endsAt: string, reason = 'It takes longer.'): AuditEngagementCommand => ({
  ...common,
  type: 'moveEnd',
  endsOn: endsAt.slice(0, 10),
  endsAt,
  reason,
});
const close = (reason = 'The report is there.'): AuditEngagementCommand => ({
  ...common,
  type: 'close',
  reason,
});

function decided(command: AuditEngagementCommand, before?: AuditEngagement): AuditEngagement {
  const decision = auditEngagement.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  const after = fold(auditEngagement, before, decision);
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: AuditEngagementCommand, before?: AuditEngagement) => {
  const decision = auditEngagement.decide(command, before);
  return isRefusal(decision) ? [decision.code, decision.pointer].filter(Boolean).join(' ') : 'accepted';
};

const open = decided(opening());

describe('an audit engagement', () => {
  it('is opened once, says what and who, and ends in the future', () => {
    expect(open).toMatchObject({ state: 'open', auditors: ['erin'], openedBy: 'chris', over: null });
    expect(refusal(opening(), open)).toBe('already_decided');
    expect(refusal(opening({ title: ' ' }))).toBe('invalid /title');
    expect(refusal(opening({ firm: '' }))).toBe('invalid /firm');
    expect(refusal(opening({ endsAt: day(0) }))).toBe('invalid /endsOn');
    const crowd = Array.from({ length: mostAuditors + 1 }, (_, index) => `auditor-${index}`);
    expect(refusal(opening({ auditors: crowd }))).toBe('invalid /auditors');
    expect(decided(opening({ auditors: ['erin', 'erin'] })).auditors).toEqual(['erin']);
    expect(refusal(close())).toBe('invalid');
  });

  it('is directed by compliance managers and administrators, and by nobody else', () => {
    for (const role of [...roles, 'external_auditor'] as const) {
      const expected = ['compliance_manager', 'administrator'].includes(role) ? 'accepted' : 'wrong_role';
      for (const command of [add('evan'), remove('erin'), moveTo(day(40)), close()]) {
        expect(refusal({ ...command, actor: as(role) }, open), `${role} ${command.type}`).toBe(expected);
      }
      expect(refusal({ ...opening(), actor: as(role) })).toBe(expected);
    }
    expect(refusal({ ...close(), actor: as() }, open)).toBe('wrong_role');
  });

  it('lets more people in, and removes them with a reason', () => {
    const both = decided(add('evan'), open);
    expect(both.auditors).toEqual(['erin', 'evan']);
    expect(refusal(add('erin'), open)).toBe('unchanged');
    expect(decided(remove('erin'), both).auditors).toEqual(['evan']);
    expect(refusal(remove('evan'), open)).toBe('unchanged');
    expect(refusal(remove('erin', ' '), open)).toBe('invalid /reason');
    const crowd = Array.from({ length: mostAuditors }, (_, index) => `auditor-${index}`);
    expect(refusal(add('erin'), decided(opening({ auditors: crowd })))).toBe('invalid /auditors');
  });

  it('ends later or earlier than was said, with a reason, and reminds anew', () => {
    expect(decided(moveTo(day(60)), open)).toMatchObject({ endsAt: day(60), remindAt: [day(53), day(59)] });
    expect(decided(moveTo(day(6.5)), open)).toMatchObject({ endsAt: day(6.5), remindAt: [day(5.5)] });
    expect(refusal(moveTo(day(30)), open)).toBe('unchanged');
    expect(refusal(moveTo(day(5)), open)).toBe('invalid /endsOn');
    expect(refusal(moveTo(day(60), ''), open)).toBe('invalid /reason');
  });

  it('reminds a week and a day before it ends, of both at once after an outage', () => {
    expect(open.remindAt).toEqual([day(23), day(29)]);
    expect(auditEngagement.nextDeadline(open)).toBe(day(23));
    expect(auditEngagement.elapse(open, day(22))).toEqual([]);
    const events = auditEngagement.elapse(open, day(29.5));
    expect(events.map(({ type }) => type)).toEqual(['AuditEngagementReminded']);
    expect(auditEngagement.nextDeadline(fold(auditEngagement, open, events) ?? open)).toBe(day(30));
  });

  it('lets in until its end, to the millisecond, whatever a timer has done by then', () => {
    const justBefore = new Date(Date.parse(day(30)) - 1).toISOString();
    expect(letsIn(open, justBefore)).toBe(true);
    expect(letsIn(open, day(30))).toBe(false);
    expect(letsIn(decided(close(), open), day(6))).toBe(false);
    const [ended, ...more] = auditEngagement.elapse(open, day(31));
    expect(ended).toMatchObject({ type: 'AuditEngagementEnded', at: day(30), by: 'system' });
    expect(more).toEqual([]);
  });

  it('is over for good once it has ended or is closed', () => {
    const ended = fold(auditEngagement, open, auditEngagement.elapse(open, day(31))) ?? open;
    expect(ended).toMatchObject({ state: 'ended', over: { at: day(30), reason: '' } });
    const closed = decided(close(), open);
    expect(closed).toMatchObject({ state: 'closed', over: { by: 'chris', reason: 'The report is there.' } });
    expect(refusal(close(' '), open)).toBe('invalid /reason');
    for (const over of [ended, closed]) {
      for (const command of [add('evan'), remove('erin'), moveTo(day(60)), close()])
        expect(refusal(command, over)).toBe('closed');
      expect(auditEngagement.isFinal(over)).toBe(true);
      expect(auditEngagement.nextDeadline(over)).toBeUndefined();
      expect(auditEngagement.elapse(over, day(99))).toEqual([]);
    }
  });

  it('never lets anybody in after its end, whoever says what in whatever order', () => {
    const command = fc.oneof(
      fc.constantFrom('erin', 'evan').map(add),
      fc.constantFrom('erin', 'evan').map((who) => remove(who)),
      fc.nat({ max: 60 }).map((days) => moveTo(day(days))),
      fc.constant(close()),
    );
    const said = fc.record({ command, after: fc.nat({ max: 20 }) });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 10 }), fc.nat({ max: 120 }), (all, later) => {
        let at = 0;
        const commands = all.map(({ command: one, after }, index) => {
          at += after;
          return { ...one, id: `${index}`, at: day(at) };
        });
        const now = day(Math.max(at, later));
        const { state, events } = settle(auditEngagement, { state: open, seq: 1 }, commands, now);
        const ends = events.filter(({ event }) =>
          ['AuditEngagementEnded', 'AuditEngagementClosed'].includes(event.type),
        );
        expect(ends.length).toBeLessThanOrEqual(1);
        expect(state && letsIn(state, now)).toBe(ends.length === 0);
        expect(events.map(({ event }) => event.at)).toEqual(events.map(({ event }) => event.at).toSorted());
        expect(ends.length === 0 || events.at(-1)?.event === ends[0]?.event).toBe(true);
      }),
    );
  });
});
