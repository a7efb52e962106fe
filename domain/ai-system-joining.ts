import type { AiSystem, AiSystemCommand, AiSystemEvent } from './ai-system-state.ts';
import type { Decision } from './decider.ts';

type CommandOf<Type extends AiSystemCommand['type']> = Extract<AiSystemCommand, { type: Type }>;
type Answer = Decision<AiSystemEvent>;

/** The short lane: who wishes to use a system just as it is approved needs no request of their own, only its owner's word. */
export function askToJoin(command: CommandOf<'askToJoin'>, current: AiSystem): Answer {
  const { at, by, person, reason, dueAt } = command;
  const { everyone, people } = current.scope.users;
  if (everyone || people.includes(person)) {
    return { code: 'already_decided', detail: 'You may use it already.' };
  }
  if (current.joinings.some((joining) => joining.person === person)) {
    return { code: 'already_decided', detail: 'You have asked already.' };
  }
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say what for.' };
  return [{ type: 'JoiningAsked', at, by, number: current.asked + 1, person, reason, dueAt }];
}

/** The owner answers; once they are late, compliance managers may too. Nobody answers themselves. */
export function answerJoining(command: CommandOf<'answerJoining'>, current: AiSystem): Answer {
  const { at, by, actor, joining: number, admit, note } = command;
  const joining = current.joinings.find((one) => one.number === number);
  const isLate = joining !== undefined && joining.escalatedAt !== null;
  const standsIn = isLate && actor.roles.includes('compliance_manager');
  if (actor.person !== current.owner && !standsIn) {
    return { code: 'wrong_role', detail: 'Its owner says who joins.' };
  }
  if (joining === undefined) {
    const detail = number <= current.asked ? 'This has been answered already.' : 'Nobody has asked that.';
    return { code: 'already_decided', detail };
  }
  if (joining.person === actor.person) {
    return { code: 'segregation_of_duties', detail: 'Nobody answers what they asked for themselves.' };
  }
  if (!admit && note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say why not.' };
  const { person } = joining;
  return [{ type: admit ? 'UserAdmitted' : 'JoiningDeclined', at, by, number, person, note }];
}

/** Takes back what was given to one person; a team's part in the scope is the request's to say. */
export function removeUser(
  { at, by, actor, person, reason }: CommandOf<'removeUser'>,
  current: AiSystem,
): Answer {
  if (actor.person !== current.owner && !actor.roles.includes('compliance_manager')) {
    return { code: 'wrong_role', detail: 'Its owner and compliance managers say who no longer uses it.' };
  }
  if (!current.scope.users.people.includes(person)) {
    return { code: 'unchanged', detail: 'This person has no place of their own in its scope.' };
  }
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'UserRemoved', at, by, person, reason }];
}
