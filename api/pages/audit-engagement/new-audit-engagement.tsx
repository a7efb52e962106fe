import type { z } from 'zod';
import { systemsToChoose } from '../../../db/audit-engagement-scope.ts';
import { listPeopleInRole } from '../../../db/people-in-role.ts';
import { openAuditEngagement } from '../../routes/audit-engagement.ts';
import type { auditEngagementOpening } from '../../schemas/audit-engagement.ts';
import { atFields, Choices, FaultSummary, TextField } from '../components/form.tsx';
import { Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const access: ['compliance_manager', 'administrator'] = ['compliance_manager', 'administrator'];
type Call = Pick<PageCall<undefined, undefined>, 'services'>;

export const newAuditEngagementPage = page({
  method: 'get',
  path: '/audit-engagements/new',
  access,
  handle: (call) => formView(call, new Form(new URLSearchParams()), notRefused),
});

export const openAuditEngagementPage = page({
  method: 'post',
  path: '/audit-engagements',
  access,
  handle: async (call) => {
    try {
      const { body } = await call.perform(openAuditEngagement, { body: openingIn(call.form) });
      return { redirect: `/audit-engagements/${(body as { id: string }).id}` };
    } catch (error) {
      return formView(call, call.form, refusalIn(error));
    }
  },
});

/** No system chosen is all of them. */
function openingIn(form: Form): z.input<typeof auditEngagementOpening> {
  const systems = form.all('/scope/systems');
  return {
    title: form.text('/title'),
    firm: form.text('/firm'),
    scope: {
      from: form.text('/scope/from'),
      until: form.text('/scope/until'),
      systems: systems.length === 0 ? 'all' : systems,
    },
    endsOn: form.text('/endsOn'),
    auditors: form.all('/auditors'),
  };
}

async function formView({ services: { db } }: Call, form: Form, refused: Refused): Promise<View> {
  const [systems, auditors] = await Promise.all([
    systemsToChoose(db),
    listPeopleInRole(db, 'external_auditor', { limit: 200 }),
  ]);
  const faults = atFields(refused.faults);
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  const choices = (name: string) => ({ name, values: form.all(name), fault: faults.get(name) });
  return {
    title: 'Open an audit engagement',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Open an audit engagement</h1>
          <p class="lead">
            Auditors from outside look at what is in the scope, as it stands, and ask for evidence. They see
            no mail addresses and decide nothing. When the last day is over, they are out.
          </p>
        </div>
        <form method="post" action="/audit-engagements" class="form">
          <FaultSummary message={refused.message} faults={faults} />
          <TextField {...field('/title')} label="What is audited" hint="Such as: ISO/IEC 42001, stage 2" />
          <TextField {...field('/firm')} label="Who audits" hint="The firm or body whose people they are" />
          <div class="row">
            <TextField {...field('/scope/from')} label="The period begins on" type="date" />
            <TextField {...field('/scope/until')} label="The period ends on" type="date" />
            <TextField {...field('/endsOn')} label="Last day of the engagement" type="date" />
          </div>
          {systems.length > 0 && (
            <Choices
              {...choices('/scope/systems')}
              label="AI systems"
              hint="None chosen: all of them, and those to come."
              optional
              options={systems.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          {auditors.length === 0 ? (
            <p class="hint">
              Nobody holds the role External auditor yet. You can open the engagement, and let them in once
              they are in the directory.
            </p>
          ) : (
            <Choices
              {...choices('/auditors')}
              label="Who is let in"
              hint="People with the role External auditor"
              options={auditors.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <p class="buttons">
            <button>Open the engagement</button>
            <a href="/audit-engagements">Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}
