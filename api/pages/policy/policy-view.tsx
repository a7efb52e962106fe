import type { ComponentChildren } from 'preact';
import type { Instant } from '../../../domain/decider.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { Facts, Notice, PersonLabel, Section, Timeline } from '../components/document.tsx';
import { Markdown } from '../components/markdown.tsx';
import { Due, Time } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';
import { CampaignFigures } from './campaign-figures.tsx';
import { ComparedPolicy } from './compared-policy.tsx';
import { WhatYouCanDoAboutPolicy } from './policy-actions.tsx';
import { PolicyStateMark } from './policy-mark.tsx';
import { openPolicySignOffs, type PolicyReading } from './policy-reading.ts';
import { ReviewProgress } from './policy-review-progress.tsx';
import { momentsOf } from './policy-story.tsx';
import {
  audienceInWords,
  cycleInWords,
  inSentence,
  shortHash,
  significantChangeWords,
} from './policy-words.ts';
import { UseRules } from './use-rules.tsx';

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
            <Around reading={reading} showing={showing} />
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
          <div>
            <Markdown text={inForce.text.markdown} />
          </div>
          {inForce.text.rules.length > 0 && (
            <Section title="Rules of use" id="rules">
              <UseRules rules={inForce.text.rules} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

/** What is known of it besides its words. */
function Around({ reading, showing: { viewer, now } }: Part) {
  const { id, policy, count, events, nameOf } = reading;
  const zone = viewer.timeZone;
  return (
    <>
      <Section title="About it" id="about" aside={<a href={`/policies/${id}/versions`}>All versions</a>}>
        <About reading={reading} zone={zone} />
      </Section>
      {count.asked > 0 && (
        <Section
          title="Acknowledgements"
          id="acknowledgements"
          aside={
            <>
              <a href={`/policies/${id}/outstanding`}>Who is outstanding</a>
              <a href={`/policies/${id}/acknowledgements`}>Who had acknowledged it when</a>
            </>
          }
        >
          <CampaignFigures count={count} done="acknowledged" />
          {policy.campaign !== null && (
            <p class="quiet">
              Version {policy.campaign.version} was put to people on{' '}
              <Time at={policy.campaign.startedAt} zone={zone} style="day" />,{' '}
              <Due at={policy.campaign.dueAt} now={now} zone={zone} />.
            </p>
          )}
        </Section>
      )}
      <Section title="What happened" id="history">
        <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
      </Section>
    </>
  );
}

function About({ reading: { policy, inForce, nameOf }, zone }: { reading: PolicyReading; zone: string }) {
  const { details } = policy;
  const version = inForce?.version;
  const facts: [string, ComponentChildren][] = [
    ['Version in force', version && `${version.version}${version.major ? '' : ', a minor one'}`],
    ['In force since', version?.publishedAt && <Time at={version.publishedAt} zone={zone} style="day" />],
    ['What it changed', version?.note],
    [
      'Approved by',
      version &&
        version.approvals.map(({ role, by, at }) => (
          <p key={role}>
            <PersonLabel person={nameOf(by)} /> for {roleWords[role]},{' '}
            <Time at={at} zone={zone} style="day" />
          </p>
        )),
    ],
    ['Written by', version && <PersonLabel person={nameOf(version.author)} />],
    [
      'Fingerprint',
      version && (
        <span class="hash" title={`SHA-256 ${version.hash}`}>
          {shortHash(version.hash)}
        </span>
      ),
    ],
    ['Owned by', <PersonLabel person={nameOf(details.owner)} />],
    ['For', audienceInWords(details.audience, nameOf)],
    [
      'Reviewed',
      `${cycleInWords(details.cycleMonths)}${details.reviewOn.length === 0 ? '' : `, and on: ${details.reviewOn.map((change) => inSentence(significantChangeWords[change])).join(', ')}`}`,
    ],
  ];
  return <Facts facts={facts} />;
}
