import type { Instant, PersonId } from './decider.ts';
import type { PublicEventType } from './notification-kind.ts';

/** Who had programs told of what. Of the URL the origin alone is on record: paths of such URLs are often secrets. */
export type WebhookEndpointEvent = { at: Instant; by: PersonId } & (
  | { type: 'WebhookEndpointAdded'; origin: string; eventTypes: PublicEventType[] }
  | { type: 'WebhookEndpointChanged'; origin: string; eventTypes: PublicEventType[]; enabled: boolean }
  | { type: 'WebhookEndpointDisabled'; reason: string }
  | { type: 'WebhookSecretRotated' }
  | { type: 'WebhookReplayed'; since: Instant; deliveries: number }
);
