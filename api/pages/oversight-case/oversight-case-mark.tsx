import type { OversightCaseState } from '../../../domain/oversight-case-state.ts';
import type { Severity } from '../../../domain/oversight-policy.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { oversightStateWords, severityWords } from './oversight-case-words.ts';

const stateMarks: Record<OversightCaseState, [Shape, Tone]> = {
  open: ['alert', 'attention'],
  acknowledged: ['clock', 'waiting'],
  decided: ['tickWithDot', 'waiting'],
  closed: ['tick', 'good'],
  called_off: ['dash', 'quiet'],
};

export function OversightStateMark({ state }: { state: OversightCaseState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {oversightStateWords[state]}
    </Mark>
  );
}

const severityMarks: Record<Severity, [Shape, Tone]> = {
  low: ['bar1', 'quiet'],
  medium: ['bar2', 'quiet'],
  high: ['bar3', 'attention'],
  critical: ['bar4', 'bad'],
};

export function SeverityMark({ severity }: { severity: Severity }) {
  const [shape, tone] = severityMarks[severity];
  return (
    <Mark shape={shape} tone={tone}>
      {`${severityWords[severity]} severity`}
    </Mark>
  );
}

/** Whoever has submitted a decision acts on it only once it is reviewed. */
export function HeldMark() {
  return (
    <Mark shape="stop" tone="bad">
      Held: somebody waits for it
    </Mark>
  );
}

/** Whether a reviewer may review now, by their training. */
export function TrainedMark({ trained }: { trained: boolean }) {
  return trained ? (
    <Mark shape="tick" tone="good">
      Trained in oversight
    </Mark>
  ) : (
    <Mark shape="cross" tone="bad">
      Not trained in oversight now
    </Mark>
  );
}
