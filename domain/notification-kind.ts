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
  'risk_assigned',
  'risks_proposed',
  'risk_reopened',
  'risk_reminder',
  'risk_escalated',
  'risk_acceptance_requested',
  'risk_acceptance_reminder',
  'risk_acceptance_ended',
  'risk_accepted',
  'risk_closed',
  'risk_action_assigned',
  'risk_action_reminder',
  'risk_action_escalated',
  'action_assigned',
  'action_reminder',
  'action_escalated',
  'action_settled',
  'vendor_assigned',
  'vendor_answers_requested',
  'vendor_answers_reminder',
  'vendor_answers_overdue',
  'vendor_answers_submitted',
  'vendor_sign_off_requested',
  'vendor_sign_off_reminder',
  'vendor_sign_off_escalated',
  'vendor_changes_requested',
  'vendor_decided',
  'vendor_lapsed',
  'vendor_certificate_expired',
  'vendor_off_boarded',
  'vendor_no_longer_approved',
  'vendor_reported',
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
  'risk.identified',
  'risk.assessed',
  'risk.treatment_chosen',
  'risk.accepted',
  'risk.acceptance_ended',
  'risk.escalated',
  'risk.closed',
  'risk.reopened',
  'action.opened',
  'action.escalated',
  'action.completed',
  'action.called_off',
  'vendor.registered',
  'vendor.reported',
  'vendor.assessment_started',
  'vendor.answers_submitted',
  'vendor.signed_off',
  'vendor.escalated',
  'vendor.decided',
  'vendor.lapsed',
  'vendor.certificate_expired',
  'vendor.off_boarded',
] as const;
export type PublicEventType = (typeof publicEventTypes)[number];

/** Those that ask for a sign-off of an adoption request, in whatever tone: nobody wants one once the sign-off is not waited for any more. */
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
  risk_assigned: 'asks',
  risks_proposed: 'asks',
  risk_reopened: 'asks',
  risk_reminder: 'reminders',
  risk_escalated: 'asks',
  risk_acceptance_requested: 'asks',
  risk_acceptance_reminder: 'reminders',
  risk_acceptance_ended: 'asks',
  risk_accepted: 'outcomes',
  risk_closed: 'outcomes',
  risk_action_assigned: 'asks',
  risk_action_reminder: 'reminders',
  risk_action_escalated: 'asks',
  action_assigned: 'asks',
  action_reminder: 'reminders',
  action_escalated: 'asks',
  action_settled: 'outcomes',
  vendor_assigned: 'asks',
  vendor_answers_requested: 'asks',
  vendor_answers_reminder: 'reminders',
  vendor_answers_overdue: 'asks',
  vendor_answers_submitted: 'outcomes',
  vendor_sign_off_requested: 'asks',
  vendor_sign_off_reminder: 'reminders',
  vendor_sign_off_escalated: 'asks',
  vendor_changes_requested: 'asks',
  vendor_decided: 'outcomes',
  vendor_lapsed: 'outcomes',
  vendor_certificate_expired: 'outcomes',
  vendor_off_boarded: 'outcomes',
  vendor_no_longer_approved: 'outcomes',
  vendor_reported: 'outcomes',
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
