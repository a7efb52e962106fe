import type { Generated } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import type {
  Channel,
  NotificationChannel,
  NotificationKind,
  PublicEventType,
} from '../../domain/notification-kind.ts';
import type { Topic } from '../../domain/topic.ts';

export interface NotificationTable {
  id: Generated<number>;
  stream: string;
  seq: number;
  kind: NotificationKind | PublicEventType;
  /** `person/<id>`, `role/<role>` or `webhooks`. */
  recipient: string;
  about: Role | null;
  /** What it is about: a stream too, as `topicOf` has it. */
  topic: Topic | null;
  at: Instant;
  /** Not before then: a row that could not be relayed lets the others go first. */
  try_at: Instant | null;
  relayed_at: Instant | null;
}

export const deliveryStates = ['pending', 'sent', 'kept', 'failed', 'dropped'] as const;

export interface DeliveryTable {
  id: Generated<string>;
  notification_id: number | null;
  kind: DeliveryKind;
  channel: Channel;
  topic: Topic | null;
  about: Role | null;
  person_id: PersonId | null;
  /** The member of the role in whose place the person is asked, where a role was asked. */
  member_id: PersonId | null;
  /** The role whose shared address it goes to. */
  role: Role | null;
  endpoint_id: string | null;
  /** The digest that will say it. */
  digest_id: string | null;
  digest_on: string | null;
  send_at: Instant | null;
  state: Generated<(typeof deliveryStates)[number]>;
  created_at: Instant;
  /** When its workflow was started. */
  started_at: Instant | null;
  composed_at: Instant | null;
  settled_at: Instant | null;
  attempts: Generated<number>;
  /** Why it was dropped, failed, or has not been taken yet. */
  fault: string | null;
  subject: string | null;
  text: string | null;
  html: string | null;
}

export type DeliveryKind =
  NotificationKind | PublicEventType | 'reminder_digest' | 'vendor_invitation' | 'trust_mail';

export interface RoleTurnTable {
  role: Role;
  person_id: PersonId;
  asked_at: Instant;
}

export interface RoleAddressTable {
  role: Role;
  mail: string | null;
  slack_url: string | null;
}

export interface NotificationChoiceTable {
  person_id: PersonId;
  asks: NotificationChannel;
  reminders: NotificationChannel;
  outcomes: NotificationChannel;
  comments: NotificationChannel;
  reminders_as: 'digest' | 'at_once';
  slack_url: string | null;
}

export interface WebhookEndpointTable {
  id: string;
  url: string;
  event_types: PublicEventType[];
  /** `whsec_` and base64, as Standard Webhooks has it. */
  secret: string;
  /** Signs too until `previous_until`. */
  previous_secret: string | null;
  previous_until: Instant | null;
  enabled: boolean;
  disabled_reason: string | null;
  created_at: Instant;
}
