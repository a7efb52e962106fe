import type { Instant } from '../../../domain/decider.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { mayWrite } from '../../access.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Due } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { roleWords } from '../words.ts';
import { Acknowledged, AcknowledgePanel } from './acknowledge-panel.tsx';
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
