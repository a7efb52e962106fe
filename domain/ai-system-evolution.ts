import type { AiSystem, AiSystemEvent, ApprovedUse, OpenChange, ReviewPlan } from './ai-system-state.ts';
import type { PersonId } from './decider.ts';
import { changeSignOff, pending, reminded } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

type EventOf<Type extends AiSystemEvent['type']> = Extract<AiSystemEvent, { type: Type }>;

/** What each event means for the system. Never refuses: what happened, happened. */
export function evolve(current: AiSystem | undefined, event: AiSystemEvent): AiSystem {
  if (event.type === 'AiSystemOpened') return opened(event);
  if (current === undefined)
    throw new Error(`the first event of an AI system is AiSystemOpened, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'AiSystemAmended':
      return amended(current, event);
    case 'AiSystemWentLive':
      return { ...current, state: 'live', liveSince: current.liveSince ?? at };
    case 'AiSystemSuspended': {
      const { reason, note, case: stoppedBy } = event;
      const suspension = { reason, note, by, at, ...(stoppedBy !== undefined && { case: stoppedBy }) };
      return { ...current, state: 'suspended', suspension };
    }
    case 'AiSystemResumed':
      return { ...current, state: 'live', suspension: null };
    case 'AiSystemReviewed':
      return { ...current, ...reviewClock(event.next) };
    case 'AiSystemReviewReminded':
      return { ...current, reviewRemindAt: current.reviewRemindAt.filter((instant) => instant > at) };
    case 'AiSystemReviewOverdue':
      return { ...current, reviewOverdueAt: at };
    case 'AiSystemChangeDeclared':
      return { ...current, declared: event.number, changes: [...current.changes, declared(event)] };
    case 'AiSystemSignedOff':
      return signedOff(current, event);
    case 'AiSystemSignOffReminded':
      return changed(current, event, (signOff) => reminded(signOff, at));
    case 'AiSystemSignOffEscalated':
      return changed(current, event, (signOff) => ({ ...signOff, escalatedAt: at }));
    case 'JoiningAsked': {
      const { number, person, reason, dueAt } = event;
      const joining = { number, person, reason, askedAt: at, dueAt, escalatedAt: null };
      return { ...current, asked: number, joinings: [...current.joinings, joining] };
    }
    case 'JoiningEscalated':
      return {
        ...current,
        joinings: current.joinings.map((one) =>
          one.number === event.number ? { ...one, escalatedAt: at } : one,
        ),
      };
    case 'UserAdmitted':
      return withoutJoining(withPeople(current, [...peopleOf(current), event.person]), event.number);
    case 'JoiningDeclined':
      return withoutJoining(current, event.number);
    case 'UserRemoved':
      return withPeople(
        current,
        peopleOf(current).filter((person) => person !== event.person),
      );
    case 'BoundariesSet':
      return { ...current, boundaries: event.boundaries };
    case 'TrainingRequired':
      return { ...current, training: event.training };
    case 'AiSystemHandedOver':
      return { ...current, owner: event.owner };
    case 'AiSystemDecommissioned':
      return {
        ...current,
        state: 'decommissioned',
        suspension: null,
        changes: [],
        joinings: [],
        decommissioned: { by, at, reason: event.reason },
      };
  }
}

function opened({ at, ...event }: EventOf<'AiSystemOpened'>): AiSystem {
  return {
    state: 'approved',
    ...standing(event),
    requests: [event.request],
    boundaries: [],
    training: [],
    openedAt: at,
    liveSince: null,
    suspension: null,
    changes: [],
    declared: 0,
    joinings: [],
    asked: 0,
    decommissioned: null,
  };
}

/** People who were admitted one by one stay admitted: the new scope says for what. */
function amended(current: AiSystem, event: EventOf<'AiSystemAmended'>): AiSystem {
  const amendedTo = { ...current, ...standing(event), requests: [...current.requests, event.request] };
  return withPeople(amendedTo, [...event.scope.users.people, ...peopleOf(current)]);
}

function standing(use: ApprovedUse) {
  const { name, provider, model, title, tier, owner, vendor, currency, scope, reviewMonths, review } = use;
  const facts = { name, provider, model, title, tier, owner, vendor, currency, scope, reviewMonths };
  return { ...facts, ...reviewClock(review) };
}

function reviewClock({ nextReviewAt, remindAt, lapsesAt }: ReviewPlan) {
  return { nextReviewAt, reviewRemindAt: remindAt, reviewOverdueAt: null, reviewLapsesAt: lapsesAt };
}

function declared(event: EventOf<'AiSystemChangeDeclared'>): OpenChange {
  const { number, change, note, by, at, plan, suspendAt } = event;
  return { number, change, note, by, at, signOffs: plan.map(pending), suspendAt };
}

/** A change is over once everybody has signed it, and stays open where somebody rejects it. */
function signedOff(current: AiSystem, event: EventOf<'AiSystemSignedOff'>): AiSystem {
  const { decision, comment, by, at, capacity, change: revision } = event;
  const made = { decision, revision, comment, conditions: [], by, capacity, at };
  const signed = changed(current, event, (signOff) => ({ ...signOff, made, remindAt: [] }));
  const isOpen = ({ signOffs }: OpenChange) => signOffs.some((one) => one.made?.decision !== 'approve');
  return { ...signed, changes: signed.changes.filter(isOpen) };
}

function changed(
  current: AiSystem,
  { change, role }: Pick<EventOf<'AiSystemSignedOff'>, 'change' | 'role'>,
  alter: (signOff: SignOff) => SignOff,
): AiSystem {
  const changes = current.changes.map((one) =>
    one.number === change ? { ...one, signOffs: changeSignOff(one.signOffs, role, alter) } : one,
  );
  return { ...current, changes };
}

function withoutJoining(current: AiSystem, number: number): AiSystem {
  return { ...current, joinings: current.joinings.filter((one) => one.number !== number) };
}

function peopleOf({ scope }: AiSystem): PersonId[] {
  return scope.users.people;
}

function withPeople(current: AiSystem, people: PersonId[]): AiSystem {
  const users = { ...current.scope.users, people: [...new Set(people)] };
  return { ...current, scope: { ...current.scope, users } };
}
