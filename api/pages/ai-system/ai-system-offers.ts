import { aiSystem } from '../../../domain/ai-system.ts';
import type {
  AiSystem,
  AiSystemCommand,
  AiSystemEvent,
  Joining,
  OpenChange,
} from '../../../domain/ai-system-state.ts';
import { waitingFor } from '../../../domain/ai-system-time.ts';
import type { Command, Decision, Instant, Refusal } from '../../../domain/decider.ts';
import type { Actor, Capacity } from '../../../domain/identity.ts';
import type { SignOff } from '../../../domain/sign-off.ts';

/** What a command says beside what every command carries. */
type Said<Cmd> = Cmd extends Command ? Omit<Cmd, Exclude<keyof Command, 'type'>> : never;

/** Somebody before a system, now. */
export interface Before {
  system: AiSystem;
  actor: Actor;
  at: Instant;
}

/** Words where a command must have some; only whether it would be refused is asked. */
const some = '…';

/** Why the act would be refused, by the rules that decide on it; undefined where it would be done. */
export function refusalOf(
  before: Before,
  act: 'goLive' | 'suspend' | 'resume' | 'declareChange' | 'askToJoin',
): Refusal | undefined {
  const decision = decisionOn(before, commandFor(before, act));
  return 'code' in decision ? decision : undefined;
}

export interface OpenChangeSignOff {
  change: OpenChange;
  signOff: SignOff;
  capacity: Capacity;
}

/** What the actor can sign of the open changes, and in which capacity. */
export function openChangeSignOffs(before: Before): OpenChangeSignOff[] {
  return signOffsTried(before).flatMap(({ change, signOff, decision }) => {
    if ('code' in decision) return [];
    const signed = decision.find((event) => event.type === 'AiSystemSignedOff');
    return signed?.type === 'AiSystemSignedOff' ? [{ change, signOff, capacity: signed.capacity }] : [];
  });
}

/** Why the actor cannot sign although they hold a role that is waited for. */
export function barredFromChange(before: Before): string | undefined {
  if (openChangeSignOffs(before).length > 0) return undefined;
  const refusals = signOffsTried(before).flatMap(({ decision }) => ('code' in decision ? [decision] : []));
  return refusals.find(({ code }) => code === 'segregation_of_duties')?.detail;
}

/** Those who have asked to join and whom the actor may answer. */
export function joiningsToAnswer(before: Before): Joining[] {
  return before.system.joinings.filter(({ number }) => {
    const decision = decisionOn(before, {
      type: 'answerJoining',
      actor: before.actor,
      joining: number,
      admit: true,
      note: '',
    });
    return !('code' in decision);
  });
}

function signOffsTried(before: Before) {
  const { system, actor } = before;
  return system.changes.flatMap((change) =>
    waitingFor(change).map((signOff) => ({
      change,
      signOff,
      decision: decisionOn(before, {
        type: 'signOff',
        actor,
        change: change.number,
        role: signOff.role,
        decision: 'approve',
        comment: '',
      }),
    })),
  );
}

function commandFor(
  { actor, at }: Before,
  act: 'goLive' | 'suspend' | 'resume' | 'declareChange' | 'askToJoin',
): Said<AiSystemCommand> {
  switch (act) {
    case 'goLive':
      return { type: act, actor };
    case 'suspend':
    case 'resume':
      return { type: act, actor, note: some };
    case 'declareChange':
      return { type: act, actor, change: 'model_version', note: some, plan: [], suspendAt: at };
    case 'askToJoin':
      return { type: act, person: actor.person, reason: some, dueAt: at };
  }
}

function decisionOn({ system, actor, at }: Before, said: Said<AiSystemCommand>): Decision<AiSystemEvent> {
  return aiSystem.decide({ ...said, id: '', by: actor.person, at }, system);
}
