import type { z } from 'zod';
import { callOffAction, completeAction, handOverAction, readAction } from '../../routes/action.ts';
import { Problem } from '../../problem.ts';
import type { action } from '../../schemas/action.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { Due, Time } from '../components/time.tsx';
import { deedsOn, type ProcessCall, processParams } from '../deed.ts';
import { type Form, page, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { ActionStateMark } from './action-rows.tsx';

type ActionReading = z.output<typeof action>;

export const readActionPage = page({
  method: 'get',
  path: '/actions/{id}',
  access: 'anyone',
  params: processParams,
  handle: (call) => actionView(call, notRefused),
});

const deed = deedsOn('/actions', actionView);

export const complete = deed('completion', completeAction, (form) => ({ note: form.text('/note') }));

export const handOver = deed('handover', handOverAction, (form) => ({ owner: form.text('/owner') }));

export const callOff = deed('calling-off', callOffAction, (form) => ({ reason: form.text('/reason') }));

async function actionView(
  { params: { id }, form, viewer, at, perform }: ProcessCall,
  refused: Refused,
): Promise<View> {
  const { status, body } = await perform(readAction, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This action is on its way. Look again soon.');
  const reading = body as ActionReading;
  const { owner, openedBy, openedAt, dueAt, state, settled, text, subject, course } = reading;
  return {
    title: text,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <ActionStateMark state={state} />
            {state === 'open' && <Due at={dueAt} now={at} zone={viewer.timeZone} />}
          </p>
          <h1>{text}</h1>
        </div>
        {settled !== null && (
          <Notice tone={state === 'done' ? 'good' : 'plain'}>
            <PersonLabel person={settled.by} /> <Time at={settled.at} zone={viewer.timeZone} />
            <Prose text={settled.note} />
          </Notice>
        )}
        <Facts
          facts={[
            ['Follows from', <Subject key="subject" subject={subject} />],
            ['Done by', <PersonLabel key="owner" person={owner} />],
            ['Due', <Time key="due" at={dueAt} zone={viewer.timeZone} />],
            ['Training before', course && <Training key="training" course={course} />],
            [
              'Set by',
              <span key="by">
                <PersonLabel person={openedBy} />, <Time at={openedAt} zone={viewer.timeZone} />
              </span>,
            ],
          ]}
        />
        {state === 'open' && <Deeds reading={reading} viewer={viewer} form={form} refused={refused} />}
      </>
    ),
  };
}

function Training({ course: { id, title } }: { course: { id: string; title: string } }) {
  return (
    <>
      <a href={`/courses/${id}`}>{title}</a>: whoever does this, and everybody in the teams that will use the
      system, must have completed it
    </>
  );
}

function Subject({ subject }: { subject: string }) {
  const [kind = '', id = ''] = subject.split('/');
  if (kind === 'adoption-request')
    return <a href={`/adoption-requests/${id}`}>the approval of an adoption request</a>;
  if (kind === 'vendor') return <a href={`/vendors/${id}`}>the approval of a vendor</a>;
  if (kind === 'management-review') return <a href={`/management-reviews/${id}`}>a management review</a>;
  if (kind === 'usage-audit') return <a href={`/usage-audits/${id}`}>a usage audit</a>;
  return <>{subject}</>;
}

function Deeds({
  reading: { id, owner },
  viewer: { person },
  form,
  refused,
}: {
  reading: ActionReading;
  viewer: Viewer;
  form: Form;
  refused: Refused;
}) {
  const oversees = person.roles.includes('compliance_manager');
  const owns = person.id === owner.id;
  if (!owns && !oversees) return null;
  return (
    <div class="stack">
      <FaultSummary {...refused} />
      <form method="post" action={`/actions/${id}/completion`} class="panel panel-act form" id="act">
        <h2>Say that it is done</h2>
        <TextArea
          name="/note"
          label="What was done"
          value={form.text('/note')}
          fault={refused.faults.get('/note')}
        />
        <button>It is done</button>
      </form>
      <form method="post" action={`/actions/${id}/handover`} class="panel form">
        <h2>Hand it over</h2>
        <TextField
          name="/owner"
          label="To whom"
          hint="By user name. When it is due stays as it is."
          value={form.text('/owner')}
          fault={refused.faults.get('/owner')}
        />
        <button class="button-quiet">Hand it over</button>
      </form>
      {oversees && !owns && (
        <form method="post" action={`/actions/${id}/calling-off`} class="panel form">
          <h2>Call it off</h2>
          <TextArea
            name="/reason"
            label="Why it need not be done"
            value={form.text('/reason')}
            fault={refused.faults.get('/reason')}
          />
          <button class="button-bad">Call it off</button>
        </form>
      )}
    </div>
  );
}
