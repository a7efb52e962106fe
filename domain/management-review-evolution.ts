import { pending, reminded } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';
import { signingEscalatesTo } from './management-review-time.ts';
import type { ManagementReview, ManagementReviewEvent, Minutes } from './management-review-state.ts';

type EventOf<Type extends ManagementReviewEvent['type']> = Extract<ManagementReviewEvent, { type: Type }>;

const nothingWritten: Minutes = { notes: {}, improvements: '', changes: '', actions: [] };

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(review: ManagementReview | undefined, event: ManagementReviewEvent): ManagementReview {
  if (event.type === 'ManagementReviewOpened') return opened(event);
  if (review === undefined) {
    throw new Error(`the first event of a management review is ManagementReviewOpened, not ${event.type}`);
  }
  const { at, by } = event;
  switch (event.type) {
    case 'MinutesWritten':
      return {
        ...review,
        version: event.version,
        minutes: event.minutes,
        preparers: [...new Set([...review.preparers, by])],
      };
    case 'PreparationReminded':
      return { ...review, remindAt: review.remindAt.filter((instant) => instant > at) };
    case 'PreparationEscalated':
      return { ...review, escalatedAt: at };
    case 'MinutesSubmitted':
      return submitted(review, event);
    case 'SignOffReminded':
      return changed(review, (signOff) => reminded(signOff, at));
    case 'SignOffEscalated':
      return changed(review, (signOff) => ({ ...signOff, escalatedAt: at }));
    case 'ManagementSignedOff':
      return signed(review, event);
    case 'ManagementReviewClosed':
      return { ...review, state: 'closed', ended: { by, at, note: '' } };
    case 'ManagementReviewCalledOff':
      return { ...review, state: 'called_off', ended: { by, at, note: event.reason } };
  }
}

function opened(event: EventOf<'ManagementReviewOpened'>): ManagementReview {
  const { at, by, reason, note, occasion, since, figures, dueAt, remindAt } = event;
  return {
    state: 'preparing',
    reason,
    note,
    occasion,
    openedAt: at,
    openedBy: by,
    since,
    figures,
    dueAt,
    remindAt,
    escalatedAt: null,
    version: 0,
    minutes: nothingWritten,
    preparers: [],
    submission: null,
    signOff: null,
    ended: null,
  };
}

function submitted(review: ManagementReview, event: EventOf<'MinutesSubmitted'>): ManagementReview {
  const { at, by, version, hash, dueAt, remindAt } = event;
  const plan = { role: 'management' as const, dueAt, remindAt, escalateTo: signingEscalatesTo };
  return {
    ...review,
    state: 'signing',
    preparers: [...new Set([...review.preparers, by])],
    submission: { version, hash, by, at },
    signOff: pending(plan),
  };
}

function signed(review: ManagementReview, event: EventOf<'ManagementSignedOff'>): ManagementReview {
  const { at, by, version: revision, decision, comment, capacity, again } = event;
  const made = { at, by, revision, decision, comment, capacity, conditions: [] };
  const after = changed(review, (signOff) => ({ ...signOff, made, remindAt: [] }));
  return again === null ? after : { ...after, state: 'preparing', escalatedAt: null, ...again };
}

function changed(review: ManagementReview, change: (signOff: SignOff) => SignOff): ManagementReview {
  return review.signOff === null ? review : { ...review, signOff: change(review.signOff) };
}
