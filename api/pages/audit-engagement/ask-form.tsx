import type { z } from 'zod';
import type { personToAsk } from '../../schemas/evidence-request.ts';
import { FaultSummary, Select, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { dateInWords } from './audit-engagement-words.tsx';

export type PersonToAsk = z.output<typeof personToAsk>;

/** By which an external auditor asks to be shown something. */
export function AskForm({
  action,
  form,
  refused,
  people,
  endsOn,
}: {
  action: string;
  form: Form;
  refused: Refused;
  people: readonly PersonToAsk[];
  endsOn: string;
}) {
  const field = (name: string) => ({ name, value: form.text(name), fault: refused.faults.get(name) });
  return (
    <form method="post" action={action} class="panel panel-act form" id="act">
      <h2>Ask for evidence</h2>
      <FaultSummary {...refused} />
      <TextField {...field('/title')} label="What you want to see" />
      <TextArea {...field('/text')} label="More about it" optional rows={3} />
      <div class="row">
        <Select
          {...field('/to')}
          label="Whom you ask"
          options={[
            { value: '', label: 'The compliance managers' },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextField
          {...field('/dueOn')}
          label="By which day"
          hint={`${dateInWords(endsOn)} at the latest`}
          type="date"
        />
      </div>
      <button>Ask for it</button>
    </form>
  );
}
