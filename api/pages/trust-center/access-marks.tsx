import type { AccessGrantState } from '../../../domain/access-grant-state.ts';
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

export function AccessMark({ state }: { state: AccessGrantState }) {
  const [shape, tone, words] = accessMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}
