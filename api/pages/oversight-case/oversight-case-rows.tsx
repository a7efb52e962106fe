import type { z } from 'zod';
import type { oversightCaseSummary } from '../../schemas/oversight-case.ts';
import { PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { HeldMark, OversightStateMark, SeverityMark } from './oversight-case-mark.tsx';
import { decidedWords, oversightKindWords } from './oversight-case-words.ts';

export type ListedCase = z.output<typeof oversightCaseSummary>;

/** Cases in a list: what each is about, who has it, and what comes next. */
export function OversightCaseRows({
  items,
  zone,
  now,
}: {
  items: readonly ListedCase[];
  zone: string;
  now: string;
}) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`/oversight-cases/${item.id}`}>{item.summary}</a>
          </p>
          <p class="list-side">
            <OversightStateMark state={item.state} />
          </p>
          <p class="list-more">
            <SeverityMark severity={item.severity} />
            <span>{oversightKindWords[item.kind]}</span>
            {item.system !== null && <span>{item.system.name}</span>}
            {item.held && item.decision === null && <HeldMark />}
          </p>
          <p class="list-more">
            <span>
              <Holder item={item} />
            </span>
            {item.gap !== null && <span>nobody was there at first</span>}
            {item.decision !== null && <span>{`its reviewer ${decidedWords[item.decision]}`}</span>}
            <span>
              opened <Time at={item.openedAt} zone={zone} />
            </span>
            {item.nextDueAt !== null && (
              <span>
                next: <Due at={item.nextDueAt} now={now} zone={zone} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Who has it, or had it. */
function Holder({ item: { state, reviewer, secondReviewer } }: { item: ListedCase }) {
  const waits = state === 'open' || state === 'acknowledged';
  if (reviewer === null) return <>{waits ? 'nobody has it' : 'nobody had it'}</>;
  return (
    <>
      {waits ? 'with ' : 'reviewed by '}
      <PersonLabel person={reviewer} />
      {secondReviewer !== null && (
        <>
          {' '}
          and <PersonLabel person={secondReviewer} />
        </>
      )}
    </>
  );
}
