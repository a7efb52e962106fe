import { type ControlStatus, frameworks, type Reference } from '../../../domain/control.ts';
import type { GapState } from '../../../domain/gap-state.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';

const marks: Record<ControlStatus, [Shape, Tone, string]> = {
  met: ['tick', 'good', 'Met'],
  partly_met: ['clock', 'waiting', 'Partly met'],
  gap: ['cross', 'bad', 'Gap'],
  nothing_to_check: ['dash', 'quiet', 'Nothing to check yet'],
  not_applicable: ['ring', 'quiet', 'Not applicable'],
};

export function ControlStatusMark({ status }: { status: ControlStatus }) {
  const [shape, tone, words] = marks[status];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export function controlStatusInWords(status: ControlStatus): string {
  return marks[status][2];
}

const gapMarks: Record<GapState, [Shape, Tone, string]> = {
  open: ['clock', 'waiting', 'Open'],
  closed: ['tick', 'good', 'Closed'],
  withdrawn: ['dash', 'quiet', 'Withdrawn'],
};

export function GapMark({ state }: { state: GapState }) {
  const [shape, tone, words] = gapMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export function gapStateInWords(state: GapState): string {
  return gapMarks[state][2];
}

export function inWords({ population, failing }: { population: number; failing: number }): string {
  const of = population.toLocaleString('en');
  return `${(population - failing).toLocaleString('en')} of ${of} ${population === 1 ? 'record shows' : 'records show'} it`;
}

export function placeInWords({ framework, place }: Reference): string {
  return framework === 'iso42001'
    ? place
    : `${frameworks[framework].title.replace(/^.*\((.*)\)$/, '$1')} ${place}`;
}
