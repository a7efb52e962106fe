import { describe, expect, it } from 'vitest';
import { actionNotifications } from '../../domain/action-notification.ts';
import { action as decider, type ActionEvent } from '../../domain/action.ts';
import { fold } from '../../domain/decider.ts';
import { lineOf } from './told.ts';

const at = '2027-01-04T09:00:00.000Z';
const opened: ActionEvent = {
  type: 'ActionOpened',
  at,
  by: 'setter',
  subject: 'vendor/1',
  text: 'Send the certificate',
  owner: 'owner',
  dueAt: '2027-02-04T09:00:00.000Z',
  remindAt: [],
  escalateTo: 'compliance_manager',
};

const toldOf = (event: ActionEvent) =>
  actionNotifications(fold(decider, undefined, [opened]), 1, [event]).map(lineOf);

describe('who is told of an action', () => {
  it('its owner, when somebody else has set it, save where the decision on a request has said so', () => {
    const told = (opening: ActionEvent) => actionNotifications(undefined, 0, [opening]).map(lineOf);
    expect(told(opened)).toEqual(['action_assigned to owner', 'action.opened']);
    expect(told({ ...opened, by: 'owner' })).toEqual(['action.opened']);
    expect(told({ ...opened, subject: 'adoption-request/1' })).toEqual(['action.opened']);
  });

  it('whoever it is handed to, unless they took it', () => {
    expect(toldOf({ type: 'ActionHandedOver', at, by: 'owner', owner: 'olga' })).toEqual([
      'action_assigned to olga',
    ]);
    expect(toldOf({ type: 'ActionHandedOver', at, by: 'olga', owner: 'olga' })).toEqual([]);
  });

  it('its owner as its day comes near and passes, and then whom it escalates to', () => {
    const { dueAt } = opened;
    const system = { at, by: 'system' };
    expect(toldOf({ type: 'ActionReminded', ...system, dueAt, overdue: false })).toEqual([
      'action_reminder to owner',
    ]);
    expect(toldOf({ type: 'ActionEscalated', ...system, to: 'compliance_manager' })).toEqual([
      'action_reminder to owner',
      'action_escalated to compliance_manager',
      'action.escalated',
    ]);
  });

  it('whoever set it, when it is done; and its owner, when it is called off', () => {
    expect(toldOf({ type: 'ActionCompleted', at, by: 'owner', note: 'Sent' })).toEqual([
      'action_settled to setter',
      'action.completed',
    ]);
    expect(toldOf({ type: 'ActionCompleted', at, by: 'setter', note: 'Sent' })).toEqual(['action.completed']);
    expect(toldOf({ type: 'ActionCalledOff', at, by: 'chris', reason: 'Off' })).toEqual([
      'action_settled to owner',
      'action_settled to setter',
      'action.called_off',
    ]);
  });
});
