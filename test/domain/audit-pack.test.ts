import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditPack,
  type AuditPackCommand,
  type AuditPackEvent,
  auditPack as decider,
  type MadePack,
  packKeptDays,
} from '../../domain/audit-pack.ts';
import { daysAfter } from '../../domain/days.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';

const at = '2026-11-26T10:00:00.000Z';
const later = '2026-11-26T11:00:00.000Z';
const scope = { from: '2026-01-01', until: '2026-11-26', systems: ['b', 'a', 'b'] };
const made: MadePack = { files: 9, bytes: 900, records: 5, events: 70, manifestHash: 'ab' };

const asking = (person: string, ...roles: Role[]): AuditPackCommand => {
  const actor = { person, roles, actsFor: [] };
  return { type: 'ask', id: 'p', by: person, at, actor, title: 'Audit', scope, since: at, until: at };
};
const completing: AuditPackCommand = { type: 'complete', id: 'c', by: 'system', at: later, ...made };
const cancelling = (person: string, ...roles: Role[]): AuditPackCommand => {
  const actor = { person, roles, actsFor: [] };
  return { type: 'cancel', id: `cancel-${person}`, by: person, at: later, actor };
};

function after(...commands: AuditPackCommand[]): AuditPack | undefined {
  return settle(decider, { state: undefined, seq: 0 }, commands, later).state;
}

function refusalOf(command: AuditPackCommand, state: AuditPack | undefined): string | undefined {
  const decision = decider.decide(command, state);
  return isRefusal(decision) ? decision.code : undefined;
}

describe('an audit pack', () => {
  it.each(['auditor', 'compliance_manager', 'administrator'] as const)('is asked for by: %s', (role) => {
    expect(after(asking('ann', role))).toMatchObject({
      state: 'making',
      askedBy: 'ann',
      scope: { systems: ['a', 'b'] },
      made: null,
    });
  });

  it('is for nobody else', () => {
    const others: Role[] = ['requester', 'business_owner', 'security', 'legal', 'privacy', 'management'];
    expect(refusalOf(asking('ann', ...others), undefined)).toBe('wrong_role');
  });

  it('leaves the house where whoever is over all packs says so, and says for which engagement', () => {
    const outside = (role: Role): AuditPackCommand => Object.assign(asking('ann', role), { engagement: 'e' });
    expect(refusalOf(outside('auditor'), undefined)).toBe('wrong_role');
    expect(after(outside('compliance_manager'))).toMatchObject({ engagement: 'e', state: 'making' });
    expect(after(outside('administrator'))).toMatchObject({ engagement: 'e' });
    expect(after(asking('ann', 'auditor'))).toMatchObject({ engagement: null });
  });

  it('is ready once its files are there, and expires when they are kept no more', () => {
    const ready = after(asking('ann', 'auditor'), completing);
    expect(ready).toMatchObject({ state: 'ready', made, keptUntil: daysAfter(later, packKeptDays) });
    if (ready === undefined) throw new Error('nothing');
    const end = daysAfter(later, packKeptDays);
    expect(decider.nextDeadline(ready)).toBe(end);
    expect(decider.elapse(ready, later)).toEqual([]);
    const events = decider.elapse(ready, end) as AuditPackEvent[];
    const expired = fold(decider, ready, events);
    expect(expired?.state).toBe('expired');
    expect(expired?.made).toEqual(ready.made);
  });

  it('is called off by whoever asked for it, or is over all, while it is being made and afterwards', () => {
    const making = after(asking('ann', 'auditor'));
    expect(refusalOf(cancelling('bob', 'auditor'), making)).toBe('wrong_role');
    for (const who of [
      cancelling('ann', 'auditor'),
      cancelling('bob', 'compliance_manager'),
      cancelling('cy', 'administrator'),
    ]) {
      const cancelled = { state: 'cancelled', cancelled: { by: who.by } };
      expect(after(asking('ann', 'auditor'), who)).toMatchObject({ ...cancelled, made: null });
      expect(after(asking('ann', 'auditor'), completing, who)).toMatchObject({ ...cancelled, made });
    }
    const over = after(asking('ann', 'auditor'), cancelling('ann', 'auditor'));
    for (const late of [completing, cancelling('ann', 'auditor')])
      expect(refusalOf(late, over)).toBe('closed');
  });

  it('is asked for once, and there must be one', () => {
    expect(refusalOf(asking('ann', 'auditor'), after(asking('ann', 'auditor')))).toBe('already_decided');
    expect(refusalOf(completing, undefined)).toBe('invalid');
    expect(refusalOf(cancelling('ann', 'auditor'), undefined)).toBe('invalid');
  });

  it('never leaves its end, whatever comes', () => {
    const said = fc.constantFrom(
      completing,
      cancelling('ann', 'auditor'),
      cancelling('bob', 'administrator'),
      asking('ann', 'auditor'),
    );
    fc.assert(
      fc.property(fc.array(said, { maxLength: 6 }), (commands) => {
        let state = after(asking('ann', 'auditor'));
        for (const command of commands) {
          const decision = decider.decide(command, state);
          if (state !== undefined && decider.isFinal(state)) expect(isRefusal(decision)).toBe(true);
          if (!isRefusal(decision)) state = fold(decider, state, [...decision]);
        }
      }),
    );
  });
});
