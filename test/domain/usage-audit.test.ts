import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../domain/decider.ts';
import { roles } from '../../domain/identity.ts';
import { findingGrounds } from '../../domain/usage-audit-figures.ts';
import { usageAuditNotifications } from '../../domain/usage-audit-notification.ts';
import type { UsageAuditEvent } from '../../domain/usage-audit-state.ts';
import { elapse, nextDeadline } from '../../domain/usage-audit-time.ts';
import { mayAssign, usageAudit } from '../../domain/usage-audit.ts';
import {
  actor,
  after,
  auditor,
  calling,
  confirming,
  decided,
  figures,
  finding,
  gathering,
  manager,
  on,
  opening,
  outcome,
  owner,
  type Said,
  signing,
  stateOf,
  taking,
  writing,
} from './usage-audit-beginning.ts';

const opened = after(opening);
const gathered = after(opening, gathering);
const taken = after(opening, gathering, taking);
const written = after(opening, gathering, taking, writing);
const signed = after(opening, gathering, taking, writing, signing);
const assigning: Said = { type: 'assign', actor: auditor, to: 'specialist' };

describe('a usage audit', () => {
  it('is opened once, given its figures, taken, and signed with its findings', () => {
    expect(signed.map(({ type }) => type)).toEqual([
      'UsageAuditOpened',
      'UsageGathered',
      'UsageAuditAssigned',
      'FindingsWritten',
      'UsageAuditSigned',
    ]);
    expect(stateOf(signed)).toMatchObject({
      state: 'signed',
      figures,
      figuresHash: 'figures-1',
      owner: 'owner',
      auditor: 'auditor',
      findings: [finding],
      signature: { by: 'auditor', at: on(4), version: 1, hash: 'hash-1', conclusion: 'findings' },
    });
    expect(outcome(opened, opening)).toBe('already_decided');
  });

  it('ends where use is confirmed to have been within scope', () => {
    expect(outcome(taken, confirming)).toBe('UsageAuditSigned');
    expect(stateOf(after(opening, gathering, taking, confirming))).toMatchObject({
      state: 'signed',
      findings: [],
      signature: { conclusion: 'within_scope', version: 0 },
    });
  });

  it('is opened out of turn by a compliance manager, with a reason', () => {
    const outOfTurn = { ...opening, reason: 'out_of_turn', note: 'Something was heard.', round: null };
    for (const role of roles) {
      const wanted = role === 'compliance_manager' ? 'UsageAuditOpened' : 'wrong_role';
      expect(outcome([], { ...outOfTurn, actor: actor('x', role) }), role).toBe(wanted);
    }
    expect(outcome([], { ...outOfTurn, actor: auditor, note: ' ' })).toBe('invalid');
  });

  it('keeps its figures as they were gathered', () => {
    expect(outcome(gathered, { ...gathering, hash: 'another' })).toBe('already_decided');
    expect(outcome(signed, { ...gathering, hash: 'another' })).toBe('already_decided');
  });

  it('is taken by compliance managers, once, and not before its figures are there', () => {
    for (const role of roles.filter((each) => each !== 'compliance_manager')) {
      expect(outcome(gathered, { type: 'take', actor: actor('x', role) }), role).toBe('wrong_role');
    }
    expect(outcome(opened, taking)).toBe('not_closed');
    expect(outcome(taken, taking)).toBe('unchanged');
    expect(outcome(taken, { type: 'take', actor: actor('another', 'compliance_manager') })).toBe(
      'already_decided',
    );
  });

  it('is audited by nobody whose system it is, whoever gives it to them', () => {
    expect(outcome(gathered, { type: 'take', actor: owner })).toBe('segregation_of_duties');
    expect(outcome(gathered, { ...assigning, to: 'owner' })).toBe('segregation_of_duties');
    expect(outcome(gathered, { ...assigning, to: 'signatory' })).toBe('segregation_of_duties');
    expect(outcome(gathered, { ...assigning, actor: owner })).toBe('segregation_of_duties');
    expect(outcome(gathered, { ...calling, actor: owner })).toBe('segregation_of_duties');
  });

  it('is given to somebody, and taken away from whoever has it', () => {
    expect(outcome(gathered, assigning)).toBe('UsageAuditAssigned');
    expect(outcome(taken, assigning)).toBe('UsageAuditAssigned');
    expect(outcome(taken, { ...assigning, to: 'auditor' })).toBe('unchanged');
    const given = after(opening, gathering, taking, assigning);
    expect(stateOf(given)?.auditor).toBe('specialist');
    expect(outcome(given, { ...writing })).toBe('wrong_role');
    expect(outcome(given, { ...writing, actor: actor('specialist', 'security') })).toBe('FindingsWritten');
  });

  it('is assigned by management too, once it has come to them', () => {
    expect(outcome(gathered, { ...assigning, actor: manager })).toBe('wrong_role');
    const late = [...gathered, ...elapse(stateOf(gathered) ?? neverOpened(), on(31))];
    expect(outcome(late, { ...assigning, actor: manager }, 31)).toBe('UsageAuditAssigned');
    for (const role of roles) {
      const may = role === 'compliance_manager' || role === 'management';
      expect(mayAssign({ escalatedAt: on(30) }, { roles: [role] }), role).toBe(may);
    }
  });

  it('is written and signed by its auditor alone, whatever roles others have', () => {
    for (const role of roles) {
      const other = actor('x', role);
      expect(outcome(taken, { ...writing, actor: other }), role).toBe('wrong_role');
      expect(outcome(written, { ...signing, actor: other }), role).toBe('wrong_role');
    }
    expect(outcome(gathered, writing)).toBe('wrong_role');
  });

  it('keeps what was written meanwhile, and is signed as it was seen', () => {
    const second = { ...writing, findings: [{ ...finding, severity: 'high' }] };
    expect(outcome(written, second)).toBe('stale_revision');
    expect(outcome(written, { ...second, replaces: 1 })).toBe('FindingsWritten');
    expect(outcome(written, { ...writing, replaces: 1 })).toBe('unchanged');
    expect(outcome(written, { ...signing, version: 0 })).toBe('stale_revision');
    expect(outcome(taken, { ...confirming, version: 3 })).toBe('stale_revision');
  });

  it('rests each finding on something that is there', () => {
    for (const ground of findingGrounds) {
      const by = (sample: number | null) =>
        outcome(taken, { ...writing, findings: [{ ...finding, ground, sample }] });
      expect(by(null), ground).toBe(ground === 'sample' ? 'invalid' : 'FindingsWritten');
      expect(by(2), ground).toBe(ground === 'sample' ? 'FindingsWritten' : 'invalid');
      expect(by(3), ground).toBe('invalid');
    }
    const decision = decided(taken, { ...writing, findings: [finding, { ...finding, sample: 1 }] }, 3);
    expect(decision).toMatchObject({ pointer: '/findings/1/sample' });
  });

  it('concludes what its findings say, and says what was looked at', () => {
    expect(outcome(written, { ...signing, conclusion: 'within_scope' })).toBe('invalid');
    expect(outcome(taken, { ...confirming, conclusion: 'findings' })).toBe('invalid');
    expect(outcome(taken, { ...confirming, note: ' ' })).toBe('invalid');
  });

  it('has the approval signed again for a critical finding alone', () => {
    expect(outcome(written, { ...signing, reopens: true })).toBe('invalid');
    expect(outcome(taken, { ...confirming, reopens: true })).toBe('invalid');
    const critical = { ...writing, findings: [finding, { ...finding, severity: 'critical' }] };
    const grave = after(opening, gathering, taking, critical);
    expect(decided(grave, { ...signing, reopens: true }, 5)).toMatchObject([
      { type: 'UsageAuditSigned', system: 'system-1', reopens: true, findings: [{}, {}] },
    ]);
  });

  it('is final once it is signed or called off', () => {
    const off = after(opening, calling);
    expect(stateOf(off)).toMatchObject({ state: 'called_off', calledOff: { by: 'auditor' } });
    for (const over of [signed, off]) {
      expect(usageAudit.isFinal(stateOf(over) ?? neverOpened())).toBe(true);
      for (const said of [taking, assigning, writing, { ...signing }, calling]) {
        expect(['closed'], said.type).toContain(outcome(over, said));
      }
    }
    expect(outcome(opened, { ...calling, reason: '' })).toBe('invalid');
    expect(outcome([], calling)).toBe('invalid');
    for (const role of roles.filter((each) => each !== 'compliance_manager')) {
      expect(outcome(opened, { ...calling, actor: actor('x', role) }), role).toBe('wrong_role');
    }
  });

  it('starts with its opening', () => {
    expect(() => usageAudit.evolve(undefined, gathered[1] as UsageAuditEvent)).toThrow('UsageAuditOpened');
  });
});

