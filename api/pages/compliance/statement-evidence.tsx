import type { z } from 'zod';
import type { StatementStanding } from '../../../db/control-standing.ts';
import { takenExtensions } from '../../evidence-kind.ts';
import type { controlEvidence } from '../../schemas/control-evidence.ts';
import { EmptyState, PersonLabel, Section } from '../components/document.tsx';
import { FaultSummary, FileField, TextArea, TextField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';

type Evidence = z.output<typeof controlEvidence>;

/** What people have filed for a statement, and the form by which they do. */
export function StatementEvidence({
  statement: { id, check },
  items,
  viewer,
  mayFile,
  form,
  refused,
}: {
  statement: StatementStanding;
  items: Evidence[];
  viewer: Viewer;
  mayFile: boolean;
  form: Form;
  refused: Refused;
}) {
  return (
    <Section title="Evidence that people filed">
      {items.length === 0 ? (
        <EmptyState title="None has been filed.">
          {check !== 'manual' && <p>None is needed: the records show it, or do not.</p>}
        </EmptyState>
      ) : (
        <ul class="list">
          {items.map((evidence) => (
            <EvidenceRow
              key={evidence.id}
              statement={id}
              evidence={evidence}
              viewer={viewer}
              mayFile={mayFile}
            />
          ))}
        </ul>
      )}
      {mayFile && <FilingForm statement={id} form={form} refused={refused} />}
    </Section>
  );
}

function EvidenceRow({
  statement,
  evidence: { id, hash, name, owner, covers, endsAt, note, withdrawn },
  viewer,
  mayFile,
}: {
  statement: string;
  evidence: Evidence;
  viewer: Viewer;
  mayFile: boolean;
}) {
  return (
    <li>
      <p class="list-title">
        <a href={`/compliance/${statement}/files/${hash}`}>{name}</a>
      </p>
      <p class="list-side">
        {withdrawn === null ? (
          <>
            counts until <Time at={endsAt} zone={viewer.timeZone} style="day" />
          </>
        ) : (
          'withdrawn'
        )}
      </p>
      <p class="list-more">
        <span>
          {covers.from} to {covers.until}
        </span>
        <PersonLabel person={owner} />
        {note !== '' && <span>{note}</span>}
        {withdrawn !== null && <span>{withdrawn.reason}</span>}
        <code title={hash}>{hash.slice(0, 12)}</code>
      </p>
      {mayFile && withdrawn === null && (
        <details>
          <summary>Withdraw it</summary>
          <form method="post" action={`/compliance/${statement}/evidence/${id}/withdrawal`} class="form">
            <TextField name={`/reason-${id}`} label="Why" value="" />
            <button class="button-bad">It counts no more</button>
          </form>
        </details>
      )}
    </li>
  );
}

function FilingForm({ statement, form, refused }: { statement: string; form: Form; refused: Refused }) {
  const field = (pointer: string) => ({
    name: pointer,
    value: form.text(pointer),
    fault: refused.faults.get(pointer),
  });
  return (
    <details open={refused.message !== undefined}>
      <summary>File evidence</summary>
      <form
        method="post"
        action={`/compliance/${statement}/evidence`}
        enctype="multipart/form-data"
        class="form"
      >
        <FaultSummary {...refused} />
        <FileField
          name="file"
          label="File"
          accept={takenExtensions.join(',')}
          fault={refused.faults.get('/hash') ?? refused.faults.get('/file')}
        />
        <TextField {...field('/covers/from')} type="date" label="The first day of which it speaks" />
        <TextField {...field('/covers/until')} type="date" label="The last day of which it speaks" />
        <TextField
          {...field('/endsOn')}
          type="date"
          label="The last day on which it counts"
          hint="Three years from now at the most."
        />
        <TextField {...field('/owner')} label="Owner" hint="By user name; you, where it is empty." optional />
        <TextArea {...field('/note')} label="What in it shows it" optional />
        <button>File it</button>
      </form>
    </details>
  );
}
