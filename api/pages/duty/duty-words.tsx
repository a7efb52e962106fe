import type { z } from 'zod';
import type { DutyRhythm } from '../../../domain/duty-state.ts';
import { pagePathOf, partsOf } from '../../../domain/topic.ts';
import type { duty, dutyFiring } from '../../schemas/duty.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { counted } from '../components/time.tsx';

export type DutyReading = z.output<typeof duty>;
export type FiringReading = z.output<typeof dutyFiring>;

/** "every year", "every 6 months", "every 5 minutes". */
export function rhythmInWords(every: DutyRhythm): string {
  const [count, noun] = inLargestUnit(every);
  return count === 1 ? `every ${noun}` : `every ${counted(count, noun)}`;
}

function inLargestUnit(every: DutyRhythm): [number, string] {
  if ('months' in every)
    return every.months % 12 === 0 ? [every.months / 12, 'year'] : [every.months, 'month'];
  const { seconds } = every;
  if (seconds % 3_600 === 0) return [seconds / 3_600, 'hour'];
  return seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
}

const stateMarks: Record<DutyReading['state'], [Shape, Tone, string]> = {
  active: ['tick', 'good', 'Active'],
  paused: ['dash', 'attention', 'Paused'],
  withdrawn: ['ring', 'quiet', 'Withdrawn'],
};

export function DutyMark({ state }: Pick<DutyReading, 'state'>) {
  const [shape, tone, words] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

const outcomeMarks: Record<FiringReading['outcome'], [Shape, Tone, string]> = {
  on_its_way: ['clock', 'waiting', 'On its way'],
  taken_up: ['tick', 'good', 'Taken up'],
  refused: ['cross', 'bad', 'Refused'],
};

const subjectWords: Record<string, string> = {
  action: 'the audit, and who does it',
  policy: 'the policy',
  'management-review': 'the management review',
  'usage-audit-round': 'the usage audits',
};

/** What a round of audits has opened is a list. */
function pathOf(subject: string): string {
  const { kind, id } = partsOf(subject);
  return kind === 'usage-audit-round' ? `/usage-audits?round=${id}` : pagePathOf(subject);
}

/** What came of a firing, with the way to what it started. */
export function Outcome({ firing: { outcome, detail, subject } }: { firing: FiringReading }) {
  const [shape, tone, words] = outcomeMarks[outcome];
  const { kind } = partsOf(subject);
  const what = subjectWords[kind];
  return (
    <span class="outcome">
      <Mark shape={shape} tone={tone}>
        {words}
      </Mark>
      {what !== undefined && <a href={pathOf(subject)}>{what}</a>}
      {detail !== null && <small>{detail}</small>}
    </span>
  );
}
