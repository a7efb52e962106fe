import type { RiskBand, RiskScore } from '../../../domain/risk-policy.ts';
import type { RiskState } from '../../../domain/risk-state.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { riskBandWords, riskStateWords } from './risk-words.ts';

const stateMarks: Record<RiskState, [Shape, Tone]> = {
  untreated: ['ring', 'attention'],
  mitigating: ['clock', 'waiting'],
  accepting: ['clock', 'attention'],
  accepted: ['tickWithDot', 'good'],
  treated: ['tick', 'good'],
  closed: ['dash', 'quiet'],
};

export function RiskStateMark({ state }: { state: RiskState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {riskStateWords[state]}
    </Mark>
  );
}

const bandMarks: Record<RiskBand, [Shape, Tone]> = {
  low: ['bar1', 'quiet'],
  moderate: ['bar2', 'quiet'],
  high: ['bar3', 'attention'],
  extreme: ['bar4', 'bad'],
};

export function BandMark({ band }: { band: RiskBand }) {
  const [shape, tone] = bandMarks[band];
  return (
    <Mark shape={shape} tone={tone}>
      {riskBandWords[band]}
    </Mark>
  );
}

/** A score as figures: likelihood times impact. */
export function ScoreFigures({ score }: { score: RiskScore }) {
  return (
    <span class="figures">
      {score.likelihood} × {score.impact}
    </span>
  );
}
