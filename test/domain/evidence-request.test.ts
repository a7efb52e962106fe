import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, isRefusal, settle } from '../../domain/decider.ts';
import {
  type EvidenceRequest,
  evidenceRequest,
  type EvidenceRequestCommand,
  isToReply,
} from '../../domain/evidence-request.ts';
import type { Actor } from '../../domain/identity.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const auditor: Actor = { person: 'erin', roles: ['external_auditor'], actsFor: [] };
const manager: Actor = { person: 'chris', roles: ['compliance_manager'], actsFor: [] };
const owner: Actor = { person: 'owner', roles: ['requester'], actsFor: [] };
const stranger: Actor = {
  person: 'stranger',
  roles: ['auditor', 'administrator', 'management'],
  actsFor: [],
};
const common = { id: 'command', by: 'somebody', at: day(1) };

const asking = (changes: object = {}): EvidenceRequestCommand => ({
  ...common,
  type: 'ask',
  by: 'erin',
  at: day(0),
  actor: auditor,
  engagement: 'engagement',
  title: 'Training records of March',
  text: 'Of everybody who reviewed.',
  to: null,
  dueAt: day(10),
  ...changes,
});
const answer = (actor: Actor, text = 'Here.', files: string[] = []): EvidenceRequestCommand => ({
  ...common,
  type: 'answer',
  actor,
  text,
  files,
});
const decline = (actor: Actor, reason = 'There was none.'): EvidenceRequestCommand => ({
  ...common,
  type: 'decline',
  actor,
  reason,
});
const accept = (actor: Actor): EvidenceRequestCommand => ({ ...common, type: 'accept', actor, note: '' });
const askBack = (actor: Actor, text = 'And April?', dueAt = day(20)): EvidenceRequestCommand => ({
  ...common,
  type: 'askBack',
  actor,
  text,
  dueAt,
});
const handOver = (actor: Actor, to: string | null): EvidenceRequestCommand => ({
  ...common,
  type: 'handOver',
  actor,
  to,
});
const callOff: EvidenceRequestCommand = { ...common, type: 'callOff', reason: 'The engagement has ended.' };

function decided(command: EvidenceRequestCommand, before?: EvidenceRequest): EvidenceRequest {
  const decision = evidenceRequest.decide(command, before);
  if (isRefusal(decision)) throw new Error(decision.detail);
  const after = fold(evidenceRequest, before, decision);
  if (after === undefined) throw new Error('nothing came of it');
  return after;
}

const refusal = (command: EvidenceRequestCommand, before?: EvidenceRequest) => {
  const decision = evidenceRequest.decide(command, before);
  return isRefusal(decision) ? [decision.code, decision.pointer].filter(Boolean).join(' ') : 'accepted';
};

const asked = decided(asking());
const ofOwner = decided(asking({ to: 'owner' }));
const answered = decided(answer(manager), asked);
const declined = decided(decline(manager), asked);

