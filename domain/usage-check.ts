import type { DataClass } from './adoption-request-content.ts';
import type { AiSystemState } from './ai-system-state.ts';
import type { Competence } from './course.ts';
import type { PersonId } from './decider.ts';
import type { UseRule } from './policy-text.ts';

/** May this person use this system for this purpose with this data, now? */
export interface UsageQuestion {
  /** By id or user name. */
  person: string;
  /** By id or by its name in the inventory. */
  system: string;
  purpose: string;
  dataClass: DataClass;
}

/** Why not; each says something else that would have to be mended. */
export const denialReasons = [
  'unknown_person',
  'unknown_system',
  'not_in_use_yet',
  'suspended',
  'decommissioned',
  'purpose_out_of_scope',
  'data_class_out_of_scope',
  'user_out_of_scope',
  'policy_not_acknowledged',
  'training_missing',
  'training_lapsed',
  'prohibited_use',
] as const;
export type DenialReason = (typeof denialReasons)[number];

/** A reason with what it is about: a policy, a competence, or the system itself. */
export interface Denial {
  reason: DenialReason;
  detail: string;
  /** The policy that it rests on. */
  policy?: string;
  competence?: Competence;
}

/** What the registers say of what a question names. */
export interface UseFacts {
  /** Undefined for who is not in the directory, or has left. */
  person: PersonId | undefined;
  system: SystemFacts | undefined;
  /** Policies whose version in force this person was to acknowledge by now. */
  overdue: { policy: string; title: string }[];
  /** What the system asks people to be trained for. */
  training: { competence: Competence; trained: boolean; before: boolean }[];
  /** What policies in force prohibit. */
  prohibitions: { policy: string; rule: UseRule }[];
}

export interface SystemFacts {
  id: string;
  name: string;
  state: AiSystemState;
  suspension: string | null;
  purposes: string[];
  dataClasses: DataClass[];
  /** Whether the person is among those whom it is approved for. */
  isUser: boolean;
}

/** Every reason against the use; none is a yes. Where something is not known, the answer is no. */
export function denialsOf(question: UsageQuestion, facts: UseFacts): Denial[] {
  const { person, system, overdue, training, prohibitions } = facts;
  return [
    ...(person === undefined
      ? [denial('unknown_person', `Nobody in the directory is called ${question.person}.`)]
      : []),
    ...(system === undefined
      ? [denial('unknown_system', `${question.system} is not in the inventory.`)]
      : [...stateDenials(system), ...scopeDenials(question, system)]),
    ...overdue.map(({ policy, title }) => ({
      ...denial('policy_not_acknowledged', `“${title}” was to be acknowledged by now.`),
      policy,
    })),
    ...training
      .filter(({ trained }) => !trained)
      .map(({ competence, before }) => ({
        ...(before
          ? denial('training_lapsed', `The training for ${competence} has run out.`)
          : denial('training_missing', `There is no training for ${competence}.`)),
        competence,
      })),
    ...prohibitions
      .filter(({ rule }) => applies(rule, question, system))
      .map(({ policy, rule }) => ({ ...denial('prohibited_use', rule.statement), policy })),
  ];
}

function denial(reason: DenialReason, detail: string): Denial {
  return { reason, detail };
}

function stateDenials({ name, state, suspension }: SystemFacts): Denial[] {
  switch (state) {
    case 'live':
      return [];
    case 'approved':
      return [denial('not_in_use_yet', `${name} is approved, and has not been taken into use yet.`)];
    case 'suspended':
      return [denial('suspended', `${name} is suspended: ${suspension ?? 'no reason is on record.'}`)];
    case 'decommissioned':
      return [denial('decommissioned', `${name} is decommissioned.`)];
  }
}

function scopeDenials({ purpose, dataClass }: UsageQuestion, system: SystemFacts): Denial[] {
  const { name, purposes, dataClasses, isUser } = system;
  return [
    ...(purposes.some((one) => keyOf(one) === keyOf(purpose))
      ? []
      : [denial('purpose_out_of_scope', `${name} is approved for: ${purposes.join(', ')}.`)]),
    ...(dataClasses.includes(dataClass)
      ? []
      : [
          denial(
            'data_class_out_of_scope',
            `${name} is approved for data that is: ${dataClasses.join(', ')}.`,
          ),
        ]),
    ...(isUser ? [] : [denial('user_out_of_scope', `This person is not among the users of ${name}.`)]),
  ];
}

/** Everything that a rule names must apply; an empty list names everything. Key words of a purpose may stand within it. */
function applies(
  { effect, dataClasses, systems, purposes }: UseRule,
  { purpose, dataClass, system: named }: UsageQuestion,
  system: SystemFacts | undefined,
): boolean {
  const called = keyOf(system?.name ?? named);
  return (
    effect === 'prohibited' &&
    (dataClasses.length === 0 || dataClasses.includes(dataClass)) &&
    (systems.length === 0 || systems.some((one) => keyOf(one) === called)) &&
    (purposes.length === 0 || purposes.some((one) => keyOf(purpose).includes(keyOf(one))))
  );
}

function keyOf(words: string): string {
  return words.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
