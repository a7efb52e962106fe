import type { AccessGrant, AccessGrantState } from '../../../domain/access-grant-state.ts';
import { stateAt } from '../../../domain/access-grant-time.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';

export const accessMarks: Record<AccessGrantState, [Shape, Tone, string]> = {
  verifying: ['clock', 'quiet', 'Address not confirmed yet'],
  waiting: ['clock', 'waiting', 'Waits for a decision'],
  granted: ['tick', 'good', 'Granted'],
  expired: ['dash', 'quiet', 'Ended'],
  refused: ['cross', 'bad', 'Refused'],
  revoked: ['cross', 'bad', 'Taken back'],
  lapsed: ['dash', 'quiet', 'Nobody decided or confirmed in time'],
};

interface Shown {
  grant: Pick<AccessGrant, 'state' | 'endsAt'> & { barredAt: string | null };
  at: string;
}

/** How a grant stands now; of one that is closed already, also that the record of it is still to follow. */
export function AccessMark({ grant, at }: Shown) {
  const [shape, tone, words] = isBeingTakenBack({ grant, at })
    ? (['cross', 'bad', 'Being taken back'] as const)
    : accessMarks[stateAt(grant, at)];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export function isBeingTakenBack({ grant, at }: Shown): boolean {
  return grant.state !== 'revoked' && stateAt(grant, at) === 'revoked';
}
