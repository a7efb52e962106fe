import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { dataClasses } from '../../../domain/adoption-request-content.ts';
import { reportedConcerns, type Vendor } from '../../../domain/vendor-state.ts';
import type { AnyRoute } from '../../route.ts';
import { assessVendor, reportOnVendor } from '../../routes/vendor-assessment.ts';
import { offBoardVendor } from '../../routes/vendor.ts';
import { requestId } from '../../schemas/text.ts';
import { Choice, Choices, FaultSummary, TextArea } from '../components/form.tsx';
import { type Form, page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { dataClassWords } from '../words.ts';
import { readVendorFor } from './vendor-reading.ts';
import { concernMeanings, concernWords } from './vendor-words.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

/** Something that can be done to a vendor by a form of its own. */
interface Deed {
  route: AnyRoute;
  done: string;
  bodyOf: (form: Form) => unknown;
  view: (asked: { id: string; vendor: Vendor; form: Form | undefined; refused: Refused }) => View;
}

const assessment: Deed = {
  route: assessVendor,
  done: 'started',
  bodyOf: (form) => ({ dataClasses: form.all('/dataClasses') }),
  view: ({ id, vendor, form, refused }) => {
    const { assessment: current, review, policy } = vendor;
    const already = current?.dataClasses ?? review?.dataClasses ?? [];
    return formView({
      ...{ id, vendor, refused },
      action: `/vendors/${id}/assessments`,
      title: current === null ? `Assess ${vendor.details.name}` : 'Widen the assessment',
      lead:
        current === null
          ? `It has ${policy.rules.answerDays} days to answer; then its answers are signed off.`
          : 'The assessment in progress is for these too. Whoever has signed off signs again.',
      button: current === null ? 'Start the assessment' : 'Widen it',
      fields: (
        <Choices
          name="/dataClasses"
          label="What it is to be approved for"
          values={form?.all('/dataClasses') ?? already}
          fault={refused.faults.get('/dataClasses')}
          options={dataClasses.map((value) => ({ value, label: dataClassWords[value] }))}
        />
      ),
    });
  },
};

const report: Deed = {
  route: reportOnVendor,
  done: 'reported',
  bodyOf: (form) => ({ what: form.text('/what'), note: form.text('/note') }),
  view: ({ id, vendor, form, refused }) =>
    formView({
      ...{ id, vendor, refused },
      action: `/vendors/${id}/reports`,
      title: `Report on ${vendor.details.name}`,
      lead:
        vendor.assessment === null
          ? 'It is assessed again. What it is approved for stands until that has been decided.'
          : 'The assessment in progress is made with it in mind. Whoever has signed off signs again.',
      button: 'Report it',
      fields: (
        <>
          <Choice
            name="/what"
            label="What it is"
            value={form?.text('/what') ?? ''}
            fault={refused.faults.get('/what')}
            options={reportedConcerns.map((value) => ({
              value,
              label: concernWords[value],
              hint: concernMeanings[value],
            }))}
          />
          <TextArea
            name="/note"
            label="What has happened"
            hint="And how you know."
            value={form?.text('/note') ?? ''}
            fault={refused.faults.get('/note')}
          />
        </>
      ),
    }),
};

const offBoarding: Deed = {
  route: offBoardVendor,
  done: 'off_boarded',
  bodyOf: (form) => ({ reason: form.text('/reason') }),
  view: ({ id, vendor, form, refused }) =>
    formView({
      ...{ id, vendor, refused },
      action: `/vendors/${id}/off-boarding`,
      title: `Off-board ${vendor.details.name}`,
      lead: 'This is final. Systems that rest on it are flagged, and no approval can rest on it any more.',
      button: 'Off-board it',
      isBad: true,
      fields: (
        <TextArea
          name="/reason"
          label="Why, and what became of our data"
          value={form?.text('/reason') ?? ''}
          fault={refused.faults.get('/reason')}
        />
      ),
    }),
};

export const newAssessment = asking('/vendors/{id}/assessments/new', assessment);
export const startAssessment = doing('/vendors/{id}/assessments', assessment);
export const newReport = asking('/vendors/{id}/reports/new', report);
export const makeReport = doing('/vendors/{id}/reports', report);
export const askOffBoarding = asking('/vendors/{id}/off-boarding', offBoarding);
export const offBoard = doing('/vendors/{id}/off-boarding', offBoarding);

function asking(path: string, deed: Deed) {
  return page({ method: 'get', path, access: 'person', params, handle: (call) => view(call, deed) });
}

function doing(path: string, deed: Deed) {
  return page({ method: 'post', path, access: 'person', params, handle: (call) => carryOut(call, deed) });
}

async function carryOut(call: Call, deed: Deed): Promise<PageReply> {
  const { id } = call.params;
  try {
    const { status } = await call.perform(deed.route, {
      params: { id },
      body: deed.bodyOf(call.form),
      headers: { 'idempotency-key': call.form.text('key') },
    });
    return { redirect: `/vendors/${id}?done=${status === 202 ? 'under_way' : deed.done}` };
  } catch (error) {
    return view(call, deed, refusalIn(error));
  }
}

async function view({ params: { id }, form, services }: Call, deed: Deed, refused?: Refused): Promise<View> {
  const { state: vendor } = await readVendorFor(services, id);
  return deed.view({ id, vendor, form: refused && form, refused: refused ?? notRefused });
}

interface FormView {
  id: string;
  vendor: Vendor;
  refused: Refused;
  action: string;
  title: string;
  lead: string;
  button: string;
  isBad?: boolean;
  fields: ComponentChildren;
}

function formView({ id, vendor, refused, action, title, lead, button, isBad, fields }: FormView): View {
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <form method="post" action={action} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          {fields}
          <p class="buttons">
            <button class={isBad === true ? 'button-bad' : undefined}>{button}</button>
            <a href={`/vendors/${id}`}>Back to {vendor.details.name}</a>
          </p>
        </form>
      </>
    ),
  };
}
