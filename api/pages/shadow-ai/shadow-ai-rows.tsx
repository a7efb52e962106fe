import type { z } from 'zod';
import type { ShadowAiState } from '../../../domain/shadow-ai.ts';
import type { shadowAi, shadowAiSummary } from '../../schemas/shadow-ai.ts';
import { PersonLabel } from '../components/document.tsx';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { counted, Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';

export type ShadowAiSummary = z.output<typeof shadowAiSummary>;
export type ShadowAiReading = z.output<typeof shadowAi>;

export const stateWords: Record<ShadowAiState, string> = {
  open: 'Open',
  registered: 'Registered',
  blocked: 'Blocked',
  dismissed: 'No AI system',
};

const marks: Record<ShadowAiState, [Shape, Tone]> = {
  open: ['clock', 'waiting'],
  registered: ['tick', 'good'],
  blocked: ['cross', 'bad'],
  dismissed: ['dash', 'quiet'],
};

export function ShadowAiMark({ state }: { state: ShadowAiState }) {
  const [shape, tone] = marks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {stateWords[state]}
    </Mark>
  );
}

export function ShadowAiRows({
  items,
  viewer,
  now,
}: {
  items: readonly ShadowAiSummary[];
  viewer: Viewer;
  now: string;
}) {
  return (
    <ul class="list">
      {items.map(({ id, name, number, state, owner, dueAt, sightings }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/shadow-ai/${id}`}>{name}</a>
          </p>
          <p class="list-side">
            {state === 'open' ? (
              <Due at={dueAt} now={now} zone={viewer.timeZone} />
            ) : (
              <ShadowAiMark state={state} />
            )}
          </p>
          <p class="list-more">
            {number > 1 && <span>found for the {ordinal(number)} time</span>}
            {sightings !== null && <span>{inShort(sightings)}</span>}
            {sightings !== null && (
              <span>
                last seen <Time at={sightings.lastSeen} zone={viewer.timeZone} />
              </span>
            )}
            <span>{owner === null ? 'nobody has it yet' : <PersonLabel person={owner} />}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** How often it was used, and by how many. */
export function inShort({ events, people }: NonNullable<ShadowAiSummary['sightings']>): string {
  const who = people === 0 ? 'nobody was named' : `by ${counted(people, 'person', 'people')}`;
  return `used ${counted(events, 'time')}, ${who}`;
}

/** "2nd", "3rd", "11th". */
export function ordinal(number: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${number}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)]}`;
}
