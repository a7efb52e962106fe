import type { BrokenLink, VerificationResult } from '../../../db/verification.ts';
import { verifyAudit } from '../../routes/audit.ts';
import { Facts } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { counted, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { page } from '../page.ts';

/** A POST, because it is work: nothing that follows links sets it off. */
export const verifyNow = page({
  method: 'post',
  path: '/audit/verification',
  access: ['auditor', 'compliance_manager', 'administrator'],
  handle: async ({ viewer, at, perform }) => {
    const started = performance.now();
    const { body } = await perform(verifyAudit, {});
    const seconds = (performance.now() - started) / 1_000;
    const { ok, streams, events, checkpoints, broken } = body as VerificationResult;
    return {
      title: ok ? 'Everything holds' : 'Something does not hold',
      main: (
        <>
          <div class="page-head">
            <p>
              <Mark shape={ok ? 'tick' : 'stop'} tone={ok ? 'good' : 'bad'}>
                {ok ? 'Verified' : 'Broken'}
              </Mark>
            </p>
            <h1>{ok ? 'Everything holds' : 'Something does not hold'}</h1>
            <p class="lead">
              {ok
                ? 'Every event follows the one before it, its bytes have its hash, and every checkpoint finds its events.'
                : 'The first thing that does not hold is below; what comes after it has not been looked at.'}
            </p>
          </div>
          {broken !== null && <Broken broken={broken} />}
          <Facts
            facts={[
              ['Verified at', <Time at={at} zone={viewer.timeZone} />],
              ['Streams', counted(streams, 'stream')],
              ['Events', counted(events, 'event')],
              ['Checkpoints', counted(checkpoints, 'checkpoint')],
              ['It took', `${seconds.toFixed(seconds < 10 ? 2 : 0)} seconds`],
            ]}
          />
          <p class="more">
            <a href="/audit">Back to the events</a>
          </p>
        </>
      ),
    };
  },
});

function Broken({ broken: { stream, seq, position, fault } }: { broken: BrokenLink }) {
  const isCheckpoint = stream.startsWith('checkpoint/');
  return (
    <div class="notice notice-bad" role="alert">
      <p>
        <strong>{isCheckpoint ? `Checkpoint ${seq}` : `Event ${seq}`}</strong>: {fault}.
      </p>
      <p class="hash">
        {isCheckpoint ? stream : <a href={`${streamPath(stream)}#event-${seq}`}>{stream}</a>}
        {position !== null && <>, place {position.toLocaleString('en')}</>}
      </p>
    </div>
  );
}
