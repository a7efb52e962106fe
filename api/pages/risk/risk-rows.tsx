import type { NamedRisk } from '../../risk-list.ts';
import { PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { BandMark, RiskStateMark, ScoreFigures } from './risk-mark.tsx';
import { riskCategoryWords } from './risk-words.ts';

/** Risks in a list, wherever they are shown. */
export function RiskRows({
  items,
  viewer,
  now,
}: {
  items: readonly NamedRisk[];
  viewer: Viewer;
  now: string;
}) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`/risks/${item.id}`}>{item.title}</a>
          </p>
          <p class="list-side">
            <RiskStateMark state={item.state} />
          </p>
          <p class="list-more">
            <BandMark band={item.residualBand} />
            <span>
              residual <ScoreFigures score={item.residual} />
            </span>
            <span>{riskCategoryWords[item.category]}</span>
            <span>
              owned by <PersonLabel person={item.owner} />
            </span>
          </p>
          {item.acceptedUntil !== null && (
            <p class="list-more">
              <span>
                accepted until <Time at={item.acceptedUntil} zone={viewer.timeZone} style="day" />
              </span>
            </p>
          )}
          {item.acceptedUntil === null && item.nextDueAt !== null && (
            <p class="list-more">
              <Due at={item.nextDueAt} now={now} zone={viewer.timeZone} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
