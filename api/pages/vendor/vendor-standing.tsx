import type { ComponentChildren } from 'preact';
import type { Instant } from '../../../domain/decider.ts';
import type { Assessment, Vendor } from '../../../domain/vendor-state.ts';
import { currentFor, lapsesAt, waitingFor } from '../../../domain/vendor-time.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { counted, Due, Time } from '../components/time.tsx';
import { roleWords } from '../words.ts';
import { dataInWords } from './vendor-words.ts';

interface Standing {
  vendor: Vendor;
  now: Instant;
  zone: string;
}

/** Where a vendor stands, in a sentence, and whom its assessment waits for, in another. */
export function VendorStanding({ vendor, now, zone }: Standing) {
  const { assessment } = vendor;
  return (
    <>
      <Approval vendor={vendor} now={now} zone={zone} />
      {assessment !== null && (
        <>
          {' '}
          <Waiting vendor={vendor} assessment={assessment} now={now} zone={zone} />
        </>
      )}
    </>
  );
}

function Approval({ vendor, now, zone }: Standing) {
  const { state, review, offBoarded } = vendor;
  const day = (at: Instant) => <Time at={at} zone={zone} style="day" />;
  if (offBoarded !== null) {
    return (
      <>
        Off-boarded on {day(offBoarded.at)}: {offBoarded.reason}
      </>
    );
  }
  if (review === null) return <>Not assessed yet: no approval can rest on it.</>;
  if (state === 'rejected') return <>Rejected on {day(review.decidedAt)}: no approval can rest on it.</>;
  if (currentFor(vendor, now).length === 0) {
    return <>Its approval ended on {day(review.validUntil)}: no approval can rest on it.</>;
  }
  const ends = lapsesAt(vendor) ?? review.validUntil;
  const conditions = review.conditions.length;
  return (
    <>
      Approved for {dataInWords(review.dataClasses)} until {day(review.validUntil)}
      {conditions > 0 && <>, with {counted(conditions, 'condition')}</>}.
      {ends < review.validUntil && <> A certificate ends on {day(ends)} already.</>}
    </>
  );
}

function Waiting({
  vendor,
  assessment,
  now,
  zone,
}: Standing & { assessment: Assessment }): ComponentChildren {
  const { number, phase, answerDueAt } = assessment;
  if (phase === 'answering') {
    return (
      <>
        Assessment {number} waits for its answers, <Due at={answerDueAt} now={now} zone={zone} />.
      </>
    );
  }
  const waiting = waitingFor(vendor);
  const [next = ''] = waiting.map(({ dueAt }) => dueAt).sort();
  return (
    <>
      Assessment {number} waits for {listInWords(waiting.map(({ role }) => roleWords[role]))},{' '}
      <Due at={next} now={now} zone={zone} />.
    </>
  );
}
