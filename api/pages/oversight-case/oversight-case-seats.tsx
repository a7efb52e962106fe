import type { OversightCase, Seat } from '../../../domain/oversight-case-state.ts';
import { awaitedSeat, roleAt } from '../../../domain/oversight-case-time.ts';
import { needsConfirmation } from '../../../domain/oversight-case-decision.ts';
import { Facts, PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { roleWords } from '../words.ts';
import { TrainedMark } from './oversight-case-mark.tsx';
import type { OversightCaseReading } from './oversight-case-reading.ts';
import { gapWords } from './oversight-case-words.ts';

interface Shown {
  reading: OversightCaseReading;
  now: string;
  zone: string;
}

/** Who has it and since when, at which level, until when, and whether they are trained. */
export function Seats({ reading, now, zone }: Shown) {
  const { current } = reading;
  const { first, second } = current;
  if (first === null) return <p class="quiet">Somebody is being looked for.</p>;
  return (
    <>
      <Gap current={current} />
      <SeatFacts seat={first} {...{ reading, now, zone }} />
      {needsConfirmation(current) && (
        <p>
          <strong>Two natural persons.</strong>{' '}
          {current.terms?.twoReviewers === true
            ? 'It is about biometrics: what one decides, a second one confirms (Article 14(5) of the AI Act).'
            : 'Its reviewer has asked for a second one to confirm the decision.'}
        </p>
      )}
      {second !== null && <SeatFacts seat={second} {...{ reading, now, zone }} />}
    </>
  );
}

/** Said plainly, with what mends it. */
function Gap({ current }: { current: OversightCase }) {
  const seat = awaitedSeat(current);
  const { gap } = current;
  if (seat?.missing) {
    return (
      <div class="notice notice-bad">
        <p>
          <strong>Nobody is there to review this.</strong> {gapWords[seat.missing]}
        </p>
        <p>
          {seat.missing === 'nobody_trained' ? (
            <>
              What mends it: a member of the role takes <a href="/courses">a course in oversight</a>, or a
              completion from elsewhere is put on record;{' '}
              <a href="/training/on?for=oversight">who is trained</a> can also be handed the case.
            </>
          ) : (
            <>
              What mends it: a compliance manager hands it to somebody else{' '}
              <a href="/training/on?for=oversight">who is trained</a>.
            </>
          )}
        </p>
      </div>
    );
  }
  return gap === null ? null : (
    <p class="quiet">
      There was a gap at level {gap.level}: {gapWords[gap.kind].toLowerCase()} That stays on record.
    </p>
  );
}

function SeatFacts({ seat, reading, now, zone }: Shown & { seat: Seat }) {
  const { current, nameOf, isTrained } = reading;
  const { place, level, reviewer, acknowledgedAt, acknowledgeBy, decideBy, passed } = seat;
  const role = current.terms && roleAt(current.terms, level);
  const levels = current.terms?.policy.rules.levels.length ?? level;
  const isAwaited = awaitedSeat(current)?.place === place;
  const since = reviewer === null ? undefined : sinceWhen(reading, place, reviewer);
  return (
    <Facts
      facts={[
        [
          place === 'first' ? 'Reviewer' : 'Second reviewer',
          reviewer === null ? (
            'nobody'
          ) : (
            <span class="line">
              <PersonLabel person={nameOf(reviewer)} /> <TrainedMark trained={isTrained(reviewer)} />
            </span>
          ),
        ],
        ['Has it since', since && <Time at={since} zone={zone} />],
        ['Level', `${level} of ${levels}${role ? `: ${roleWords[role]}` : ''}`],
        [
          'To be acknowledged',
          isAwaited && acknowledgedAt === null && <Due at={acknowledgeBy} now={now} zone={zone} />,
        ],
        ['Acknowledged', acknowledgedAt && <Time at={acknowledgedAt} zone={zone} />],
        ['To be decided', isAwaited && <Due at={decideBy} now={now} zone={zone} />],
        [
          'Let their time pass',
          passed.length > 0 &&
            `${listInWords(passed.map((person) => nameOf(person).name))}; until it is decided they still can`,
        ],
      ]}
    />
  );
}

/** When the case came to whoever has it now. */
function sinceWhen({ events }: OversightCaseReading, place: Seat['place'], reviewer: string) {
  return events.findLast(
    (event) =>
      (event.type === 'ReviewerAssigned' && event.place === place && event.reviewer === reviewer) ||
      (event.type === 'OversightCaseHandedOver' && event.place === place && event.to === reviewer),
  )?.at;
}
