import type { Instant, PersonId, Refusal } from './decider.ts';
import type { Actor, Capacity, Role, SignOffRole } from './identity.ts';

export const signOffDecisions = ['approve', 'approve_with_conditions', 'reject', 'request_changes'] as const;
export type SignOffDecision = (typeof signOffDecisions)[number];

/** Something that must be done for an approval to hold, with who does it by when (a local date). */
export interface ApprovalCondition {
  text: string;
  owner: PersonId;
  dueOn: string;
  /** A course that its owner, and the teams that are to use the system, must have completed for it to be met. */
  course?: string;
}

/** A sign-off as it was made: what it said, about which revision, by whom and in which capacity. */
export interface MadeSignOff {
  decision: SignOffDecision;
  revision: number;
  comment: string;
  conditions: ApprovalCondition[];
  by: PersonId;
  capacity: Capacity;
  at: Instant;
}

/** One required role: its clock, and its sign-off once it has been made. */
export interface SignOff {
  role: SignOffRole;
  dueAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  remindersSent: number;
  escalateTo: Role;
  escalatedAt: Instant | null;
  made: MadeSignOff | null;
}

/** What is to be signed off, as far as it matters for who may: nobody signs what they asked for. */
export interface SignOffMatter {
  requester: PersonId;
  signOffs: readonly SignOff[];
  /** Roles that one person has here alone, whoever else holds them in the organisation. */
  holders: Partial<Record<SignOffRole, PersonId>>;
}

/**
 * The capacity in which `actor` may sign for the role, or why not. Own role comes before delegation, delegation before
 * escalation. Segregation of duties: nobody signs their own request, and nobody fills two of its roles, as themselves
 * or through a delegation on either side.
 */
export function capacityToSign(matter: SignOffMatter, signOff: SignOff, actor: Actor): Capacity | Refusal {
  const open = capacitiesOf(matter, signOff, actor);
  if (open.length === 0) {
    return {
      code: 'wrong_role',
      detail: `You do not hold ${signOff.role} here, nor stand in for someone who does.`,
    };
  }
  const conflicts = open.map((capacity) => dutyConflict(matter, signOff.role, actor.person, capacity));
  const free = open.find((_, index) => conflicts[index] === undefined);
  return free ?? { code: 'segregation_of_duties', detail: conflicts[0] ?? 'Duties are segregated.' };
}

function capacitiesOf(
  { holders }: SignOffMatter,
  { role, escalateTo, escalatedAt }: SignOff,
  actor: Actor,
): Capacity[] {
  const capacities: Capacity[] = [];
  const holds = (person: PersonId) => (holders[role] ?? person) === person;
  if (actor.roles.includes(role) && holds(actor.person)) capacities.push({ kind: 'own' });
  for (const { person, delegation, roles } of actor.actsFor) {
    if (roles.includes(role) && holds(person)) capacities.push({ kind: 'delegate', of: person, delegation });
  }
  if (escalatedAt !== null && actor.roles.includes(escalateTo)) {
    capacities.push({ kind: 'escalation', contact: escalateTo });
  }
  return capacities;
}

function dutyConflict(
  { requester, signOffs }: SignOffMatter,
  role: SignOffRole,
  person: PersonId,
  capacity: Capacity,
): string | undefined {
  const involved = capacity.kind === 'delegate' ? [person, capacity.of] : [person];
  if (involved.includes(requester)) return 'Nobody signs off their own request.';
  const other = signOffs.find(
    (signOff) =>
      signOff.role !== role && signatories(signOff).some((signatory) => involved.includes(signatory)),
  );
  return (
    other && `The same person has already signed for ${other.role}; nobody fills two roles on one request.`
  );
}

/** Everyone who counts as having filled the role: who signed and, for a delegate, who they signed for. */
export function signatories({ made }: SignOff): PersonId[] {
  if (made === null) return [];
  return made.capacity.kind === 'delegate' ? [made.by, made.capacity.of] : [made.by];
}

/** What is wrong with the words of a sign-off, whoever makes it. */
export function wordingFault({
  decision,
  comment,
  conditions,
}: Pick<MadeSignOff, 'decision' | 'comment' | 'conditions'>): Refusal | undefined {
  const silent = comment.trim() === '';
  if (silent && (decision === 'reject' || decision === 'request_changes')) {
    return { code: 'invalid', pointer: '/comment', detail: `To ${decision.replace('_', ' ')}, say why.` };
  }
  if (decision === 'approve_with_conditions' && conditions.length === 0) {
    return { code: 'invalid', pointer: '/conditions', detail: 'Name at least one condition.' };
  }
  if (decision !== 'approve_with_conditions' && conditions.length > 0) {
    return {
      code: 'invalid',
      pointer: '/conditions',
      detail: 'Conditions go with approve_with_conditions only.',
    };
  }
  return undefined;
}
