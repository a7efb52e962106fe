import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  type Told,
  toOther,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';
import { type ShadowAi, shadowAi as decider, type ShadowAiEvent } from './shadow-ai.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the finding was like until then. */
export function shadowAiNotifications(
  before: ShadowAi | undefined,
  seqBefore: number,
  events: readonly ShadowAiEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<ShadowAi, ShadowAiEvent> = {
  decider,
  told: (event, _before, finding) => [...peopleTold(event, finding), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: ShadowAiEvent, { owner }: ShadowAi): Told[] {
  switch (event.type) {
    case 'ShadowAiFound':
      return toItsOwner('shadow_ai_found', owner);
    case 'ShadowAiHandedOver':
      return toOther('shadow_ai_found', event.owner, event);
    case 'ShadowAiReminded':
      return toItsOwner('shadow_ai_reminder', owner);
    case 'ShadowAiEscalated':
      return [toRole('shadow_ai_escalated', event.to)];
    case 'ShadowAiRegistered':
    case 'ShadowAiBlocked':
    case 'ShadowAiDismissed':
      return owner === null ? [] : toOther('shadow_ai_settled', owner, event);
  }
}

/** To every compliance manager while nobody has it. */
function toItsOwner(kind: 'shadow_ai_found' | 'shadow_ai_reminder', owner: ShadowAi['owner']): Told[] {
  return [owner === null ? toRole(kind, 'compliance_manager') : toPerson(kind, owner)];
}

const publicTypeOf: Record<ShadowAiEvent['type'], PublicEventType | null> = {
  ShadowAiFound: 'shadow_ai.found',
  ShadowAiHandedOver: null,
  ShadowAiReminded: null,
  ShadowAiEscalated: 'shadow_ai.escalated',
  ShadowAiRegistered: 'shadow_ai.registered',
  ShadowAiBlocked: 'shadow_ai.blocked',
  ShadowAiDismissed: 'shadow_ai.dismissed',
};
