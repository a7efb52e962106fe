import { controls, findStatement } from './control-catalogue.ts';
import { daysAfter } from './days.ts';
import type { Decider, Decision, Instant, Refusal } from './decider.ts';
import { remindersAfter } from './due.ts';
import { type Actor, type Role, system } from './identity.ts';
import { sameValue } from './same-value.ts';
import type {
  ApplicabilityContent,
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
  StatementOfApplicabilityEvent,
} from './statement-of-applicability-state.ts';

type CommandOf<Type extends StatementOfApplicabilityCommand['type']> = Extract<
  StatementOfApplicabilityCommand,
  { type: Type }
>;
type Answer = Decision<StatementOfApplicabilityEvent>;

/** Who puts a version forward, and who signs it: never the same person. */
export const proposesApplicability: Role = 'compliance_manager';
export const signsApplicability: Role = 'management';

/** Days after which whoever signs is reminded of a version that waits. */
const remindAfterDays = [7, 14, 21];

/** The statement of applicability: what controls apply is put forward by one person and signed by another. */
export const statementOfApplicability: Decider<
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
  StatementOfApplicabilityEvent
> = {
  decide,
  evolve,
  elapse,
  nextDeadline: ({ remindAt }) => remindAt[0],
  isFinal: () => false,
};

function decide(
  command: StatementOfApplicabilityCommand,
  current: StatementOfApplicability | undefined,
): Answer {
  switch (command.type) {
    case 'propose':
      return propose(command, current);
    case 'sign':
      return sign(command, current);
    case 'refuse':
      return refuse(command, current);
    case 'takeBack':
      return takeBack(command, current);
  }
}

function propose(command: CommandOf<'propose'>, current: StatementOfApplicability | undefined): Answer {
  const { at, by, actor, content, hash, note, replaces } = command;
  if (!actor.roles.includes(proposesApplicability)) {
    return { code: 'wrong_role', detail: 'Compliance managers put a statement of applicability forward.' };
  }
  if (current?.proposed) {
    return {
      code: 'not_closed',
      detail: 'A version waits for its signature: it is signed or taken back first.',
    };
  }
  if (replaces !== (current?.inForce?.version ?? 0)) return stale;
  if (current?.inForce?.hash === hash) return { code: 'unchanged', detail: 'This changes nothing.' };
  const fault = contentFault(content);
  if (fault !== undefined) return fault;
  const version = (current?.version ?? 0) + 1;
  const remindAt = remindAfterDays.map((days) => daysAfter(at, days));
  return [{ type: 'ApplicabilityProposed', at, by, version, content, hash, note, remindAt }];
}

/** Every control is spoken of once, and what does not apply says why. */
function contentFault({ controls: said, exclusions }: ApplicabilityContent): Refusal | undefined {
  const spokenOf = said.map(({ control }) => control).toSorted();
  if (!sameValue(spokenOf, controls.map(({ id }) => id).toSorted())) {
    const detail = 'Speak of every control of the catalogue, once.';
    return { code: 'invalid', pointer: '/content/controls', detail };
  }
  const silent = said.findIndex(
    ({ applicable, justification }) => !applicable && justification.trim() === '',
  );
  if (silent !== -1) {
    const pointer = `/content/controls/${silent}/justification`;
    return { code: 'invalid', pointer, detail: 'Say why it does not apply.' };
  }
  const wrong = exclusions.findIndex(
    ({ statement, justification }, place) =>
      findStatement(statement) === undefined ||
      justification.trim() === '' ||
      exclusions.findIndex((other) => other.statement === statement) !== place,
  );
  if (wrong === -1) return undefined;
  const detail = 'Name a statement of the catalogue, once, and say why it does not apply.';
  return { code: 'invalid', pointer: `/content/exclusions/${wrong}`, detail };
}

function sign(
  { at, by, actor, version }: CommandOf<'sign'>,
  current: StatementOfApplicability | undefined,
): Answer {
  if (!actor.roles.includes(signsApplicability)) {
    return { code: 'wrong_role', detail: 'Management signs the statement of applicability.' };
  }
  const proposed = current?.proposed;
  if (proposed?.version !== version) return notWaiting(version, current);
  if (proposed.by === actor.person) {
    return { code: 'segregation_of_duties', detail: 'Nobody signs what they put forward.' };
  }
  return [{ type: 'ApplicabilitySigned', at, by, version, hash: proposed.hash }];
}

function refuse(
  { at, by, actor, version, reason }: CommandOf<'refuse'>,
  current: StatementOfApplicability | undefined,
): Answer {
  if (!actor.roles.includes(signsApplicability)) {
    return { code: 'wrong_role', detail: 'Management signs the statement of applicability, or does not.' };
  }
  if (current?.proposed?.version !== version) return notWaiting(version, current);
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'ApplicabilityRefused', at, by, version, reason }];
}

function takeBack(
  { at, by, actor, version, reason }: CommandOf<'takeBack'>,
  current: StatementOfApplicability | undefined,
): Answer {
  if (!actor.roles.includes(proposesApplicability)) {
    return { code: 'wrong_role', detail: 'Compliance managers take a version back.' };
  }
  if (current?.proposed?.version !== version) return notWaiting(version, current);
  return [{ type: 'ApplicabilityTakenBack', at, by, version, reason }];
}

function notWaiting(version: number, current: StatementOfApplicability | undefined): Refusal {
  return version <= (current?.version ?? 0)
    ? { code: 'already_decided', detail: `Version ${version} has been decided.` }
    : { code: 'invalid', detail: 'There is no such version.' };
}

const stale: Refusal = {
  code: 'stale_revision',
  detail: 'Another version has come into force since the one you saw.',
};

function elapse(
  { proposed, remindAt }: StatementOfApplicability,
  now: Instant,
): StatementOfApplicabilityEvent[] {
  if (proposed === null || !remindAt.some((instant) => instant <= now)) return [];
  return [{ type: 'ApplicabilityReminded', at: now, by: system, version: proposed.version }];
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(
  current: StatementOfApplicability | undefined,
  event: StatementOfApplicabilityEvent,
): StatementOfApplicability {
  const before = current ?? { version: 0, inForce: null, proposed: null, remindAt: [] };
  const { at, by } = event;
  switch (event.type) {
    case 'ApplicabilityProposed': {
      const { version, content, hash, note, remindAt } = event;
      return { ...before, version, proposed: { version, content, hash, note, by, at }, remindAt };
    }
    case 'ApplicabilitySigned': {
      const { proposed } = before;
      if (proposed === null) throw new Error(`version ${event.version} was signed and not put forward`);
      return {
        ...before,
        inForce: { ...proposed, signedBy: by, signedAt: at },
        proposed: null,
        remindAt: [],
      };
    }
    case 'ApplicabilityRefused':
    case 'ApplicabilityTakenBack':
      return { ...before, proposed: null, remindAt: [] };
    case 'ApplicabilityReminded':
      return { ...before, remindAt: remindersAfter(before, at) };
  }
}

/** Whether somebody signs what another has put forward. */
export function maySignApplicability({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.includes(signsApplicability);
}
