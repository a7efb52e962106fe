import type { ListedPolicyVersion } from '../../../db/policy-version.ts';
import type { PolicyState } from '../../../domain/policy-state.ts';
import type { UseEffect } from '../../../domain/policy-text.ts';
import type { ComparedRule, ComparedSection } from '../../policy-comparison.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { effectWords, policyStateWords, versionStateWords } from './policy-words.ts';

const stateMarks: Record<PolicyState, [Shape, Tone]> = {
  unpublished: ['ring', 'attention'],
  in_force: ['tick', 'good'],
  retired: ['dash', 'quiet'],
};

export function PolicyStateMark({ state }: { state: PolicyState }) {
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {policyStateWords[state]}
    </Mark>
  );
}

const versionMarks: Record<ListedPolicyVersion['state'], [Shape, Tone]> = {
  in_review: ['clock', 'waiting'],
  approved: ['tickWithDot', 'good'],
  published: ['tick', 'good'],
  superseded: ['dash', 'quiet'],
};

export function VersionStateMark({ state }: Pick<ListedPolicyVersion, 'state'>) {
  const [shape, tone] = versionMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {versionStateWords[state]}
    </Mark>
  );
}

export function EffectMark({ effect }: { effect: UseEffect }) {
  return effect === 'acceptable' ? (
    <Mark shape="tick" tone="good">
      {effectWords[effect]}
    </Mark>
  ) : (
    <Mark shape="stop" tone="bad">
      {effectWords[effect]}
    </Mark>
  );
}

const changeMarks: Record<ComparedSection['change'] | ComparedRule['change'], [Shape, Tone, string]> = {
  added: ['tickWithDot', 'good', 'Added'],
  removed: ['cross', 'bad', 'Removed'],
  changed: ['alert', 'attention', 'Changed'],
  moved: ['back', 'quiet', 'Moved'],
};

export function ChangeMark({ change }: { change: keyof typeof changeMarks }) {
  const [shape, tone, word] = changeMarks[change];
  return (
    <Mark shape={shape} tone={tone}>
      {word}
    </Mark>
  );
}
