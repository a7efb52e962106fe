import type { z } from 'zod';
import type { completionSummary } from '../../schemas/training.ts';
import { PersonLabel } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { CompletionMark } from './training-mark.tsx';
import { competenceWords, percent, sourceWords } from './training-words.ts';

export type Completed = z.output<typeof completionSummary>;

/** What somebody has completed, with its certificates. */
export function CompletionRows({
  items,
  viewer: { timeZone },
  now,
}: {
  items: readonly Completed[];
  viewer: Viewer;
  now: string;
}) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`/training-completions/${item.id}`}>{item.course.title}</a>
          </p>
          <p class="list-side">
            <CompletionMark completion={item} now={now} />
          </p>
          <p class="list-more">
            <span>{competenceWords(item.competence)}</span>
            <span>version {item.version}</span>
            <span>
              <Time at={item.completedAt} zone={timeZone} style="day" /> to{' '}
              <Time at={item.countsUntil} zone={timeZone} style="day" />
            </span>
            <span>
              {sourceWords[item.source].toLowerCase()}
              {item.score !== null && `, ${percent(item.score)}`}
            </span>
            {item.vouchedBy !== null && (
              <span>
                vouched for by <PersonLabel person={item.vouchedBy} />
              </span>
            )}
            {item.revokedAt === null && (
              <a href={`/training-completions/${item.id}/certificate`}>Certificate (PDF)</a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
