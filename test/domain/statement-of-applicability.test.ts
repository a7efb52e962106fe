import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls, statements } from '../../domain/control-catalogue.ts';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import type { Actor } from '../../domain/identity.ts';
import { applicabilityNotifications } from '../../domain/statement-of-applicability-notification.ts';
import type {
  ApplicabilityContent,
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
} from '../../domain/statement-of-applicability-state.ts';
import { statementOfApplicability as decider } from '../../domain/statement-of-applicability.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const chris: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const mara: Actor = { person: 'mara', roles: ['management'], actsFor: [] };
const both: Actor = { person: 'both', roles: ['management', 'compliance_manager'], actsFor: [] };
const stranger: Actor = { person: 'stranger', roles: ['security', 'auditor'], actsFor: [] };

const content: ApplicabilityContent = {
  controls: controls.map(({ id }) => ({ control: id, applicable: true, justification: '', owner: null })),
  exclusions: [],
};
const withControl = (change: Partial<ApplicabilityContent['controls'][number]>): ApplicabilityContent => ({
  ...content,
  controls: content.controls.map((one, place) => (place === 3 ? { ...one, ...change } : one)),
});

const common = (actor: Actor) => ({ id: 'command', by: actor.person, at: day(0), actor });
const propose = (
  actor: Actor,
  changes: { content?: ApplicabilityContent; hash?: string; replaces?: number } = {},
): StatementOfApplicabilityCommand => ({
  ...common(actor),
  type: 'propose',
  content,
  hash: 'h1',
  note: '',
  replaces: 0,
  ...changes,
});
const sign = (actor: Actor, version = 1): StatementOfApplicabilityCommand => ({
  ...common(actor),
  type: 'sign',
  version,
});
const refuse = (actor: Actor, reason = 'No.', version = 1): StatementOfApplicabilityCommand => ({
  ...common(actor),
  type: 'refuse',
  version,
  reason,
});
const takeBack = (actor: Actor, version = 1): StatementOfApplicabilityCommand => ({
  ...common(actor),
  type: 'takeBack',
  version,
  reason: 'Too early.',
});

function decided(
  command: StatementOfApplicabilityCommand,
  before?: StatementOfApplicability,
): StatementOfApplicability {
  const decision = decider.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  const after = fold(decider, before, decision);
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: StatementOfApplicabilityCommand, before?: StatementOfApplicability) => {
  const decision = decider.decide(command, before);
  return isRefusal(decision) ? `${decision.code} ${decision.pointer ?? ''}`.trim() : 'accepted';
};

const proposed = decided(propose(chris));
const signed = decided(sign(mara), proposed);

