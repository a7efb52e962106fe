import { mayAssign, mayAudit } from '../../../domain/usage-audit.ts';
import { Choice, Choices, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { counted } from '../components/time.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { UsageAuditReading } from './usage-audit-words.tsx';

interface Part {
  audit: UsageAuditReading;
  form: Form;
  refused: Refused;
}

export interface Offers {
  takes: boolean;
  assigns: boolean;
  audits: boolean;
  callsOff: boolean;
}

/** What the viewer can do with the audit as it stands. */
export function offersOf(audit: UsageAuditReading, { actor }: Viewer): Offers {
  const { state, auditor, concerned, escalatedAt, owner } = audit;
  const isOpen = state === 'waiting' || state === 'auditing';
  const isOver = state === 'signed' || state === 'called_off';
  const isConcerned = [...concerned, ...(owner === null ? [] : [owner])].some(
    ({ id }) => id === actor.person,
  );
  return {
    takes: state === 'waiting' && mayAudit(actor) && !isConcerned,
    assigns: isOpen && mayAssign({ escalatedAt }, actor) && !isConcerned,
    audits: state === 'auditing' && auditor?.id === actor.person,
    callsOff: !isOver && mayAudit(actor) && !isConcerned,
  };
}

export function UsageAuditDeeds({ offers, ...part }: Part & { offers: Offers }) {
  const { takes, assigns, audits, callsOff } = offers;
  if (!takes && !assigns && !audits && !callsOff) return null;
  return (
    <div class="stack screen-only" id="act">
      <FaultSummary {...part.refused} />
      {audits && <Auditing {...part} />}
      {takes && <Taking {...part} />}
      {assigns && <Assigning {...part} />}
      {callsOff && <CallingOff {...part} />}
    </div>
  );
}

function Taking({ audit: { id } }: Part) {
  return (
    <form method="post" action={`/usage-audits/${id}/taking`} class="panel panel-act form">
      <h2>Audit it yourself</h2>
      <p>You look at the figures and at each use of the sample, and say what you make of it.</p>
      <button>Take it</button>
    </form>
  );
}

function Assigning({ audit: { id, auditor }, form, refused: { faults } }: Part) {
  return (
    <form method="post" action={`/usage-audits/${id}/assignment`} class="panel form">
      <h2>{auditor === null ? 'Say who audits it' : 'Have somebody else audit it'}</h2>
      <TextField
        name="/to"
        label="Who audits it"
        hint="Their user name. Nobody audits a system that they own, asked for or signed the approval of."
        value={form.text('/to')}
        fault={faults.get('/to')}
      />
      <button class="button-quiet">Give it to them</button>
    </form>
  );
}

function Auditing({ audit, form, refused: { faults } }: Part) {
  const { id, findings, version } = audit;
  const isClean = findings.length === 0;
  const isGrave = findings.some(({ severity }) => severity === 'critical');
  return (
    <section class="panel panel-act" aria-labelledby="audit-title">
      <h2 id="audit-title">Audit it</h2>
      <p>
        Look at the figures, and at each use of the sample. Put down what is not as it was approved, or
        confirm that it was.
      </p>
      <p class="buttons">
        <a class="button button-quiet" href={`/usage-audits/${id}/findings`}>
          Write the findings …
        </a>
      </p>
      <form method="post" action={`/usage-audits/${id}/signature`} class="form">
        <input type="hidden" name="version" value={version} />
        <Choice
          name="/conclusion"
          label="What you conclude"
          value={form.text('/conclusion')}
          required
          options={[
            isClean
              ? {
                  value: 'within_scope',
                  label: 'It was used within its approved scope',
                  hint: 'You have found nothing that was not as approved.',
                }
              : {
                  value: 'findings',
                  label: `There are findings: ${findings.length}`,
                  hint: `${counted(findings.length, 'action')} will be opened with your signature.`,
                },
          ]}
          fault={faults.get('/conclusion')}
        />
        <TextArea
          name="/note"
          label="What you have looked at, and what you make of it"
          value={form.text('/note')}
          fault={faults.get('/note')}
          rows={4}
        />
        {isGrave && (
          <Choices
            name="/reopens"
            label="The approval of the system"
            values={form.all('/reopens')}
            options={[
              {
                value: 'true',
                label: 'Is to be signed again',
                hint: 'Whoever has approved it is asked; where they do not sign in time, it is suspended.',
              },
            ]}
            fault={faults.get('/reopens')}
            optional
          />
        )}
        <p class="hint">
          Your signature binds to version {version} of the findings and to the figures above.
        </p>
        <button>Sign</button>
      </form>
    </section>
  );
}

function CallingOff({ audit: { id }, form, refused: { faults } }: Part) {
  return (
    <form method="post" action={`/usage-audits/${id}/calling-off`} class="panel form">
      <h2>Call it off</h2>
      <TextArea
        name="/reason"
        label="Why it is not made"
        hint="It stands in the audit trail. The next audit looks at this period too."
        value={form.text('/reason')}
        fault={faults.get('/reason')}
        rows={2}
      />
      <button class="button-bad">Call it off</button>
    </form>
  );
}
