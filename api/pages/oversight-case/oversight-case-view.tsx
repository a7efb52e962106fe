import { Notice, Section, Timeline } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { Due } from '../components/time.tsx';
import { awaitedSeat, isHeld } from '../../../domain/oversight-case-time.ts';
import type { View, Viewer } from '../page.ts';
import { WhatYouCanDoAboutCase } from './oversight-case-actions.tsx';
import { HeldMark, OversightStateMark, SeverityMark } from './oversight-case-mark.tsx';
import { Matter } from './oversight-case-matter.tsx';
import { Outcome } from './oversight-case-outcome.tsx';
import type { OversightCaseReading } from './oversight-case-reading.ts';
import { Seats } from './oversight-case-seats.tsx';
import { momentsOf } from './oversight-case-story.tsx';

/** A case from top to bottom: what the human saw, who has it, what was decided and why, and what has been. */
export function oversightCaseView(
  reading: OversightCaseReading,
  { viewer, now, notice }: { viewer: Viewer; now: string; notice: string | undefined },
): View {
  const { current, breach, events, nameOf } = reading;
  const { matter, state, overdue } = current;
  const zone = viewer.timeZone;
  const title = breach === undefined ? matter.summary : `Broken: ${breach.boundary.statement}`;
  return {
    title,
    wide: true,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <OversightStateMark state={state} />
            <SeverityMark severity={matter.severity} />
            {overdue && (
              <Mark shape="alert" tone="bad">
                A time was let pass
              </Mark>
            )}
            {isHeld(current) && <HeldMark />}
          </p>
          <h1>{title}</h1>
          <Standing reading={reading} now={now} zone={zone} />
          <p class="to-action screen-only">
            <a class="button" href="#act">
              What you can do now
            </a>
          </p>
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        <div class="beside">
          <div class="stack">
            <Section title="What it is about" id="matter">
              <Matter reading={reading} zone={zone} />
            </Section>
            <Section title="Who reviews it" id="reviewers">
              <Seats reading={reading} now={now} zone={zone} />
            </Section>
            <Outcome current={current} nameOf={nameOf} now={now} zone={zone} />
            <Section title="What happened" id="history">
              <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
            </Section>
          </div>
          <aside>
            <WhatYouCanDoAboutCase reading={reading} viewer={viewer} now={now} />
          </aside>
        </div>
      </>
    ),
  };
}

/** In one sentence: whom it waits for, and until when. */
function Standing({ reading, now, zone }: { reading: OversightCaseReading; now: string; zone: string }) {
  const { current, nameOf } = reading;
  const seat = awaitedSeat(current);
  if (seat === null) {
    if (current.state !== 'decided') return null;
    return <p class="lead">It has been decided. Root cause and corrective action are to be put down.</p>;
  }
  const dueAt = seat.acknowledgedAt === null ? seat.acknowledgeBy : seat.decideBy;
  const what = seat.acknowledgedAt === null ? 'to be acknowledged' : 'to be decided';
  return (
    <p class="lead">
      {seat.reviewer === null
        ? 'Nobody has it'
        : `${nameOf(seat.reviewer).name} has it${seat.place === 'second' ? ', to confirm the decision' : ''}`}
      ; {what}: <Due at={dueAt} now={now} zone={zone} />.
    </p>
  );
}
