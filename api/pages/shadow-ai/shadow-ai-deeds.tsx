import { mayWrite } from '../../access.ts';
import { withQuery } from '../components/document.tsx';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { ShadowAiReading } from './shadow-ai-rows.tsx';

/** What the viewer may do about a finding that is open. */
export function ShadowAiDeeds({
  reading: { id, name, owner },
  viewer: { person },
  form,
  refused,
}: {
  reading: ShadowAiReading;
  viewer: Viewer;
  form: Form;
  refused: Refused;
}) {
  const oversees = person.roles.includes('compliance_manager');
  const owns = person.id === owner?.id;
  const field = (pointer: string) => ({
    name: pointer,
    value: form.text(pointer),
    fault: refused.faults.get(pointer),
  });
  return (
    <div class="stack">
      <FaultSummary {...refused} />
      {mayWrite(person) && (
        <section class="panel panel-act" aria-labelledby="adopt">
          <h2 id="adopt">Have it registered</h2>
          <p>Once its adoption is approved, it is in the register, and this finding is settled.</p>
          <p>
            <a href={withQuery('/adoption-requests/new', { system: name })}>Ask for its adoption …</a>
          </p>
        </section>
      )}
      {(owns || oversees) && (
        <>
          <form method="post" action={`/shadow-ai/${id}/blocking`} class="panel form">
            <h2>Have it blocked</h2>
            <TextArea
              {...field('/note')}
              label="How it is blocked"
              hint="If it is used all the same, it is found again, and due sooner."
            />
            <button>It is blocked</button>
          </form>
          <form method="post" action={`/shadow-ai/${id}/handover`} class="panel form">
            <h2>Hand it over</h2>
            <TextField
              {...field('/owner')}
              label="To whom"
              hint="By user name. When it is due stays as it is."
            />
            <button class="button-quiet">Hand it over</button>
          </form>
        </>
      )}
      {oversees && (
        <form method="post" action={`/shadow-ai/${id}/registration`} class="panel form">
          <h2>It is in the register by another name</h2>
          <TextField
            {...field('/system')}
            label="Name of the AI system"
            hint="From now on, whatever is told of this name counts there."
          />
          <button class="button-quiet">It is that one</button>
        </form>
      )}
      {oversees && !owns && (
        <form method="post" action={`/shadow-ai/${id}/dismissal`} class="panel form">
          <h2>It is no AI system</h2>
          <TextArea {...field('/reason')} label="Why" hint="It is not found again for a year." />
          <button class="button-bad">It is none</button>
        </form>
      )}
    </div>
  );
}
