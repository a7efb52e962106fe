import type { Instant } from '../../../domain/decider.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { Notice, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { ComparedPolicy } from './compared-policy.tsx';
import { AboutPolicy } from './policy-about.tsx';
import { WhatYouCanDoAboutPolicy } from './policy-actions.tsx';
import { PolicyStateMark } from './policy-mark.tsx';
import { openPolicySignOffs, type PolicyReading } from './policy-reading.ts';
import { ReviewProgress } from './policy-review-progress.tsx';
import { PolicyWords } from './policy-text-view.tsx';

export interface Showing {
  viewer: Viewer;
  now: Instant;
  notice: string | undefined;
  /** Why an acknowledgement was not taken. */
  refused: Refused;
}

interface Part {
  reading: PolicyReading;
  showing: Showing;
}

/** A policy as it is read: what has changed for the reader, what it says, and what is known of it. */
export function policyView(reading: PolicyReading, showing: Showing): View {
  const { policy, inForce } = reading;
  const { viewer, now, notice, refused } = showing;
  return {
    title: policy.details.title,
    wide: true,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <PolicyStateMark state={policy.state} />
            {inForce !== undefined && <span class="quiet">Version {inForce.version.version}</span>}
          </p>
          <h1>{policy.details.title}</h1>
          <Lead reading={reading} showing={showing} />
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        {refused.message !== undefined && (
          <div class="notice notice-bad" role="alert">
            <p>Nothing was acknowledged. {refused.message}</p>
          </div>
        )}
        <div class="beside">
          <div class="stack">
            {isConcerned(reading, viewer) && <Review reading={reading} showing={showing} />}
            <Reading reading={reading} />
            {!isConcerned(reading, viewer) && <Review reading={reading} showing={showing} />}
            <AboutPolicy reading={reading} now={now} zone={viewer.timeZone} />
          </div>
          <aside>
            <WhatYouCanDoAboutPolicy reading={reading} viewer={viewer} now={now} />
          </aside>
        </div>
      </>
    ),
  };
}

function Lead({ reading: { policy, inForce, reader }, showing: { viewer, now } }: Part) {
  const toAction = (
    <p class="to-action screen-only">
      <a class="button" href="#act">
        What you can do now
      </a>
    </p>
  );
  if (reader.asked === undefined || inForce === undefined) {
    const { retired } = policy;
    return (
      <>
        {retired !== null && (
          <p class="lead">
            Retired on <Time at={retired.at} zone={viewer.timeZone} style="day" />: {retired.reason}
          </p>
        )}
        {toAction}
      </>
    );
  }
  return (
    <>
      <p class="lead">
        You are asked to read and to acknowledge it,{' '}
        <Due at={reader.asked.dueAt} now={now} zone={viewer.timeZone} />.
      </p>
      {toAction}
    </>
  );
}

/** Whether one comes for the review rather than for the text. */
function isConcerned({ policy }: PolicyReading, { actor, person }: Viewer): boolean {
  return (
    isResponsible(actor, policy) ||
    person.roles.includes('auditor') ||
    openPolicySignOffs(policy, actor).length > 0
  );
}

function Review({ reading: { id, policy, nameOf }, showing: { viewer, now } }: Part) {
  const { review } = policy;
  if (review === null) return null;
  return (
    <Section title={`Review ${review.number}, in progress`} id="review">
      <ReviewProgress
        id={id}
        policy={policy}
        review={review}
        nameOf={nameOf}
        now={now}
        zone={viewer.timeZone}
      />
    </Section>
  );
}

/** What has changed since the reader last agreed, and what it says now. */
function Reading({ reading: { id, policy, inForce, reader } }: { reading: PolicyReading }) {
  return (
    <>
      {reader.since !== undefined && reader.last !== undefined && inForce !== undefined && (
        <Section
          title={`What has changed since version ${reader.last.version}, which you acknowledged`}
          id="changed"
        >
          <ComparedPolicy {...reader.since} />
        </Section>
      )}
      {inForce === undefined ? (
        <Section title="What it says" id="text">
          <p class="quiet">
            {policy.state === 'retired'
              ? 'It is not in force any more.'
              : 'No version of it is in force yet.'}{' '}
            {policy.versions.length > 0 && (
              <a href={`/policies/${id}/versions`}>Every version stays readable.</a>
            )}
          </p>
        </Section>
      ) : (
        <>
          <PolicyWords text={inForce.text} />
        </>
      )}
    </>
  );
}
