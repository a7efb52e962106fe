import type { Instant } from '../../../domain/decider.ts';
import type { PolicyState } from '../../../domain/policy-state.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { mayWrite } from '../../access.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { roleWords } from '../words.ts';
import { barredFromPolicy, openPolicySignOffs, type PolicyReading } from './policy-reading.ts';
import { reviewReasonWords } from './policy-words.ts';

interface Acting {
  reading: PolicyReading;
  viewer: Viewer;
  now: Instant;
}

/** What the viewer can do about the policy now. */
export function WhatYouCanDoAboutPolicy(acting: Acting) {
  const { reading, viewer } = acting;
  const { policy } = reading;
  const open = openPolicySignOffs(policy, viewer.actor);
  const acts = policy.state !== 'retired' && mayWrite(viewer.person);
  const responsible = acts && isResponsible(viewer.actor, policy);
  return (
    <div id="act" class="stack-close">
      {reading.reader.asked !== undefined && <AcknowledgePanel {...acting} />}
      {acts && open.length > 0 && <SignOffPanel {...acting} />}
      {acts && open.length === 0 && <Barred {...acting} />}
      {responsible && <ResponsiblePanel {...acting} />}
      {reading.reader.asked === undefined && <Acknowledged {...acting} />}
    </div>
  );
}

/** What one agrees to is the version that is on the page, by its hash. */
function AcknowledgePanel({ reading: { id, inForce, reader }, viewer, now }: Acting) {
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
function Acknowledged({ reading: { policy, inForce, reader }, viewer }: Acting) {
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

function SignOffPanel({ reading: { id, policy, nameOf }, viewer, now }: Acting) {
  return (
    <div class="panel panel-act">
      <h2>Your sign-off is waited for</h2>
      {openPolicySignOffs(policy, viewer.actor).map(({ signOff: { role, dueAt }, capacity }) => (
        <p key={role} class="buttons">
          <span class="quiet">
            <CapacityWords capacity={capacity} nameOf={nameOf} />
            <Due at={dueAt} now={now} zone={viewer.timeZone} />
          </span>
          <a class="button" href={`/policies/${id}/sign-off?role=${role}`}>
            Sign off for {roleWords[role]} …
          </a>
        </p>
      ))}
    </div>
  );
}

function Barred({ reading: { policy }, viewer }: Acting) {
  const barred = barredFromPolicy(policy, viewer.actor);
  return barred === undefined ? null : <p class="quiet">You cannot sign off here: {barred}</p>;
}

/** Where the review stands for whoever answers for the policy, and what comes next. */
function ResponsiblePanel({ reading: { id, policy, inForce }, viewer, now }: Acting) {
  const { review } = policy;
  const drafts = review?.phase === 'drafting';
  const oversees = viewer.actor.roles.includes('compliance_manager');
  const changesAsked = drafts && review.signOffs.some(({ made }) => made?.decision === 'request_changes');
  return (
    <div class={drafts ? 'panel panel-act stack-close' : 'panel stack-close'}>
      <h2>
        {drafts
          ? changesAsked
            ? 'Changes are asked of you'
            : 'A review waits for you'
          : 'You answer for it'}
      </h2>
      {drafts ? (
        <p>
          Review {review.number}, {reviewReasonWords[review.reason]}:{' '}
          {inForce === undefined ? 'write it and hand it in' : 'revise it, or confirm that it stays as it is'}
          , <Due at={review.dueAt} now={now} zone={viewer.timeZone} />.
        </p>
      ) : (
        <p class="quiet">
          {review === null
            ? 'No review is in progress. You can write the next version; it is handed in when a review begins.'
            : review.phase === 'review'
              ? 'It has been handed in and waits for its sign-offs.'
              : 'It has been approved and comes into force on its day.'}
        </p>
      )}
      <p class="buttons">
        <a class={drafts ? 'button' : 'button button-quiet'} href={`/policies/${id}/draft`}>
          {drafts ? 'Revise it …' : 'Look at the draft …'}
        </a>
        {drafts && inForce !== undefined && (
          <a class="button button-quiet" href={`/policies/${id}/confirmation`}>
            Confirm it unchanged …
          </a>
        )}
      </p>
      <ul class="quiet">
        <li>
          <a href={`/policies/${id}/details`}>Owner, approvers, audience, cycle …</a>
        </li>
        {oversees && inForce !== undefined && review !== null && review.phase !== 'approved' && (
          <li>
            <a href={`/policies/${id}/review`}>Call the review off …</a>
          </li>
        )}
        {oversees && review === null && (
          <li>
            <a href="/significant-changes/new">Declare a significant change …</a>
          </li>
        )}
        {oversees && (
          <li>
            <a href={`/policies/${id}/retirement`}>Retire it …</a>
          </li>
        )}
      </ul>
    </div>
  );
}