describe('the statement of applicability', () => {
  it('is put forward by a compliance manager and signed by management, never by the same person', () => {
    expect(signed).toMatchObject({
      version: 1,
      inForce: { version: 1, by: 'chris', signedBy: 'mara' },
      proposed: null,
    });
    for (const actor of [mara, stranger]) expect(refusal(propose(actor))).toBe('wrong_role');
    for (const actor of [chris, stranger]) expect(refusal(sign(actor), proposed)).toBe('wrong_role');
    expect(refusal(sign(both), decided(propose(both)))).toBe('segregation_of_duties');
    expect(refusal(sign(both), proposed)).toBe('accepted');
  });

  it('has one version waiting at most, which is taken back or refused with a reason', () => {
    expect(refusal(propose(chris), proposed)).toBe('not_closed');
    expect(decided(refuse(mara), proposed)).toMatchObject({ version: 1, inForce: null, proposed: null });
    expect(refusal(refuse(mara, ' '), proposed)).toBe('invalid /reason');
    expect(refusal(refuse(chris), proposed)).toBe('wrong_role');
    expect(refusal(takeBack(mara), proposed)).toBe('wrong_role');
    const again = decided(propose(chris), decided(takeBack(chris), proposed));
    expect(again.proposed?.version).toBe(2);
    expect(refusal(sign(mara), again)).toBe('already_decided');
    expect(refusal(sign(mara, 3), again)).toBe('invalid');
    for (const act of [sign(mara), refuse(mara), takeBack(chris)]) {
      expect(refusal(act, signed)).toBe('already_decided');
      expect(refusal(act)).toBe('invalid');
    }
  });

  it('follows the version in force that its author has seen, and changes something', () => {
    expect(refusal(propose(chris, { hash: 'h2' }), signed)).toBe('stale_revision');
    expect(refusal(propose(chris, { replaces: 1 }), signed)).toBe('unchanged');
    const next = decided(propose(chris, { replaces: 1, hash: 'h2' }), signed);
    expect(next).toMatchObject({ inForce: { version: 1 }, proposed: { version: 2 } });
  });

  it('speaks of every control once, and says why one does not apply', () => {
    const of = (changed: ApplicabilityContent) => refusal(propose(chris, { content: changed }));
    expect(of({ ...content, controls: content.controls.slice(1) })).toBe('invalid /content/controls');
    expect(of(withControl({ control: 'A.9.2' }))).toBe('invalid /content/controls');
    expect(of(withControl({ applicable: false }))).toBe('invalid /content/controls/3/justification');
    expect(of(withControl({ applicable: false, justification: 'We have none.' }))).toBe('accepted');
    const excluding = (...ids: string[]) =>
      of({ ...content, exclusions: ids.map((statement) => ({ statement, justification: 'So.' })) });
    const id = statements[0]?.id ?? '';
    expect(excluding(id)).toBe('accepted');
    expect(excluding(id, id)).toMatch('invalid /content/exclusions');
    expect(excluding('nothing')).toBe('invalid /content/exclusions/0');
  });

  it('reminds whoever signs each week for three weeks, while a version waits', () => {
    expect(decider.nextDeadline(proposed)).toBe(day(7));
    const reminded = fold(decider, proposed, decider.elapse(proposed, day(8)));
    expect(reminded?.remindAt).toEqual([day(14), day(21)]);
    expect(decider.elapse(proposed, day(6))).toEqual([]);
    expect(decider.nextDeadline(signed)).toBeUndefined();
    expect(decider.elapse(signed, day(99))).toEqual([]);
  });

  it('is in force only as it was signed, whoever says what in whatever order', () => {
    const actor = fc.constantFrom(chris, mara, both, stranger);
    const version = fc.integer({ min: 1, max: 2 });
    const command = fc.oneof(
      fc
        .tuple(actor, fc.constantFrom('h1', 'h2'), fc.nat({ max: 1 }))
        .map(([who, hash, replaces]) => propose(who, { hash, replaces })),
      fc.tuple(actor, version).map(([who, of]) => sign(who, of)),
      fc.tuple(actor, version).map(([who, of]) => refuse(who, 'No.', of)),
      fc.tuple(actor, version).map(([who, of]) => takeBack(who, of)),
    );
    let signatures = 0;
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const named = commands.map((one, index) => ({ ...one, id: `${index}` }));
        const { events, state } = settle(decider, { state: undefined, seq: 0 }, named, day(1));
        const last = events.findLast(({ event }) => event.type === 'ApplicabilitySigned')?.event;
        expect(state?.inForce?.version).toBe(last?.type === 'ApplicabilitySigned' ? last.version : undefined);
        if (state?.inForce) expect(state.inForce.signedBy).not.toBe(state.inForce.by);
        signatures += last === undefined ? 0 : 1;
      }),
      { numRuns: 500 },
    );
    expect(signatures).toBeGreaterThan(5);
  });

  it('tells management what waits, and its author what became of it', () => {
    const told = (command: StatementOfApplicabilityCommand, before?: StatementOfApplicability) => {
      const decision = decider.decide(command, before);
      if (isRefusal(decision)) throw new Error(decision.detail);
      return applicabilityNotifications(before, 0, decision).map(({ kind, recipient }) => [kind, recipient]);
    };
    expect(told(propose(chris))).toEqual([['applicability_sign_off_requested', { role: 'management' }]]);
    expect(told(sign(mara), proposed)).toEqual([
      ['applicability_decided', { person: 'chris' }],
      ['statement_of_applicability.signed', 'webhooks'],
    ]);
    expect(told(refuse(mara), proposed)).toEqual([['applicability_decided', { person: 'chris' }]]);
    expect(told(takeBack(chris), proposed)).toEqual([]);
  });
});
