import type { z } from 'zod';
import { mayAssignGap, mayMend } from '../../../domain/gap.ts';
import { localDateOf } from '../../../domain/working-time.ts';
import type { gap } from '../../schemas/gap.ts';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';

/** What the viewer may do about a gap that is open. */
export function GapDeeds({
  reading: { id, owner, escalatedAt, plan, dueAt },
  viewer: { person, timeZone },
  form,
  refused,
}: {
  reading: z.output<typeof gap>;
  viewer: Viewer;
  form: Form;
  refused: Refused;
}) {
  const actor = { person: person.id, roles: person.roles };
  const held = { owner: owner?.id ?? null, escalatedAt };
  const field = (pointer: string, otherwise = '') => ({
    name: pointer,
    value: form.has(pointer) ? form.text(pointer) : otherwise,
    fault: refused.faults.get(pointer),
  });
  if (!mayAssignGap(actor, held)) return null;
  return (
    <div class="stack">
      <FaultSummary {...refused} />
      {mayMend(actor, held) && (
        <>
          <form method="post" action={`/gaps/${id}/closing`} class="panel panel-act form">
            <h2>Close it</h2>
            <p>The records are looked at once more: only when every one shows it is the gap closed.</p>
            <TextArea {...field('/cause')} label="What it came from" rows={3} />
            <TextArea
              {...field('/correction')}
              label="What was done so that it does not come again"
              rows={3}
            />
            <button>Close the gap</button>
          </form>
          <form method="post" action={`/gaps/${id}/plan`} class="panel form">
            <h2>Plan it</h2>
            <TextArea {...field('/text', plan?.text)} label="What is done so that it holds" rows={3} />
            <TextField
              {...field('/dueOn', localDateOf(dueAt, timeZone))}
              type="date"
              label="The last day for it"
              hint={
                owner?.id === person.id
                  ? 'A compliance manager who does not own it can set a later one.'
                  : undefined
              }
            />
            <button class="button-quiet">Put the plan down</button>
          </form>
        </>
      )}
      <form method="post" action={`/gaps/${id}/assignment`} class="panel form">
        <h2>{owner === null ? 'Give it to somebody' : 'Hand it over'}</h2>
        <TextField {...field('/owner')} label="To whom" hint="By user name. When it is due stays as it is." />
        <button class="button-quiet">It is theirs</button>
      </form>
    </div>
  );
}
