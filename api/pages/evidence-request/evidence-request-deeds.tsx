import { Choices, FaultSummary, FileField, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { EvidenceFile, EvidenceRequestReading } from './evidence-request-reading.ts';

interface Deeds {
  request: EvidenceRequestReading;
  form: Form;
  refused: Refused;
}

const fieldsOf = (form: Form, refused: Refused) => (name: string) => ({
  name,
  value: form.text(name),
  fault: refused.faults.get(name),
});

/** What whoever is asked may do. */
export function ReplyForms({
  request: { id },
  form,
  refused,
  files,
}: Deeds & {
  /** Put to the request before, and not sent yet. */
  files: readonly EvidenceFile[];
}) {
  const path = `/evidence-requests/${id}`;
  const field = fieldsOf(form, refused);
  return (
    <section class="stack" aria-label="Reply" id="act">
      <form
        method="post"
        action={`${path}/answer`}
        enctype="multipart/form-data"
        class="panel panel-act form"
      >
        <h2>Answer</h2>
        <FaultSummary {...refused} />
        <TextArea {...field('/text')} label="What shows it" />
        {files.length > 0 && (
          <Choices
            name="/files"
            label="Files that go with it"
            values={files.map(({ hash }) => hash)}
            options={files.map(({ hash, name }) => ({ value: hash, label: name }))}
          />
        )}
        <FileField
          name="/file"
          label="A file that shows it"
          hint="PDF, picture, text, CSV or an Office document without macros; 25 MiB at most. The auditors see it once you answer."
          optional
          fault={refused.faults.get('/file')}
        />
        <button>Answer</button>
      </form>
      <details class="panel" open={refused.faults.has('/reason')}>
        <summary>Decline it</summary>
        <form method="post" action={`${path}/declining`} class="form">
          <TextArea {...field('/reason')} label="Why it is not shown" rows={3} />
          <button class="button-bad">Decline</button>
        </form>
      </details>
      <details class="panel" open={refused.faults.has('/to')}>
        <summary>Have somebody else reply</summary>
        <form method="post" action={`${path}/handover`} class="form">
          <TextField
            {...field('/to')}
            label="Who"
            hint="By user name; empty: the compliance managers. When it is due stays as it is."
          />
          <button class="button-quiet">Hand it over</button>
        </form>
      </details>
    </section>
  );
}

/** What an auditor may say to a reply. */
export function JudgeForms({ request: { id }, form, refused }: Deeds) {
  const path = `/evidence-requests/${id}`;
  const field = fieldsOf(form, refused);
  return (
    <section class="stack" aria-label="What you make of it" id="act">
      <FaultSummary {...refused} />
      <form method="post" action={`${path}/acceptance`} class="panel panel-act form">
        <h2>It will do</h2>
        <TextArea {...field('/note')} label="A note" optional rows={2} />
        <button>Accept it</button>
      </form>
      <form method="post" action={`${path}/asking-back`} class="panel form">
        <h2>Ask back</h2>
        <TextArea
          {...field('/missing')}
          fault={refused.faults.get('/text')}
          label="What is missing"
          rows={3}
        />
        <TextField {...field('/dueOn')} label="By which day" type="date" />
        <button class="button-quiet">Ask back</button>
      </form>
    </section>
  );
}
