import { type Action, action as decider, type ActionEvent } from './action.ts';
import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  toOther,
  type Told,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';
import { partsOf } from './topic.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the action was like until then. */
export function actionNotifications(
  before: Action | undefined,
  seqBefore: number,
  events: readonly ActionEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<Action, ActionEvent> = {
  decider,
  told: (event, _before, action) => [...peopleTold(event, action), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: ActionEvent, { owner, openedBy, subject }: Action): Told[] {
  switch (event.type) {
    case 'ActionOpened':
      // The decision on a request has told owners of its conditions, and its requester, already.
      return partsOf(subject).kind === 'adoption-request' ? [] : toOther('action_assigned', owner, event);
    case 'ActionHandedOver':
      return toOther('action_assigned', owner, event);
    case 'ActionReminded':
      return [toPerson('action_reminder', owner)];
    case 'ActionEscalated':
      return [toPerson('action_reminder', owner), toRole('action_escalated', event.to)];
    case 'ActionCompleted':
      return toOther('action_settled', openedBy, event);
    case 'ActionCalledOff':
      return [...new Set([owner, openedBy])].flatMap((person) => toOther('action_settled', person, event));
  }
}

const publicTypeOf: Record<ActionEvent['type'], PublicEventType | null> = {
  ActionOpened: 'action.opened',
  ActionHandedOver: null,
  ActionReminded: null,
  ActionEscalated: 'action.escalated',
  ActionCompleted: 'action.completed',
  ActionCalledOff: 'action.called_off',
};