function neverOpened(): never {
  throw new Error('it has been opened');
}

describe('the time of a usage audit', () => {
  it('reminds at half of it and at its end, then goes to management, once', () => {
    const audit = stateOf(taken) ?? neverOpened();
    expect(audit.dueAt).toBe(on(30));
    expect(nextDeadline(audit)).toBe(on(15));
    expect(elapse(audit, on(14))).toEqual([]);
    expect(elapse(audit, on(15))).toMatchObject([{ type: 'UsageAuditReminded', overdue: false }]);
    const atEnd = elapse(audit, on(400));
    expect(atEnd).toMatchObject([
      { type: 'UsageAuditReminded', overdue: true },
      { type: 'UsageAuditEscalated' },
    ]);
    const later = stateOf([...taken, ...atEnd]) ?? neverOpened();
    expect([nextDeadline(later), elapse(later, on(900))]).toEqual([undefined, []]);
  });

  it('runs from the opening, also while figures are gathered, and ends with the audit', () => {
    expect(nextDeadline(stateOf(opened) ?? neverOpened())).toBe(on(15));
    expect(nextDeadline(stateOf(signed) ?? neverOpened())).toBeUndefined();
    expect(elapse(stateOf(signed) ?? neverOpened(), on(900))).toEqual([]);
  });
});

