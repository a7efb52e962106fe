/** What people are told of. */
export const notificationKinds = [
  'sign_off_requested',
  'sign_off_reminder',
  'sign_off_escalated',
  'changes_requested',
  'decided',
  'condition_assigned',
  'closed_as_prohibited',
  'reopened',
  'withdrawn',
  'expired',
  'comment_added',
  'delegation_granted',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What programs outside are told of, by the names that they know. */
export const publicEventTypes = [
  'adoption_request.submitted',
  'adoption_request.amended',
  'adoption_request.signed_off',
  'adoption_request.escalated',
  'adoption_request.decided',
  'adoption_request.closed_as_prohibited',
  'adoption_request.reopened',
  'adoption_request.withdrawn',
  'adoption_request.expired',
] as const;
export type PublicEventType = (typeof publicEventTypes)[number];

/** Those that ask for a sign-off, in whatever tone: nobody wants one once the sign-off is not waited for any more. */
export const asks = ['sign_off_requested', 'sign_off_reminder', 'sign_off_escalated'] as const;

/** The ways to a person; `none` is one too. */
export const notificationChannels = ['mail', 'slack', 'none'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

/** The ways on which something is sent. */
export type Channel = 'mail' | 'slack' | 'webhook';

/** What a person can choose a way for, as one. */
export const notificationGroups = ['asks', 'reminders', 'outcomes', 'comments'] as const;
export type NotificationGroup = (typeof notificationGroups)[number];

export const groupOf: Record<NotificationKind, NotificationGroup> = {
  sign_off_requested: 'asks',
  sign_off_escalated: 'asks',
  delegation_granted: 'asks',
  sign_off_reminder: 'reminders',
  changes_requested: 'outcomes',
  decided: 'outcomes',
  condition_assigned: 'outcomes',
  closed_as_prohibited: 'outcomes',
  reopened: 'outcomes',
  withdrawn: 'outcomes',
  expired: 'outcomes',
  comment_added: 'comments',
};

/** Which way each group takes to a person, and whether reminders come together once a day or one by one. */
export type NotificationChoice = Record<NotificationGroup, NotificationChannel> & {
  remindersAs: 'digest' | 'at_once';
};

/** What holds for whoever has chosen nothing. */
export const defaultChoice: NotificationChoice = {
  asks: 'mail',
  reminders: 'mail',
  outcomes: 'mail',
  comments: 'mail',
  remindersAs: 'digest',
};
