import type { Instant } from '../../../domain/decider.ts';
import { isResponsible } from '../../../domain/ai-system.ts';
import { mayWrite } from '../../access.ts';
import { overseers } from '../../people-shown.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Notice, PersonLabel, Section, Timeline, withQuery } from '../components/document.tsx';
import { TierMark } from '../components/mark.tsx';
import { Due } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import { RiskRows } from '../risk/risk-rows.tsx';
import { WhatYouCanDoAboutAiSystem } from './ai-system-actions.tsx';
import { OpenChangeSection } from './ai-system-changes.tsx';
import { AiSystemStateMark } from './ai-system-mark.tsx';
import { AboutAiSystem, Boundaries, Scope } from './ai-system-parts.tsx';
import type { AiSystemReading } from './ai-system-reading.ts';
import { AiSystemStanding } from './ai-system-standing.tsx';
import { momentsOf } from './ai-system-story.tsx';
import { BreachRows } from './breach-rows.tsx';
import { UsageFigures, type UsageReading } from './usage-figures.tsx';

export interface Showing {
  usage: UsageReading;
  viewer: Viewer;
  now: Instant;
  notice: string | undefined;
}

interface Part {
  reading: AiSystemReading;
  showing: Showing;
}

/** An AI system from top to bottom: where it stands, what waits, what it is approved for, and what has been. */
export function aiSystemView(reading: AiSystemReading, showing: Showing): View {
  const { system, nameOf } = reading;
  const { viewer, now, notice } = showing;
  const { suspension } = system;
  return {
    title: system.name,
    wide: true,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <AiSystemStateMark state={system.state} />
            <TierMark tier={system.tier} />
          </p>
          <h1>{system.name}</h1>
          <p class="lead">
            <AiSystemStanding system={system} nameOf={nameOf} now={now} zone={viewer.timeZone} />
          </p>
          {suspension !== null && <Said text={suspension.note} />}
          <p class="to-action screen-only">
            <a class="button" href="#act">
              What you can do now
            </a>
          </p>
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        <div class="beside">
          <div class="stack">
            <Waiting reading={reading} showing={showing} />
            <Known reading={reading} showing={showing} />
          </div>
          <aside>
            <WhatYouCanDoAboutAiSystem reading={reading} viewer={viewer} now={now} />
          </aside>
        </div>
      </>
    ),
  };
}

/** Changes that are not signed off by all, and who has asked to join. */
function Waiting({ reading: { system, nameOf }, showing: { viewer, now } }: Part) {
  const zone = viewer.timeZone;
  const seesJoinings =
    isResponsible(viewer.actor, system) || overseers.some((role) => viewer.person.roles.includes(role));
  return (
    <>
      {system.changes.map((change) => (
        <OpenChangeSection
          key={change.number}
          change={change}
          owner={system.owner}
          nameOf={nameOf}
          now={now}
          zone={zone}
        />
      ))}
      {seesJoinings && system.joinings.length > 0 && (
        <Section title="Who has asked to use it" id="joinings">
          <ul class="list">
            {system.joinings.map(({ number, person, reason, dueAt, escalatedAt }) => (
              <li key={number}>
                <p class="list-title">
                  <PersonLabel person={nameOf(person)} />
                </p>
                <p class="list-side">
                  <Due at={dueAt} now={now} zone={zone} />
                  {escalatedAt !== null && <>; compliance managers may answer too</>}
                </p>
                <p class="list-more">{reason}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** What it is approved for, what its use must stay within, and what is known of it besides. */
function Known({ reading, showing: { usage, viewer, now } }: Part) {
  const { system, risks, events, nameOf } = reading;
  const zone = viewer.timeZone;
  return (
    <>
      <Section title="What it is approved for" id="scope">
        <Scope system={system} nameOf={nameOf} />
      </Section>
      <Section title="Boundaries of its use" id="boundaries">
        <Boundaries system={system} />
      </Section>
      <Section title="Its use in the last thirty days" id="use">
        <UsageFigures system={system} figures={usage.figures} zone={zone} />
      </Section>
      {usage.breaches.length > 0 && (
        <Section title="Boundaries that were broken" id="breaches">
          <BreachRows breaches={usage.breaches} zone={zone} />
        </Section>
      )}
      <Section title="About it" id="about">
        <AboutAiSystem reading={reading} now={now} zone={zone} />
      </Section>
      <Section
        title="Risks"
        id="risks"
        aside={
          mayWrite(viewer.person) && (
            <a href={withQuery('/risks/new', { system: system.name })}>Identify a risk …</a>
          )
        }
      >
        {risks.length === 0 ? (
          <p class="quiet">No risk in the register names it.</p>
        ) : (
          <RiskRows items={risks} viewer={viewer} now={now} />
        )}
      </Section>
      <Section title="What happened" id="history">
        <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
      </Section>
    </>
  );
}