describe('who is told of a usage audit', () => {
  const told = (events: readonly UsageAuditEvent[], from: number) =>
    usageAuditNotifications(stateOf(events.slice(0, from)), from, events.slice(from)).map(
      ({ kind, recipient }) => `${kind} ${JSON.stringify(recipient)}`,
    );

  it('is whoever audits, then management, then the owner', () => {
    expect(told(gathered, 1)).toEqual(['usage_audit_opened {"role":"compliance_manager"}']);
    expect(told(taken, 2)).toEqual(['usage_audit.assigned "webhooks"']);
    expect(told(after(opening, gathering, assigning), 2)).toEqual([
      'usage_audit_assigned {"person":"specialist"}',
      'usage_audit.assigned "webhooks"',
    ]);
    expect(told(signed, 4)).toEqual([
      'usage_audit_signed {"person":"owner"}',
      'usage_audit.signed "webhooks"',
    ]);
    const late = [...taken, ...elapse(stateOf(taken) ?? neverOpened(), on(31))];
    expect(told(late, 3)).toEqual([
      'usage_audit_reminder {"person":"auditor"}',
      'usage_audit_escalated {"role":"management"}',
      'usage_audit.escalated "webhooks"',
    ]);
    expect(told(after(opening, calling), 1)).toEqual(['usage_audit.called_off "webhooks"']);
  });
});

describe('whatever is said to a usage audit', () => {
  const people = [
    auditor,
    owner,
    manager,
    actor('specialist', 'security'),
    actor('signatory', 'compliance_manager'),
    actor('other', 'compliance_manager'),
  ];
  const anyone = fc.constantFrom(...people);
  const command = fc.oneof(
    fc.constant<Said>({ ...gathering }),
    fc.record({ type: fc.constant('take' as const), actor: anyone }),
    fc.record({
      type: fc.constant('assign' as const),
      actor: anyone,
      to: anyone.map(({ person }) => person),
    }),
    fc.record({
      type: fc.constant('write' as const),
      actor: anyone,
      findings: fc.array(fc.constantFrom(finding, { ...finding, severity: 'critical' }), { maxLength: 2 }),
      replaces: fc.nat(3),
    }),
    fc.record({
      type: fc.constant('sign' as const),
      actor: anyone,
      version: fc.nat(3),
      hash: fc.constant('hash'),
      conclusion: fc.constantFrom('within_scope', 'findings'),
      note: fc.constantFrom('', 'Looked at.'),
      reopens: fc.boolean(),
    }),
    fc.record({ type: fc.constant('callOff' as const), actor: anyone, reason: fc.constantFrom('', 'So.') }),
  );

  it('keeps its figures, is never audited by whom it concerns, and is signed at most once by its auditor', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.nat(3)), { maxLength: 30 }), (said) => {
        const events: UsageAuditEvent[] = [...opened];
        let day = 0;
        for (const [one, days] of said) {
          day += days;
          events.push(...elapse(stateOf(events) ?? neverOpened(), on(day)));
          const decision = decided(events, one, day);
          if (isRefusal(decision)) continue;
          events.push(...decision);
          const audit = stateOf(events) ?? neverOpened();
          expect(['owner', 'signatory']).not.toContain(audit.auditor);
          if (audit.signature !== null) {
            expect(audit.signature.by).toBe(audit.auditor);
            expect(audit.signature.conclusion === 'findings').toBe(audit.findings.length > 0);
            expect(audit.signature.version).toBe(audit.version);
          }
        }
        const counted = (type: UsageAuditEvent['type']) =>
          events.filter((event) => event.type === type).length;
        expect(counted('UsageAuditSigned') + counted('UsageAuditCalledOff')).toBeLessThanOrEqual(1);
        expect(counted('UsageAuditEscalated')).toBeLessThanOrEqual(1);
        expect(counted('UsageAuditReminded')).toBeLessThanOrEqual(2);
        expect(counted('UsageGathered')).toBeLessThanOrEqual(1);
      }),
    );
  });
});
