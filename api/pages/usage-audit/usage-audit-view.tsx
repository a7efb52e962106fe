import type { Instant } from '../../../domain/decider.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { TierMark } from '../components/mark.tsx';
import { dayOf, Due, Time } from '../components/time.tsx';
import type { Form, View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { offersOf, UsageAuditDeeds } from './usage-audit-deeds.tsx';
import { UsageAuditFigures } from './usage-audit-figures.tsx';
import { UsageAuditRecord } from './usage-audit-record.tsx';
import { reasonWords, UsageAuditMark, type UsageAuditReading } from './usage-audit-words.tsx';

export const doneWords = {
  opened: 'It is open. Its figures are being gathered.',
  taken: 'It is yours. Look at the figures and the sample below.',
  assigned: 'It is theirs, and they are told.',
  written: 'The findings are saved. They count once you have signed.',
  signed: 'Signed. What is to be done is on its way to those who do it.',
  called_off: 'It is called off. The next audit looks at this period too.',
};
export type Done = keyof typeof doneWords;

interface Showing {
  form: Form;
  viewer: Viewer;
  now: Instant;
  refused: Refused;
  done: Done | undefined;
}

/** A usage audit from top to bottom: a record that prints as a document, and what one can do. */
export function usageAuditView(
  audit: UsageAuditReading,
  { form, viewer, now, refused, done }: Showing,
): View {
  const { system, state, tier, until, dueAt, findings, calledOff } = audit;
  const zone = viewer.timeZone;
  const offers = offersOf(audit, viewer);
  const isOver = state === 'signed' || state === 'called_off';
  return {
    title: `Usage audit of ${system.name}`,
    status: refused.status,
    wide: true,
    main: (
      <article class="stack record">
        <div class="page-head">
          <p class="screen-only">
            <a href="/usage-audits">Usage audits</a> <small>Prints as a document.</small>
          </p>
          <p class="quiet">Record of a usage audit · ISO/IEC 42001:2023, 9.2 and A.9.4</p>
          <h1>
            {system.name}: use until {dayOf(until, zone)}
          </h1>
          <p class="line">
            <UsageAuditMark state={state} findings={findings.length} />
            <TierMark tier={tier} />
            {!isOver && <Due at={dueAt} now={now} zone={zone} />}
          </p>
          {Object.values(offers).some(Boolean) && (
            <p class="to-action screen-only">
              <a class="button" href="#act">
                What you can do now
              </a>
            </p>
          )}
        </div>
        {done !== undefined && <Notice tone="good">{doneWords[done]}</Notice>}
        {calledOff !== null && (
          <Notice>
            Called off by <PersonLabel person={calledOff.by} />, <Time at={calledOff.at} zone={zone} />
            <Prose text={calledOff.reason} />
          </Notice>
        )}
        <About audit={audit} zone={zone} />
        <UsageAuditFigures audit={audit} zone={zone} />
        <UsageAuditRecord audit={audit} zone={zone} />
        <UsageAuditDeeds offers={offers} audit={audit} form={form} refused={refused} />
      </article>
    ),
  };
}

function About({ audit, zone }: { audit: UsageAuditReading; zone: string }) {
  const { id, system, openedAt, openedBy, reason, note, auditor, owner, escalatedAt, dueAt } = audit;
  return (
    <Facts
      facts={[
        [
          'AI system',
          <a key="system" href={`/ai-systems/${system.id}`}>
            {system.name}
          </a>,
        ],
        [
          'Opened',
          <>
            <Time at={openedAt} zone={zone} /> by <PersonLabel person={openedBy} />
          </>,
        ],
        ['Occasion', note === '' ? reasonWords[reason] : `${reasonWords[reason]}: ${note}`],
        ['Owner of the system then', owner && <PersonLabel person={owner} />],
        ['Auditor', auditor === null ? 'nobody yet' : <PersonLabel person={auditor} />],
        ['To be signed by', <Time key="due" at={dueAt} zone={zone} />],
        [
          'Escalated to management',
          escalatedAt !== null && <Time key="escalated" at={escalatedAt} zone={zone} />,
        ],
        ['In the register', <span key="stream" class="hash">{`usage-audit/${id}`}</span>],
      ]}
    />
  );
}
