import { packReaders } from '../../../domain/audit-pack.ts';
import { localDateOf } from '../../../domain/working-time.ts';
import { askForAuditPack } from '../../routes/audit-pack.ts';
import { atFields, Choice, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { type Form, page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const path = '/audit-packs/new';

export const newAuditPack = page({
  method: 'get',
  path,
  access: [...packReaders],
  handle: ({ form, viewer, at }) =>
    Promise.resolve(formView(form, localDateOf(at, viewer.timeZone), notRefused)),
});

export const askForAuditPackPage = page({
  method: 'post',
  path,
  access: [...packReaders],
  handle: async ({ form, viewer, at, perform }) => {
    const systems = form.text('which') === 'named' ? form.lines('/scope/systems') : 'all';
    const body = {
      title: form.text('/title'),
      from: form.text('/from'),
      until: form.text('/until'),
      scope: { systems },
    };
    try {
      const reply = await perform(askForAuditPack, { body });
      return { redirect: `/audit-packs/${(reply.body as { id: string }).id}` };
    } catch (error) {
      return formView(form, localDateOf(at, viewer.timeZone), refusalIn(error));
    }
  },
});

function formView(form: Form, today: string, { message, faults: all, status }: Refused): View {
  const faults = atFields(all);
  const field = (name: string, usual = '') => ({
    name,
    value: form.has(name) ? form.text(name) : usual,
    fault: faults.get(name),
  });
  return {
    title: 'Ask for an audit pack',
    status,
    main: (
      <>
        <div class="page-head">
          <p>
            <a href="/audit-packs">Audit packs</a>
          </p>
          <h1>Ask for an audit pack</h1>
          <p class="lead">
            It is made in the background and kept for 30 days. Evidence from before the period that still
            holds in it, such as approvals, is in it too.
          </p>
        </div>
        <form method="post" action={path} class="form">
          <FaultSummary message={message} faults={faults} />
          <TextField {...field('/title')} label="What it is for" hint="Such as: Certification audit 2026" />
          <div class="row">
            <TextField {...field('/from', `${today.slice(0, 4)}-01-01`)} label="First day" type="date" />
            <TextField {...field('/until', today)} label="Last day" type="date" />
          </div>
          <Choice
            name="which"
            label="AI systems"
            value={form.has('which') ? form.text('which') : 'all'}
            options={[
              { value: 'all', label: 'All of them', hint: 'Every stream of the register is in it.' },
              {
                value: 'named',
                label: 'Only these',
                hint: 'With what rests on them, and what is of the whole organisation: policies, training, reviews.',
              },
            ]}
          />
          <TextArea
            {...field('/scope/systems')}
            label="Which"
            hint="One a line, by name or id."
            rows={3}
            optional
          />
          <p class="buttons">
            <button>Ask for it</button>
          </p>
        </form>
      </>
    ),
  };
}
