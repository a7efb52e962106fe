import type { AiSystemState } from '../../../domain/ai-system-state.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { aiSystemStateWords } from './ai-system-words.ts';

const stateMarks: Record<AiSystemState, [Shape, Tone]> = {
  approved: ['ring', 'waiting'],
  live: ['tick', 'good'],
  suspended: ['stop', 'bad'],
  decommissioned: ['dash', 'quiet'],
};

export function AiSystemStateMark({ state }: { state: AiSystemState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {aiSystemStateWords[state]}
    </Mark>
  );
}
