import { riskTreatments } from '../../../domain/risk-state.ts';
import { Choice, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { mayAccept, mayClose, mayTreat, type RiskReading } from './risk-reading.ts';
import { ScoreFigures } from './risk-mark.tsx';
import { riskTreatmentMeanings, riskTreatmentWords } from './risk-words.ts';

/** What came back when a form was refused: what had been typed, and what is wrong with it. */
export interface Returned {
  deed: 'treatment' | 'acceptance' | 'completion';
  form: Form;
  refused: Refused;
}

/** What the viewer can do about the risk now; nothing where that is nothing. */
export function WhatYouCanDoAboutRisk({
  risk,
  viewer,
  returned,
}: {
  risk: RiskReading;
  viewer: Viewer;
  returned: Returned | undefined;
}) {
  const treats = mayTreat(risk, viewer) && risk.state !== 'closed';
  const accepts = mayAccept(risk, viewer);
  return (
    <div class="stack">
      {accepts && <AcceptanceForm risk={risk} returned={returned} zone={viewer.timeZone} />}
      {treats && <TreatmentForm risk={risk} returned={returned} isNext={!accepts && !risk.dealtWith} />}
      {!accepts && !mayTreat(risk, viewer) && (
        <div class="panel">
          <p class="quiet">{risk.owner.name} and compliance managers treat this risk.</p>
        </div>
      )}
      {mayTreat(risk, viewer) && <WhatElse risk={risk} viewer={viewer} />}
    </div>
  );
}

/** What changes the risk itself, each on a page of its own. */
function WhatElse({ risk, viewer }: { risk: RiskReading; viewer: Viewer }) {
  const deeds: [path: string, label: string][] =
    risk.state === 'closed'
      ? [['reopening', 'Reopen it …']]
      : [
          ['description', 'Describe it anew …'],
          ['assessment', 'Assess it anew …'],
          ...(mayClose(risk, viewer) ? [['closure', 'Close it …'] satisfies [string, string]] : []),
        ];
  return (
    <div class="panel">
      <h2>{risk.state === 'closed' ? 'Take it up again' : 'Change the risk'}</h2>
      <p class="buttons">
        {deeds.map(([path, label]) => (
          <a key={path} class="button button-quiet" href={`/risks/${risk.id}/${path}`}>
            {label}
          </a>
        ))}
      </p>
    </div>
  );
}

function AcceptanceForm({
  risk,
  returned,
  zone,
}: {
  risk: RiskReading;
  returned: Returned | undefined;
  zone: string;
}) {
  const [form, refused] = typedIn('acceptance', returned);
  return (
    <form method="post" action={`/risks/${risk.id}/acceptances`} class="panel panel-act form" id="act">
      <h2>Accept this risk</h2>
      {refused !== undefined && <FaultSummary {...refused} />}
      <p>
        You sign for the residual score <ScoreFigures score={risk.residual} /> as it is now. When the score,
        what it touches or the policy changes, somebody must sign again.
      </p>
      {risk.dealWithBy !== null && (
        <p class="quiet">
          due <Time at={risk.dealWithBy} zone={zone} style="day" />
        </p>
      )}
      <input type="hidden" name="likelihood" value={String(risk.residual.likelihood)} />
      <input type="hidden" name="impact" value={String(risk.residual.impact)} />
      <TextArea
        name="/reason"
        label="Why it is acceptable"
        value={form?.text('/reason') ?? ''}
        fault={refused?.faults.get('/reason')}
      />
      <TextField
        name="/until"
        label="Until"
        type="date"
        small
        hint={`The last day on which it holds; ${risk.acceptableUntil} at most.`}
        value={form?.text('/until') ?? risk.acceptableUntil}
        fault={refused?.faults.get('/until')}
      />
      <button>Accept until then</button>
    </form>
  );
}

function TreatmentForm({
  risk,
  returned,
  isNext,
}: {
  risk: RiskReading;
  returned: Returned | undefined;
  isNext: boolean;
}) {
  const [form, refused] = typedIn('treatment', returned);
  return (
    <form
      method="post"
      action={`/risks/${risk.id}/treatment`}
      class={isNext ? 'panel panel-act form' : 'panel form'}
      id={isNext ? 'act' : undefined}
    >
      <h2>{risk.treatment === null ? 'Treat this risk' : 'Treat it otherwise'}</h2>
      {refused !== undefined && <FaultSummary {...refused} />}
      <Choice
        name="/treatment"
        label="Treatment"
        value={form?.text('/treatment') ?? ''}
        fault={refused?.faults.get('/treatment')}
        options={riskTreatments.map((value) => ({
          value,
          label: riskTreatmentWords[value],
          hint: riskTreatmentMeanings[value],
        }))}
      />
      <TextArea
        name="/reason"
        label="Why so"
        value={form?.text('/reason') ?? ''}
        fault={refused?.faults.get('/reason')}
      />
      <fieldset>
        <legend>To mitigate: what is done</legend>
        {refused?.faults.has('/actions') === true && <p class="fault">{refused.faults.get('/actions')}</p>}
        <TextField
          name="/actions/0/text"
          label="What"
          optional
          value={form?.text('/actions/0/text') ?? ''}
          fault={refused?.faults.get('/actions/0/text')}
        />
        <TextField
          name="/actions/0/owner"
          label="By whom"
          optional
          value={form?.text('/actions/0/owner') ?? ''}
          fault={refused?.faults.get('/actions/0/owner')}
        />
        <TextField
          name="/actions/0/dueOn"
          label="By when"
          type="date"
          optional
          small
          value={form?.text('/actions/0/dueOn') ?? ''}
          fault={refused?.faults.get('/actions/0/dueOn')}
        />
      </fieldset>
      <button class={isNext ? undefined : 'button-quiet'}>Treat it so</button>
    </form>
  );
}

function typedIn(
  deed: Returned['deed'],
  returned: Returned | undefined,
): [form: Form | undefined, refused: Refused | undefined] {
  return returned?.deed === deed ? [returned.form, returned.refused] : [undefined, undefined];
}
