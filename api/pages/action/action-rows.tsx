import type { ActionSummary } from '../../../db/action.ts';
import type { PersonName } from '../../../db/directory.ts';
import type { ActionState } from '../../../domain/action.ts';
import { PersonLabel } from '../components/document.tsx';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { Due } from '../components/time.tsx';
import type { Viewer } from '../page.ts';

export type NamedAction = Omit<ActionSummary, 'owner'> & { owner: PersonName };

const marks: Record<ActionState, [Shape, Tone, string]> = {
  open: ['clock', 'waiting', 'Open'],
  done: ['tick', 'good', 'Done'],
  called_off: ['dash', 'quiet', 'Called off'],
};

export function ActionStateMark({ state }: { state: ActionState }) {
  const [shape, tone, words] = marks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

/** Actions in a list, wherever they are shown; with what they follow from where its title is given, by stream. */
export function ActionRows({
  items,
  viewer,
  now,
  titles = new Map(),
}: {
  items: readonly NamedAction[];
  viewer: Viewer;
  now: string;
  titles?: ReadonlyMap<string, string>;
}) {
  return (
    <ul class="list">
      {items.map(({ id, text, owner, state, dueAt, subject }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/actions/${id}`}>{text}</a>
          </p>
          <p class="list-side">
            {state === 'open' ? (
              <Due at={dueAt} now={now} zone={viewer.timeZone} />
            ) : (
              <ActionStateMark state={state} />
            )}
          </p>
          <p class="list-more">
            <span>
              by <PersonLabel person={owner} />
            </span>
            {titles.has(subject) && (
              <span>
                of{' '}
                <a href={`/adoption-requests/${subject.replace(/^adoption-request\//, '')}`}>
                  {titles.get(subject)}
                </a>
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
