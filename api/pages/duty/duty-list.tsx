import type { Instant } from '../../../domain/decider.ts';
import { listAllDuties } from '../../routes/duty.ts';
import { TableFrame } from '../components/table.tsx';
import { EmptyState } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { DutyMark, type DutyReading, Outcome, rhythmInWords } from './duty-words.tsx';

export const listDutiesPage = page({
  method: 'get',
  path: '/duties',
  access: 'anyone',
  handle: async ({ viewer, at, perform }) => {
    const { body } = await perform(listAllDuties, {});
    const { items } = body as { items: DutyReading[] };
    return {
      title: 'Recurring duties',
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>Recurring duties</h1>
            <p class="lead">
              Reviews that fire themselves: what comes next, what has fired, and what came of it. An outage
              drops none of them.
            </p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Nothing is declared yet.">
              <p>The worker declares the duties when it starts.</p>
            </EmptyState>
          ) : (
            <TableFrame label="Recurring duties">
              <thead>
                <tr>
                  <th scope="col">Duty</th>
                  <th scope="col">State</th>
                  <th scope="col">Fires next</th>
                  <th scope="col">Fired last</th>
                  <th scope="col">What came of it</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <DutyRow key={item.id} item={item} viewer={viewer} now={at} />
                ))}
              </tbody>
            </TableFrame>
          )}
        </>
      ),
    };
  },
});

function DutyRow({ item, viewer, now }: { item: DutyReading; viewer: Viewer; now: Instant }) {
  const { id, title, state, every, nextAt, lastFiredAt, last } = item;
  return (
    <tr>
      <th scope="row">
        <a href={`/duties/${id}`}>{title}</a>
        <br />
        <small>{rhythmInWords(every)}</small>
      </th>
      <td>
        <DutyMark state={state} />
      </td>
      <td>
        <NextFiring nextAt={nextAt} viewer={viewer} now={now} />
      </td>
      <td>{lastFiredAt === null ? 'never yet' : <Time at={lastFiredAt} zone={viewer.timeZone} />}</td>
      <td>{last !== null && <Outcome firing={last} />}</td>
    </tr>
  );
}

/** What is owed after an outage says so: it fires within minutes. */
export function NextFiring({
  nextAt,
  viewer,
  now,
}: Pick<DutyReading, 'nextAt'> & { viewer: Viewer; now: Instant }) {
  if (nextAt === null) return <>–</>;
  return (
    <>
      <Time at={nextAt} zone={viewer.timeZone} />
      {nextAt <= now && (
        <>
          <br />
          <small>owed, and about to be made up for</small>
        </>
      )}
    </>
  );
}
