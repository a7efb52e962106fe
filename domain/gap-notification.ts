import type { PublicEventType } from './notification-kind.ts';
import { gap, gapEscalatesTo } from './gap.ts';
import type { Gap, GapEvent } from './gap-state.ts';
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

/** Who must be told of events that follow `seqBefore`, where `before` is what the gap was like until then. */
export function gapNotifications(
  before: Gap | undefined,
  seqBefore: number,
  events: readonly GapEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<Gap, GapEvent> = {
  decider: gap,
  told: (event, before, current) => [
    ...peopleTold(event, before, current),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(event: GapEvent, before: Gap | undefined, { owner, escalatedAt }: Gap): Told[] {
  switch (event.type) {
    case 'GapOpened':
      return toItsOwner('gap_opened', owner);
    case 'GapCounted':
      return event.failing === 0 && before?.counted.failing !== 0 ? toItsOwner('gap_passes', owner) : [];
    case 'GapAssigned':
      return toOther('gap_opened', event.owner, event);
    case 'GapReminded':
      return toItsOwner('gap_reminder', owner);
    case 'GapEscalated':
      return [toRole('gap_escalated', event.to)];
    case 'GapClosed':
    case 'GapWithdrawn':
      return [
        ...(owner === null ? [] : toOther('gap_settled', owner, event)),
        ...(escalatedAt === null ? [] : [toRole('gap_settled', gapEscalatesTo)]),
      ];
    case 'GapPlanned':
      return [];
  }
}

/** To every compliance manager while nobody has it. */
function toItsOwner(kind: 'gap_opened' | 'gap_passes' | 'gap_reminder', owner: Gap['owner']): Told[] {
  return [owner === null ? toRole(kind, 'compliance_manager') : toPerson(kind, owner)];
}

const publicTypeOf: Record<GapEvent['type'], PublicEventType | null> = {
  GapOpened: 'gap.opened',
  GapCounted: null,
  GapAssigned: null,
  GapPlanned: null,
  GapReminded: null,
  GapEscalated: 'gap.escalated',
  GapClosed: 'gap.closed',
  GapWithdrawn: 'gap.withdrawn',
};
