import type { AssessmentRecord } from '../../../domain/vendor-history.ts';
import { EmptyState } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { VendorStateMark } from './vendor-mark.tsx';
import { dataInWords, percentOf, phaseWords, reasonWords } from './vendor-words.ts';

interface History {
  id: string;
  /** Newest first. */
  history: readonly AssessmentRecord[];
  /** Of the assessment in progress. */
  current: number | undefined;
  zone: string;
}

/** Every assessment of a vendor, newest first, each to be read and to be compared with the one before. */
export function AssessmentHistory({ id, history, current, zone }: History) {
  if (history.length === 0) return <EmptyState title="It has never been assessed." />;
  return (
    <ul class="list">
      {history.map((record, index) => {
        const { number, reason, dataClasses, startedAt, score } = record.assessment;
        const before = history[index + 1]?.assessment.number;
        const path = `/vendors/${id}/assessments/${number}`;
        return (
          <li key={number}>
            <p class="list-title">
              <a href={path}>Assessment {number}</a>
            </p>
            <p class="list-side">
              <Outcome record={record} current={current} />
            </p>
            <p class="list-more">
              <span>{reasonWords[reason]}</span>
              <span>for {dataInWords(dataClasses)}</span>
              <span>
                from <Time at={startedAt} zone={zone} style="day" />
              </span>
              {score !== null && <span>{percentOf(score.share)} of the points</span>}
            </p>
            {before !== undefined && (
              <p class="list-more">
                <a href={`${path}/comparison?with=${before}`}>Compare with assessment {before}</a>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How an assessment ended; without a review it goes on, or was cut off. */
export function Outcome({
  record: { assessment, review },
  current,
}: {
  record: AssessmentRecord;
  current: number | undefined;
}) {
  if (review !== null) return <VendorStateMark state={review.outcome} />;
  return assessment.number === current ? (
    <Mark shape="clock" tone="waiting">
      {phaseWords[assessment.phase]}
    </Mark>
  ) : (
    <Mark shape="dash" tone="quiet">
      Cut off
    </Mark>
  );
}
