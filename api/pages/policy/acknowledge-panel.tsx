import type { Instant } from '../../../domain/decider.ts';
import type { PolicyState } from '../../../domain/policy-state.ts';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import type { PolicyReading } from './policy-reading.ts';

interface Acting {
  reading: PolicyReading;
  viewer: Viewer;
  now: Instant;
}

/** What one agrees to is the version that is on the page, by its hash. */
export function AcknowledgePanel({ reading: { id, inForce, reader }, viewer, now }: Acting) {
  const { asked } = reader;
  if (inForce === undefined || asked === undefined) return null;
  const { version, hash } = inForce.version;
  return (
    <div class="panel panel-act">
      <h2>Acknowledge it</h2>
      <p class="quiet">
        <Due at={asked.dueAt} now={now} zone={viewer.timeZone} />
      </p>
      <form method="post" action={`/policies/${id}/acknowledgements`} class="more">
        <input type="hidden" name="/version" value={version} />
        <input type="hidden" name="/hash" value={hash} />
        <button>I have read version {version} and will follow it</button>
      </form>
      <p class="quiet more">
        It is put on record with your name, the time and the fingerprint of this text, and cannot be
        withdrawn.
      </p>
    </div>
  );
}

/** What one has agreed to, where one is asked for nothing. */
export function Acknowledged({ reading: { policy, inForce, reader }, viewer }: Acting) {
  const { last } = reader;
  if (last === undefined) return <ForReading state={policy.state} />;
  return (
    <div class="panel">
      <p>
        You acknowledged version {last.version} on <Time at={last.at} zone={viewer.timeZone} style="day" />.
      </p>
      {inForce !== undefined && last.version !== inForce.version.version && (
        <p class="quiet">
          Version {inForce.version.version} asks nothing more of you.{' '}
          <a href="#changed">See what has changed</a>
        </p>
      )}
    </div>
  );
}

const unasked: Record<PolicyState, string> = {
  unpublished: 'There is nothing to acknowledge yet.',
  in_force: 'You are not asked to acknowledge it.',
  retired: 'It is retired; that is final. What people had acknowledged stays on record.',
};

function ForReading({ state }: { state: PolicyState }) {
  return (
    <div class="panel">
      <p class="quiet">{unasked[state]}</p>
    </div>
  );
}
