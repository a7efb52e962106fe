import {
  EmptyState,
  Facts,
  type Moment,
  Notice,
  PersonLabel,
  Prose,
  Section,
  Timeline,
} from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import { type Returned, WhatYouCanDoAboutRisk } from './risk-forms.tsx';
import { BandMark, RiskStateMark, ScoreFigures } from './risk-mark.tsx';
import { mayTreat, type RiskReading } from './risk-reading.ts';
import { riskCategoryWords, riskTreatmentWords, staleWords } from './risk-words.ts';

interface Reader {
  viewer: Viewer;
  now: string;
}

/** A risk from top to bottom: what it is, how large, what is done about it, who has accepted it, what happened. */
export function riskView(
  risk: RiskReading,
  story: Moment[],
  { viewer, now }: Reader,
  { notice, returned }: { notice?: string | undefined; returned?: Returned | undefined },
): View {
  const zone = viewer.timeZone;
  return {
    title: risk.title,
    wide: true,
    status: returned?.refused.status ?? 200,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <RiskStateMark state={risk.state} />
            <BandMark band={risk.residualBand} />
            {risk.overdue && <strong class="overdue">overdue</strong>}
          </p>
          <h1>{risk.title}</h1>
          <p class="lead">
            {riskCategoryWords[risk.category]}, owned by <PersonLabel person={risk.owner} />, identified on{' '}
            <Time at={risk.identifiedAt} zone={zone} style="day" />.
          </p>
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        {risk.closure !== null && (
          <Notice>
            Closed by <PersonLabel person={risk.closure.by} /> on{' '}
            <Time at={risk.closure.at} zone={zone} style="day" />:
            <Prose text={risk.closure.reason} />
          </Notice>
        )}
        {risk.staleSince !== null && (
          <Notice tone="bad">
            To be signed again: {staleWords[risk.staleSince.because] ?? risk.staleSince.because}.
          </Notice>
        )}
        <div class="beside">
          <div class="stack">
            <Section title="What can happen">
              <Facts
                facts={[
                  ['Cause', <Prose key="cause" text={risk.cause} />],
                  ['Consequence', <Prose key="consequence" text={risk.consequence} />],
                  ['Touches', <Touches key="touches" risk={risk} />],
                ]}
              />
            </Section>
            <Section title="How large it is">
              <Facts
                facts={[
                  [
                    'Without controls',
                    <p key="inherent" class="line">
                      <BandMark band={risk.inherentBand} /> <ScoreFigures score={risk.inherent} />
                    </p>,
                  ],
                  ['Controls', <Listed key="controls" items={risk.controls} none="None yet." />],
                  [
                    'With controls',
                    <p key="residual" class="line">
                      <BandMark band={risk.residualBand} /> <ScoreFigures score={risk.residual} />
                    </p>,
                  ],
                  [
                    'Suggested',
                    risk.suggestedControls.length === 0 ? null : (
                      <Listed key="suggested" items={risk.suggestedControls} none="" />
                    ),
                  ],
                ]}
              />
            </Section>
            <Section title="What is done about it">
              <Treatment risk={risk} viewer={viewer} now={now} />
            </Section>
            <Section title="Who has accepted it">
              <Acceptances risk={risk} zone={zone} />
            </Section>
            <Section title="What happened">
              <Timeline moments={story} zone={zone} />
            </Section>
          </div>
          <aside>
            <WhatYouCanDoAboutRisk risk={risk} viewer={viewer} returned={returned} />
          </aside>
        </div>
      </>
    ),
  };
}

const places: Record<string, string> = {
  'adoption-request': '/adoption-requests',
  vendor: '/vendors',
};

function Touches({ risk }: { risk: RiskReading }) {
  if (risk.touches.length === 0) return <p class="quiet">Nothing yet.</p>;
  return (
    <ul>
      {risk.touches.map(({ kind, target, name }) => (
        <li key={`${kind} ${target}`}>
          {places[kind] === undefined ? name : <a href={`${places[kind]}/${target}`}>{name}</a>}
        </li>
      ))}
    </ul>
  );
}

function Listed({ items, none }: { items: readonly string[]; none: string }) {
  if (items.length === 0) return <p class="quiet">{none}</p>;
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Treatment({ risk, viewer, now }: { risk: RiskReading } & Reader) {
  const { treatment, actions } = risk;
  if (treatment === null) return <EmptyState title="Nothing has been decided about it yet." />;
  return (
    <>
      <p>
        <strong>{riskTreatmentWords[treatment.kind]}</strong>, chosen by <PersonLabel person={treatment.by} />{' '}
        on <Time at={treatment.at} zone={viewer.timeZone} style="day" />.
      </p>
      <Prose text={treatment.reason} />
      {actions.length > 0 && (
        <ul class="list">
          {actions.map((action) => (
            <li key={action.id}>
              <p class="list-title">{action.text}</p>
              <p class="list-side">
                {action.done === null ? <Due at={action.dueAt} now={now} zone={viewer.timeZone} /> : 'done'}
              </p>
              <p class="list-more">
                <span>
                  by <PersonLabel person={action.owner} />
                </span>
                {action.done !== null && <span>{action.done.note}</span>}
              </p>
              {action.done === null && (action.owner.id === viewer.person.id || mayTreat(risk, viewer)) && (
                <form method="post" action={`/risks/${risk.id}/actions/${action.id}/completion`} class="line">
                  <label>
                    <span class="unseen">How “{action.text}” was done</span>
                    <input name="/note" placeholder="How it was done" autocomplete="off" />
                  </label>
                  <button class="button-quiet">It is done</button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Acceptances({ risk, zone }: { risk: RiskReading; zone: string }) {
  if (risk.acceptances.length === 0) return <EmptyState title="Nobody has accepted it." />;
  return (
    <ol class="timeline" reversed>
      {risk.acceptances.toReversed().map((signed) => (
        <li key={signed.at}>
          <p>
            <PersonLabel person={signed.by} /> accepted <ScoreFigures score={signed.residual} /> until{' '}
            <Time at={signed.until} zone={zone} style="day" />, signed <Time at={signed.at} zone={zone} />
          </p>
          <Prose text={signed.reason} />
          {signed.ended !== null && (
            <p class="quiet">
              It does not count since <Time at={signed.ended.at} zone={zone} />:{' '}
              {staleWords[signed.ended.because] ?? signed.ended.because}.
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
