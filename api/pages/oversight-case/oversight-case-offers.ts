import type { Command, Instant, Refusal } from '../../../domain/decider.ts';
import type { Actor } from '../../../domain/identity.ts';
import { whyBarred } from '../../../domain/oversight-case-reviewer.ts';
import {
  type OversightCase,
  type OversightCaseCommand,
  type OversightDecision,
  oversightDecisions,
  type ReviewerPlace,
  reviewerPlaces,
} from '../../../domain/oversight-case-state.ts';
import { isAwaited, openDuties } from '../../../domain/oversight-case-time.ts';
import { oversightCase } from '../../../domain/oversight-case.ts';
import type { IncidentAudience } from '../../../domain/serious-incident.ts';

/** What a command says beside what every command carries. */
type Said<Cmd> = Cmd extends Command ? Omit<Cmd, Exclude<keyof Command, 'type'>> : never;

/** Somebody before a case, now. */
export interface Before {
  current: OversightCase;
  actor: Actor;
  at: Instant;
}

/** Words where a command must have some; only whether it would be refused is asked. */
const some = '…';

type PlainAct = 'acknowledge' | 'askSecondOpinion' | 'confirm' | 'close' | 'callOff';

/** Whether the act would be done, by the rules that decide on it. */
export function mayDo(before: Before, act: PlainAct): boolean {
  return refusalOf(before, commandFor(before, act)) === undefined;
}

/** What the actor can decide now; nothing where it is not theirs to decide. */
export function decisionsOpenTo(before: Before): OversightDecision[] {
  return oversightDecisions.filter((decision) => {
    const incident = decision === 'serious_incident' ? { kind: 'death' as const } : null;
    const verdict = { decision, note: some, instead: some, stops: decision === 'stopped', incident };
    const { actor, current } = before;
    return refusalOf(before, { type: 'decide', actor, revision: current.revision, ...verdict }) === undefined;
  });
}

/** The places that the actor can hand to somebody, or have somebody looked for. */
export function placesToGiveAway(before: Before): ReviewerPlace[] {
  const { actor, current } = before;
  return reviewerPlaces.filter(
    (place) =>
      current[place] !== null &&
      refusalOf(before, { type: 'reassign', actor, place, note: some }) === undefined,
  );
}

/** Who is still to be told of a serious incident, where the actor is to say that they were. */
export function tellingsOpenTo(before: Before): IncidentAudience[] {
  const { actor, at, current } = before;
  return openDuties(current)
    .map(({ audience }) => audience)
    .filter(
      (told) => refusalOf(before, { type: 'report', actor, told, toldAt: at, note: some }) === undefined,
    );
}

/** Why somebody who reviews has nothing to say here; undefined where nothing is waited for. */
export function barredFromCase({ current, actor }: Before): string | undefined {
  return isAwaited(current) ? whyBarred(current, actor.person)?.detail : undefined;
}

function commandFor({ actor, current: { revision } }: Before, act: PlainAct): Said<OversightCaseCommand> {
  switch (act) {
    case 'acknowledge':
      return { type: act, actor };
    case 'askSecondOpinion':
      return { type: act, actor, note: some };
    case 'confirm':
      return { type: act, actor, revision, note: some };
    case 'close':
      return { type: act, actor, rootCause: some, correctiveAction: some };
    case 'callOff':
      return { type: act, actor, reason: some };
  }
}

function refusalOf({ current, actor, at }: Before, said: Said<OversightCaseCommand>): Refusal | undefined {
  const decision = oversightCase.decide({ ...said, id: '', by: actor.person, at }, current);
  return 'code' in decision ? decision : undefined;
}
