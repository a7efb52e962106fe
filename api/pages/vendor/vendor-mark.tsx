import type { VendorState } from '../../../domain/vendor-state.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { vendorStateWords } from './vendor-words.ts';

const stateMarks: Record<VendorState, [Shape, Tone]> = {
  unassessed: ['ring', 'attention'],
  approved: ['tick', 'good'],
  approved_with_conditions: ['tickWithDot', 'good'],
  rejected: ['cross', 'bad'],
  lapsed: ['alert', 'bad'],
  off_boarded: ['dash', 'quiet'],
};

export function VendorStateMark({ state }: { state: VendorState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {vendorStateWords[state]}
    </Mark>
  );
}

/** What the organisation could not do without. */
export function CriticalMark() {
  return (
    <Mark shape="bar4" tone="attention">
      Critical
    </Mark>
  );
}
