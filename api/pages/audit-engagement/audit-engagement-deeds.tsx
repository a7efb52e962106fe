import type { PersonName } from '../../../db/directory.ts';
import { FaultSummary, Select, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { AuditEngagementReading } from './audit-engagement-words.tsx';

/** What each form of the page does. */
export type Deed = 'entry' | 'removal' | 'pack' | 'end' | 'closing';

/** What whoever directs an engagement that is open may do: say who is let in, and until when. */
export function AuditEngagementDeeds({
  engagement: { id, auditors, endsOn },
  form,
  refused,
  outside,
}: {
  engagement: AuditEngagementReading;
  form: Form;
  refused: Refused;
  /** External auditors of the directory. */
  outside: readonly PersonName[];
}) {
  const path = `/audit-engagements/${id}`;
  const others = outside.filter((one) => auditors.every((auditor) => auditor.id !== one.id));
  const field = (deed: Deed, of: string) => {
    const name = `/${deed}/${of}`;
    return { name, value: form.text(name), fault: refused.faults.get(name) };
  };
  const isAtFault = (deed: Deed) => [...refused.faults.keys()].some((name) => name.startsWith(`/${deed}/`));
  const options = (people: readonly PersonName[]) =>
    people.map((person) => ({ value: person.id, label: person.name }));
  return (
    <section class="stack" aria-label="Direct it" id="act">
      <FaultSummary {...refused} />
      {others.length > 0 && (
        <form method="post" action={`${path}/auditors`} class="panel form">
          <h2>Let somebody in</h2>
          <Select {...field('entry', 'auditor')} label="Which external auditor" options={options(others)} />
          <button>Let them in</button>
        </form>
      )}
      <form method="post" action={`${path}/packs`} class="panel form">
        <h2>Hand them an audit pack</h2>
        <p>
          All on record of the scope, up to now, in one file that verifies without us. Its auditors can
          download it: names of people are in it, addresses from the directory are not.
        </p>
        <button class="button-quiet">Have it made</button>
      </form>
      {auditors.length > 0 && (
        <details class="panel" open={isAtFault('removal')}>
          <summary>Let somebody in no more</summary>
          <form method="post" action={`${path}/auditor-removal`} class="form">
            <Select {...field('removal', 'auditor')} label="Which auditor" options={options(auditors)} />
            <TextArea {...field('removal', 'reason')} label="Why they are out" rows={2} />
            <button class="button-bad">They are out</button>
          </form>
        </details>
      )}
      <details class="panel" open={isAtFault('end')}>
        <summary>Move the end</summary>
        <form method="post" action={`${path}/end`} class="form">
          <TextField
            {...field('end', 'endsOn')}
            value={form.text('/end/endsOn') || endsOn}
            label="New last day"
            type="date"
          />
          <TextArea {...field('end', 'reason')} label="Why it is moved" rows={2} />
          <button class="button-quiet">Move it</button>
        </form>
      </details>
      <details class="panel" open={isAtFault('closing')}>
        <summary>Close it now</summary>
        <form method="post" action={`${path}/closing`} class="form">
          <TextArea
            {...field('closing', 'reason')}
            label="Why it is closed"
            hint="Its auditors see nothing any more at once, and what they still ask for is called off."
            rows={2}
          />
          <button class="button-bad">Close it</button>
        </form>
      </details>
    </section>
  );
}
