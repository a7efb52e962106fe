import type { DeliveryState } from '../../../db/delivery-list.ts';
import type { RequestState } from '../../../domain/adoption-request-state.ts';
import type { Tier } from '../../../domain/triage.ts';
import { stateWords, tierWords } from '../words.ts';

/** A state as a word with a shape of its own: it reads the same in black and white. */
export function Mark({ shape, tone, children }: { shape: Shape; tone: Tone; children: string }) {
  return (
    <span class={`mark mark-${tone}`}>
      <svg class="mark-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={shapes[shape]} />
        {shape.startsWith('bar') && <path class="ghost" d={shapes.bar4} />}
      </svg>
      {children}
    </span>
  );
}

export type Tone = 'good' | 'bad' | 'waiting' | 'attention' | 'quiet';

/** Outlines on a square of 16, drawn with a stroke. */
const shapes = {
  tick: 'M3 8.5l3.2 3.3L13 4.6',
  tickWithDot: 'M2.5 8.5l2.9 3L11 5M13.4 11.6v.2',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2.2a5.8 5.8 0 1 0 .01 0M8 4.8V8l2.3 1.6',
  ring: 'M8 3a5 5 0 1 0 .01 0',
  back: 'M7 3.5L3 7.5l4 4M3 7.5h6.5a3.5 3.5 0 0 1 0 7H8',
  stop: 'M5.5 2.2h5l3.3 3.3v5l-3.3 3.3h-5L2.2 10.5v-5zM4.2 4.2l7.6 7.6',
  dash: 'M3.5 8h9',
  alert: 'M8 2.5l6 11H2zM8 6.8v3M8 11.8v.1',
  bar1: 'M2.5 13.5v-2.5',
  bar2: 'M2.5 13.5v-2.5M6.2 13.5V8.5',
  bar3: 'M2.5 13.5v-2.5M6.2 13.5V8.5M9.9 13.5V5.5',
  bar4: 'M2.5 13.5v-2.5M6.2 13.5V8.5M9.9 13.5V5.5M13.6 13.5V2.5',
};
export type Shape = keyof typeof shapes;

const stateMarks: Record<RequestState, [Shape, Tone]> = {
  in_review: ['clock', 'waiting'],
  changes_requested: ['back', 'attention'],
  approved: ['tick', 'good'],
  approved_with_conditions: ['tickWithDot', 'good'],
  rejected: ['cross', 'bad'],
  prohibited: ['stop', 'bad'],
  withdrawn: ['dash', 'quiet'],
  expired: ['ring', 'quiet'],
};

export function StateMark({ state }: { state: RequestState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {stateWords[state]}
    </Mark>
  );
}

const tierMarks: Record<Tier, [Shape, Tone]> = {
  low: ['bar1', 'quiet'],
  medium: ['bar2', 'quiet'],
  high: ['bar3', 'attention'],
  critical: ['bar4', 'bad'],
  prohibited: ['stop', 'bad'],
};

export function TierMark({ tier }: { tier: Tier }) {
  const [shape, tone] = tierMarks[tier];
  return (
    <Mark shape={shape} tone={tone}>
      {tierWords[tier]}
    </Mark>
  );
}

export type DelegationStanding = 'in_force' | 'coming' | 'past' | 'revoked';

const delegationMarks: Record<DelegationStanding, [Shape, Tone, string]> = {
  in_force: ['tick', 'good', 'In force'],
  coming: ['clock', 'waiting', 'Coming'],
  past: ['dash', 'quiet', 'Past'],
  revoked: ['cross', 'quiet', 'Ended early'],
};

export function DelegationMark({ standing }: { standing: DelegationStanding }) {
  const [shape, tone, words] = delegationMarks[standing];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

/** Whether somebody is a member of the organisation still. */
export function PresenceMark({ active }: { active: boolean }) {
  return active ? (
    <Mark shape="tick" tone="good">
      Here
    </Mark>
  ) : (
    <Mark shape="dash" tone="quiet">
      Has left
    </Mark>
  );
}

export type TokenStanding = 'valid' | 'expired' | 'revoked';

const tokenMarks: Record<TokenStanding, [Shape, Tone, string]> = {
  valid: ['tick', 'good', 'Valid'],
  expired: ['ring', 'quiet', 'Expired'],
  revoked: ['cross', 'quiet', 'Revoked'],
};

export function TokenMark({ standing }: { standing: TokenStanding }) {
  const [shape, tone, words] = tokenMarks[standing];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

const deliveryMarks: Record<DeliveryState, [Shape, Tone, string]> = {
  pending: ['clock', 'waiting', 'On its way'],
  sent: ['tick', 'good', 'Sent'],
  kept: ['tick', 'quiet', 'Kept in the mailbox'],
  failed: ['cross', 'bad', 'Failed'],
  dropped: ['dash', 'quiet', 'Not sent'],
};

export function DeliveryMark({ state }: { state: DeliveryState }) {
  const [shape, tone, words] = deliveryMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export function EnabledMark({ enabled }: { enabled: boolean }) {
  return enabled ? (
    <Mark shape="tick" tone="good">
      Enabled
    </Mark>
  ) : (
    <Mark shape="cross" tone="bad">
      Disabled
    </Mark>
  );
}
