import type { Instant } from '../../../domain/decider.ts';
import { ActionRows } from '../action/action-rows.tsx';
import { Notice, Section, Timeline, withQuery } from '../components/document.tsx';
import { counted } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { RiskRows } from '../risk/risk-rows.tsx';
import { WhatYouCanDoAboutVendor } from './vendor-actions.tsx';
import { Files, UploadForm } from './vendor-files.tsx';
import { AssessmentHistory } from './vendor-history.tsx';
import { CriticalMark, VendorStateMark } from './vendor-mark.tsx';
import { Certificates, Details, Review, Systems } from './vendor-parts.tsx';
import { AssessmentProgress } from './vendor-progress.tsx';
import type { VendorReading } from './vendor-reading.ts';
import { VendorStanding } from './vendor-standing.tsx';
import { momentsOf } from './vendor-story.tsx';

interface Showing {
  viewer: Viewer;
  now: Instant;
  may: { act: boolean; change: boolean };
  notice: string | undefined;
  /** Why a file was not taken. */
  refused: Refused;
}

/** A vendor from top to bottom: where it stands, what is going on, what rests on it, and what has been. */
export function vendorView(reading: VendorReading, showing: Showing): View {
  const { id, vendor, nameOf, flagged } = reading;
  const { viewer, now, may, notice, refused } = showing;
  return {
    title: vendor.details.name,
    wide: true,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <VendorStateMark state={vendor.state} />
            {vendor.details.criticality === 'critical' && <CriticalMark />}
          </p>
          <h1>{vendor.details.name}</h1>
          <p class="lead">
            <VendorStanding vendor={vendor} now={now} zone={viewer.timeZone} />
          </p>
          {may.act && (
            <p class="to-action screen-only">
              <a class="button" href="#act">
                What you can do now
              </a>
            </p>
          )}
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        {flagged > 0 && (
          <Notice tone="bad">
            <a href="#systems">{counted(flagged, 'system')}</a> in use {flagged === 1 ? 'rests' : 'rest'} on
            it for data that it is not approved for now.
          </Notice>
        )}
        <div class="beside">
          <div class="stack">
            <Now reading={reading} showing={showing} />
            <Around reading={reading} showing={showing} />
          </div>
          <aside>
            <WhatYouCanDoAboutVendor id={id} vendor={vendor} nameOf={nameOf} viewer={viewer} now={now} />
          </aside>
        </div>
      </>
    ),
  };
}

interface Part {
  reading: VendorReading;
  showing: Showing;
}

/** What it is, and where its reviews stand. */
function Now({ reading: { id, vendor, nameOf }, showing: { viewer, now, may } }: Part) {
  const zone = viewer.timeZone;
  const { assessment, review, certificates } = vendor;
  return (
    <>
      {assessment !== null && (
        <Section
          title={`Assessment ${assessment.number}, in progress`}
          id="assessment"
          aside={<a href={`/vendors/${id}/assessments/${assessment.number}`}>Questions and answers</a>}
        >
          <AssessmentProgress assessment={assessment} nameOf={nameOf} now={now} zone={zone} />
        </Section>
      )}
      {review !== null && (
        <Section title="Last review" id="review">
          <Review id={id} review={review} nameOf={nameOf} zone={zone} />
        </Section>
      )}
      {certificates.length > 0 && (
        <Section title="Certificates">
          <Certificates certificates={certificates} zone={zone} />
        </Section>
      )}
      <Section title="About it" aside={may.change && <a href={`/vendors/${id}/details`}>Change …</a>}>
        <Details vendor={vendor} nameOf={nameOf} zone={zone} />
      </Section>
    </>
  );
}

/** What rests on it and what goes with it. */
function Around({ reading, showing: { viewer, now, may, refused } }: Part) {
  const { id, vendor, systems, risks, actions, files, history, events, nameOf } = reading;
  const zone = viewer.timeZone;
  return (
    <>
      <Section
        title="Systems that rest on it"
        id="systems"
        aside={<a href={withQuery('/ai-systems', { vendor: id })}>In the register of AI systems</a>}
      >
        <Systems id={id} systems={systems} />
      </Section>
      {risks.length > 0 && (
        <Section title="Risks" id="risks">
          <RiskRows items={risks} viewer={viewer} now={now} />
        </Section>
      )}
      {actions.length > 0 && (
        <Section title="Conditions" id="conditions">
          <ActionRows items={actions} viewer={viewer} now={now} />
        </Section>
      )}
      <Section title="Files" id="files">
        <Files id={id} files={files} nameOf={nameOf} zone={zone} />
        {may.act && <UploadForm id={id} refused={refused} />}
      </Section>
      <Section title="Assessments" id="assessments">
        <AssessmentHistory id={id} history={history} current={vendor.assessment?.number} zone={zone} />
      </Section>
      <Section title="What happened" id="history">
        <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
      </Section>
    </>
  );
}
