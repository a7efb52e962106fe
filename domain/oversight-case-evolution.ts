import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import type {
  IncidentDuty,
  MadeDecision,
  OversightCase,
  OversightCaseEvent,
} from './oversight-case-state.ts';
import { hoursAfter } from './oversight-case-time.ts';
import {
  acknowledged,
  assigned,
  disputed,
  escalated,
  handedOver,
  newSeat,
  proposed,
  released,
  reminded,
  seated,
  sought,
} from './oversight-seat.ts';
import { authorityDueAt, type IncidentAudience } from './serious-incident.ts';

type EventOf<Type extends OversightCaseEvent['type']> = Extract<OversightCaseEvent, { type: Type }>;

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(current: OversightCase | undefined, event: OversightCaseEvent): OversightCase {
  if (event.type === 'OversightCaseOpened') return opened(event);
  if (current === undefined)
    throw new Error(`the first event of a case is OversightCaseOpened, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'OversightTermsSet':
      return { ...current, terms: event.terms, first: newSeat({ ...current, terms: event.terms }, 'first') };
    case 'ReviewerAssigned':
      return assigned(current, event);
    case 'ReviewerMissing': {
      const { place, gap: kind, level } = event;
      return seated({ ...current, gap: current.gap ?? { kind, level, at } }, place, { missing: kind });
    }
    case 'ReviewerSought':
      return sought(current, event);
    case 'OversightCaseAcknowledged':
      return acknowledged(current, event);
    case 'ReviewerReminded':
      return reminded(current, event);
    case 'OversightCaseEscalated':
      return escalated(current, event);
    case 'OversightCaseHandedOver':
      return handedOver(current, event);
    case 'ReviewerReleased':
      return released(current, event);
    case 'SecondOpinionAsked':
      return { ...current, secondOpinion: { by, at, note: event.note } };
    case 'DecisionProposed':
      return proposed(current, event);
    case 'DecisionDisputed':
      return disputed(current, event);
    case 'OversightCaseDecided':
      return decided(current, event.decision, at);
    case 'SeriousIncidentReminded':
      return incidentReminded(current, event);
    case 'SeriousIncidentReported':
      return duty(current, event.told, (open) => ({
        ...open,
        told: { at: event.toldAt, by, note: event.note },
      }));
    case 'ClosingReminded':
      return { ...current, closingReminded: true, overdue: true };
    case 'OversightCaseClosed': {
      const { rootCause, correctiveAction } = event;
      return { ...ended(current), state: 'closed', closing: { by, at, rootCause, correctiveAction } };
    }
    case 'OversightCaseCalledOff':
      return { ...ended(current), state: 'called_off', calledOff: { by, at, reason: event.reason } };
  }
}

function opened({ at, by, matter }: EventOf<'OversightCaseOpened'>): OversightCase {
  return {
    state: 'open',
    matter,
    openedAt: at,
    openedBy: by,
    terms: null,
    first: null,
    second: null,
    gap: null,
    revision: 1,
    secondOpinion: null,
    proposal: null,
    disputes: [],
    decision: null,
    incident: null,
    closeBy: null,
    closingReminded: false,
    overdue: false,
    closing: null,
    calledOff: null,
  };
}

function decided(current: OversightCase, decision: MadeDecision, at: Instant): OversightCase {
  const { terms } = current;
  return {
    ...current,
    state: 'decided',
    proposal: null,
    decision,
    overdue: false,
    incident: incidentOf(current, decision, at),
    closeBy: terms === null ? null : daysAfter(at, terms.policy.rules.closeDays),
  };
}

/** Reminded at half of the time that is left, and again at its end. */
function incidentOf(
  { terms }: OversightCase,
  { incident }: MadeDecision,
  at: Instant,
): OversightCase['incident'] {
  if (incident === null) return null;
  const { kind, awareAt } = incident;
  const dutyUntil = (dueAt: Instant): IncidentDuty => {
    const half = new Date((Date.parse(at) + Date.parse(dueAt)) / 2).toISOString();
    return { dueAt, remindAt: half > at ? [half] : [], overdue: false, told: null };
  };
  return {
    kind,
    awareAt,
    provider: dutyUntil(hoursAfter(awareAt, terms?.policy.rules.tellProviderHours ?? 24)),
    authority: dutyUntil(authorityDueAt(kind, awareAt)),
  };
}

/** Once it is overdue, somebody is told every day. */
function incidentReminded(current: OversightCase, event: EventOf<'SeriousIncidentReminded'>): OversightCase {
  const { at, told, overdue } = event;
  const after = duty(current, told, (open) => ({
    ...open,
    overdue,
    remindAt: overdue ? [daysAfter(at, 1)] : open.remindAt.filter((instant) => instant > at),
  }));
  return overdue ? { ...after, overdue: true } : after;
}

function duty(
  current: OversightCase,
  audience: IncidentAudience,
  change: (open: IncidentDuty) => IncidentDuty,
): OversightCase {
  const { incident } = current;
  return incident === null
    ? current
    : { ...current, incident: { ...incident, [audience]: change(incident[audience]) } };
}

function ended(current: OversightCase): OversightCase {
  return { ...current, overdue: false, proposal: null };
}
