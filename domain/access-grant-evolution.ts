import type { AccessGrant, AccessGrantEvent } from './access-grant-state.ts';

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(current: AccessGrant | undefined, event: AccessGrantEvent): AccessGrant {
  if (event.type === 'AccessAsked') return asked(event);
  if (current === undefined)
    throw new Error(`the first event of an access grant is AccessAsked, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'AccessVerified': {
      const { nda, decideBy, lapsesAt, remindAt } = event;
      return { ...current, state: 'waiting', verifiedAt: at, nda, decideBy, lapsesAt, remindAt };
    }
    case 'AccessDecisionReminded':
    case 'AccessEndingSoon':
      return { ...current, remindAt: current.remindAt.filter((instant) => instant > at) };
    case 'AccessDecisionEscalated':
      return { ...current, escalatedAt: at };
    case 'AccessGranted': {
      const { endsAt, remindAt } = event;
      return {
        ...current,
        state: 'granted',
        grantedAt: at,
        endsAt,
        remindAt,
        decision: { by, at, reason: '' },
      };
    }
    case 'AccessExpired':
      return { ...current, state: 'expired', remindAt: [] };
    case 'AccessRefused':
      return { ...current, state: 'refused', remindAt: [], decision: { by, at, reason: event.reason } };
    case 'AccessRevoked':
      return { ...current, state: 'revoked', remindAt: [], decision: { by, at, reason: event.reason } };
    case 'AccessLapsed':
      return { ...current, state: 'lapsed', remindAt: [] };
  }
}

function asked(event: Extract<AccessGrantEvent, { type: 'AccessAsked' }>): AccessGrant {
  const { at, stakeholder, documents, owner, needsNda, renews, verifyBy } = event;
  return {
    state: 'verifying',
    stakeholder,
    documents,
    owner,
    needsNda,
    renews,
    askedAt: at,
    verifyBy,
    verifiedAt: null,
    nda: null,
    decideBy: null,
    lapsesAt: null,
    remindAt: [],
    escalatedAt: null,
    grantedAt: null,
    endsAt: null,
    decision: null,
  };
}
