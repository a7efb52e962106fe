import { remindersAfter } from './due.ts';
import type { Gap, GapEvent } from './gap-state.ts';

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(current: Gap | undefined, event: GapEvent): Gap {
  if (event.type === 'GapOpened') return opened(event);
  if (current === undefined) throw new Error(`the first event of a gap is GapOpened, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'GapCounted': {
      const { population, failing } = event;
      return { ...current, counted: { population, failing, at } };
    }
    case 'GapAssigned':
      return { ...current, owner: event.owner };
    case 'GapPlanned': {
      const { text, dueAt, remindAt } = event;
      return { ...current, plan: { text, by, at }, dueAt, remindAt, escalatedAt: null };
    }
    case 'GapReminded':
      return { ...current, remindAt: remindersAfter(current, at) };
    case 'GapEscalated':
      return { ...current, escalatedAt: at };
    case 'GapClosed': {
      const { cause, correction } = event;
      return { ...current, state: 'closed', settled: { by, at, cause, correction } };
    }
    case 'GapWithdrawn':
      return { ...current, state: 'withdrawn', settled: { by, at, cause: '', correction: event.reason } };
  }
}

function opened(event: Extract<GapEvent, { type: 'GapOpened' }>): Gap {
  const { at, statement, number, owner, population, failing, dueAt, remindAt } = event;
  return {
    state: 'open',
    statement,
    number,
    counted: { population, failing, at },
    owner,
    openedAt: at,
    dueAt,
    remindAt,
    escalatedAt: null,
    plan: null,
    settled: null,
  };
}
