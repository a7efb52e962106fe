import type { PersonName } from '../../../db/directory.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import type { Vendor } from '../../../domain/vendor-state.ts';
import { isResponsible } from '../../../domain/vendor.ts';
import { mayWrite } from '../../access.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Due } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { roleWords } from '../words.ts';
import { barredFromReview, openReviewSignOffs } from './vendor-reading.ts';

interface Acting {
  id: string;
  vendor: Vendor;
  nameOf: (id: PersonId) => PersonName;
  viewer: Viewer;
  now: Instant;
}

/** What the viewer can do about the vendor now. */
export function WhatYouCanDoAboutVendor(acting: Acting) {
  const { id, vendor, viewer } = acting;
  if (vendor.state === 'off_boarded' || !mayWrite(viewer.person)) return <ForReading {...acting} />;
  const responsible = isResponsible(viewer.actor, vendor);
  const open = openReviewSignOffs(vendor, viewer.actor);
  return (
    <div id="act" class="stack-close">
      {open.length > 0 && <SignOffPanel {...acting} />}
      {responsible && <ResponsiblePanel {...acting} isNext={open.length === 0} />}
      <div class="panel stack-close">
        <h2>Have you heard something?</h2>
        <p class="quiet">An incident or a significant change has it assessed again.</p>
        <a class="button button-quiet" href={`/vendors/${id}/reports/new`}>
          Report it …
        </a>
      </div>
      {open.length === 0 && <Barred {...acting} />}
    </div>
  );
}

function SignOffPanel({ id, vendor, nameOf, viewer, now }: Acting) {
  return (
    <div class="panel panel-act">
      <h2>Your sign-off is waited for</h2>
      {openReviewSignOffs(vendor, viewer.actor).map(({ signOff: { role, dueAt }, capacity }) => (
        <p key={role} class="buttons">
          <span class="quiet">
            <CapacityWords capacity={capacity} nameOf={nameOf} />
            <Due at={dueAt} now={now} zone={viewer.timeZone} />
          </span>
          <a class="button" href={`/vendors/${id}/sign-off?role=${role}`}>
            Sign off for {roleWords[role]} …
          </a>
        </p>
      ))}
    </div>
  );
}

function ResponsiblePanel({ id, vendor: { assessment, review }, isNext }: Acting & { isNext: boolean }) {
  const answers = assessment?.phase === 'answering' ? assessment.number : undefined;
  const starts = assessment === null;
  return (
    <div
      class={
        isNext && (answers !== undefined || starts) ? 'panel panel-act stack-close' : 'panel stack-close'
      }
    >
      <h2>{answers === undefined ? 'You answer for this vendor' : 'Answers are waited for'}</h2>
      {answers !== undefined && (
        <p>Have the vendor answer by a link of its own, or answer here on its behalf.</p>
      )}
      {answers === undefined && starts && (
        <p>
          {review === null
            ? 'Nothing can rest on it before it is assessed.'
            : 'It can be assessed again at any time.'}
        </p>
      )}
      <p class="buttons">
        {answers !== undefined && (
          <>
            <a class="button" href={`/vendors/${id}/links`}>
              Send the vendor a link …
            </a>
            <a class="button button-quiet" href={`/vendors/${id}/assessments/${answers}/answers`}>
              Answer here …
            </a>
          </>
        )}
        <a
          class={starts && isNext ? 'button' : 'button button-quiet'}
          href={`/vendors/${id}/assessments/new`}
        >
          {starts ? 'Start an assessment …' : 'Widen the assessment …'}
        </a>
        <a href={`/vendors/${id}/off-boarding`}>Off-board …</a>
      </p>
    </div>
  );
}

function Barred({ vendor, viewer }: Acting) {
  const barred = barredFromReview(vendor, viewer.actor);
  return barred === undefined ? null : <p class="quiet">You cannot sign off here: {barred}</p>;
}

function ForReading({ vendor }: Acting) {
  return (
    <div class="panel" id="act">
      <p class="quiet">
        {vendor.state === 'off_boarded'
          ? 'It is off-boarded; that is final. If it comes back, it is registered anew.'
          : 'There is nothing for you to do here.'}
      </p>
    </div>
  );
}
