import { Mark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { dataInWords } from '../vendor/vendor-words.ts';
import { figure } from '../components/chart.tsx';
import type { Breach } from './usage-figures.tsx';

/** Where the use of a system broke its boundaries, newest first. */
export function BreachRows({ breaches, zone }: { breaches: readonly Breach[]; zone: string }) {
  return (
    <ul class="list">
      {breaches.map(({ case: id, boundary, observed, openedAt, settledAt }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/oversight-cases/${id}`}>{boundary.statement}</a>
          </p>
          <p class="list-side">
            {settledAt === null ? (
              <Mark shape="alert" tone="bad">
                Open
              </Mark>
            ) : (
              <Mark shape="tick" tone="good">
                Settled
              </Mark>
            )}
          </p>
          <p class="list-more">
            <span>{observedInWords(observed)}</span>
            <span>
              broken <Time at={openedAt} zone={zone} />
            </span>
            {settledAt !== null && (
              <span>
                settled <Time at={settledAt} zone={zone} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What was seen outside of a boundary. */
export function observedInWords(observed: Breach['observed']): string {
  if (observed.kind === 'data_class') return `used with ${dataInWords([observed.dataClass])}`;
  return `it was ${figure(observed.value)}, from ${observed.samples.toLocaleString('en')} samples`;
}