describe('a request for evidence', () => {
  it('is asked by external auditors alone, once, and for a time to come', () => {
    expect(asked).toMatchObject({ state: 'asked', askedBy: 'erin', to: null, dueAt: day(10) });
    for (const actor of [manager, owner, stranger]) expect(refusal(asking({ actor }))).toBe('wrong_role');
    expect(refusal(asking(), asked)).toBe('already_decided');
    expect(refusal(asking({ title: ' ' }))).toBe('invalid /title');
    expect(refusal(asking({ dueAt: day(0) }))).toBe('invalid /dueOn');
    expect(refusal(answer(manager))).toBe('invalid');
  });

  it('is replied to by whoever is asked, and by compliance managers', () => {
    expect(refusal(answer(owner), ofOwner)).toBe('accepted');
    expect(refusal(answer(manager), ofOwner)).toBe('accepted');
    for (const actor of [auditor, owner, stranger]) {
      for (const command of [answer(actor), decline(actor), handOver(actor, 'x')])
        expect(refusal(command, asked)).toBe('wrong_role');
      expect(isToReply(asked, actor)).toBe(false);
    }
  });

  it('is answered with words or files, and declined with a reason', () => {
    expect(answered).toMatchObject({
      state: 'answered',
      rounds: [{ reply: { kind: 'answered', by: 'somebody' } }],
    });
    expect(refusal(answer(manager, ' '), asked)).toBe('invalid /text');
    expect(refusal(answer(manager, '', ['hash']), asked)).toBe('accepted');
    expect(declined).toMatchObject({ state: 'declined', rounds: [{ reply: { text: 'There was none.' } }] });
    expect(refusal(decline(manager, ''), asked)).toBe('invalid /reason');
    for (const replied of [answered, declined])
      for (const command of [answer(manager), decline(manager), handOver(manager, 'x')])
        expect(refusal(command, replied)).toBe('already_decided');
  });

  it('is accepted or asked back by external auditors alone, once there is a reply', () => {
    for (const replied of [answered, declined]) {
      expect(decided(accept(auditor), replied).state).toBe('accepted');
      const back = decided(askBack(auditor), replied);
      expect(back).toMatchObject({ state: 'asked', dueAt: day(20), escalatedAt: null });
      expect(back.rounds).toHaveLength(2);
      expect(refusal(answer(manager), back)).toBe('accepted');
      for (const actor of [manager, owner, stranger])
        for (const command of [accept(actor), askBack(actor)])
          expect(refusal(command, replied)).toBe('wrong_role');
    }
    for (const command of [accept(auditor), askBack(auditor)])
      expect(refusal(command, asked)).toBe('already_decided');
    expect(refusal(askBack(auditor, ' '), answered)).toBe('invalid /text');
    expect(refusal(askBack(auditor, 'More', day(1)), answered)).toBe('invalid /dueOn');
  });

  it('is handed over, and is due when it was', () => {
    const handed = decided(handOver(manager, 'owner'), asked);
    expect(handed).toMatchObject({ to: 'owner', dueAt: day(10) });
    expect(refusal(answer(owner), handed)).toBe('accepted');
    expect(refusal(handOver(owner, null), handed)).toBe('accepted');
    expect(refusal(handOver(manager, null), asked)).toBe('unchanged');
  });

  it('reminds before it is due and when it is, and is escalated past whoever was asked', () => {
    expect(asked.remindAt).toEqual([day(9), day(10)]);
    expect(decided(asking({ dueAt: day(1) })).remindAt).toEqual([day(0.5), day(1)]);
    expect(evidenceRequest.nextDeadline(asked)).toBe(day(9));
    expect(evidenceRequest.elapse(asked, day(11))).toMatchObject([
      { type: 'EvidenceRequestReminded', overdue: true },
      { type: 'EvidenceRequestEscalated', to: 'management' },
    ]);
    expect(evidenceRequest.elapse(ofOwner, day(11))[1]).toMatchObject({ to: 'compliance_manager' });
    const late = fold(evidenceRequest, asked, evidenceRequest.elapse(asked, day(11))) ?? asked;
    expect(evidenceRequest.nextDeadline(late)).toBeUndefined();
    expect(evidenceRequest.elapse(answered, day(99))).toEqual([]);
    expect(evidenceRequest.nextDeadline(answered)).toBeUndefined();
  });

  it('is settled for good, and called off with its engagement', () => {
    const called = [asked, answered, declined].map((one) => decided(callOff, one));
    expect(called.every(({ state }) => state === 'called_off')).toBe(true);
    for (const settled of [...called, decided(accept(auditor), answered)]) {
      for (const command of [answer(manager), decline(manager), accept(auditor), askBack(auditor), callOff])
        expect(refusal(command, settled)).toBe('closed');
      expect(evidenceRequest.isFinal(settled)).toBe(true);
      expect(evidenceRequest.elapse(settled, day(99))).toEqual([]);
    }
  });

  it('has one reply a round and is settled once, whoever says what in whatever order', () => {
    const actor = fc.constantFrom(auditor, manager, owner, stranger);
    const command = fc.oneof(
      actor.map((who) => answer(who)),
      actor.map((who) => decline(who)),
      actor.map(accept),
      actor.map((who) => askBack(who)),
      fc.tuple(actor, fc.constantFrom('owner', null)).map(([who, to]) => handOver(who, to)),
      fc.constant(callOff),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), fc.nat({ max: 30 }), (commands, later) => {
        const named = commands.map((one, index) => ({ ...one, id: `${index}` }));
        const { events, state } = settle(evidenceRequest, { state: asked, seq: 1 }, named, day(later));
        const types = events.map(({ event }) => event.type);
        const count = (...wanted: string[]) => types.filter((type) => wanted.includes(type)).length;
        const replies = count('EvidenceRequestAnswered', 'EvidenceRequestDeclined');
        const back = count('EvidenceRequestAskedBack');
        expect(state?.rounds).toHaveLength(1 + back);
        expect(state?.rounds.filter(({ reply }) => reply !== null)).toHaveLength(replies);
        expect(replies === back || replies === back + 1).toBe(true);
        expect(count('EvidenceRequestAccepted', 'EvidenceRequestCalledOff')).toBeLessThanOrEqual(1);
      }),
    );
  });
});
