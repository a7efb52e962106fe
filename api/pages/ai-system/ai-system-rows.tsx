import type { NamedAiSystem } from '../../ai-system-list.ts';
import { PersonLabel } from '../components/document.tsx';
import { TierMark } from '../components/mark.tsx';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { AiSystemStateMark } from './ai-system-mark.tsx';

/** AI systems in a list: who answers for them, since when they are used, and what comes next. */
export function AiSystemRows({
  items,
  viewer: { timeZone: zone },
  now,
}: {
  items: readonly NamedAiSystem[];
  viewer: Viewer;
  now: string;
}) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`/ai-systems/${item.id}`}>{item.name}</a>
          </p>
          <p class="list-side">
            <AiSystemStateMark state={item.state} />
          </p>
          <p class="list-more">
            <span>{item.title}</span>
            {item.provider !== '' && <span>by {item.provider}</span>}
          </p>
          <p class="list-more">
            <TierMark tier={item.tier} />
            <span>
              owned by <PersonLabel person={item.owner} />
            </span>
            {item.liveSince !== null && (
              <span>
                in use since <Time at={item.liveSince} zone={zone} style="day" />
              </span>
            )}
            {item.state !== 'decommissioned' && (
              <span>
                review <Due at={item.nextReviewAt} now={now} zone={zone} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
