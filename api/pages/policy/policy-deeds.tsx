import { z } from 'zod';
import type { Policy } from '../../../domain/policy-state.ts';
import type { AnyRoute } from '../../route.ts';
import { callOffPolicyReview } from '../../routes/policy-review.ts';
import { retirePolicy } from '../../routes/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readPolicyFor } from './policy-reading.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

/** Something that a compliance manager does to a policy, with a reason. */
interface Deed {
  path: string;
  route: AnyRoute;
  done: string;
  words: (policy: Policy) => { title: string; lead: string; label: string; button: string };
}

const callingOff: Deed = {
  path: '/policies/{id}/review',
  route: callOffPolicyReview,
  done: 'called_off',
  words: ({ details, review }) => ({
    title: `Call off review ${review?.number ?? ''} of ${details.title}`,
    lead: 'It ends without a result, whatever was handed in or signed. The version in force stays.',
    label: 'Why',
    button: 'Call the review off',
  }),
};

const retirement: Deed = {
  path: '/policies/{id}/retirement',
  route: retirePolicy,
  done: 'retired',
  words: ({ details }) => ({
    title: `Retire ${details.title}`,
    lead: 'This is final: it is in force no more, it is not reviewed, and nobody is asked for it. Its versions and who had acknowledged them stay on record.',
    label: 'Why, and what takes its place',
    button: 'Retire it',
  }),
};

export const askCallingOff = asking(callingOff);
export const callOff = doing(callingOff);
export const askRetirement = asking(retirement);
export const retire = doing(retirement);

function asking(deed: Deed) {
  const handle = (call: Call) => view(call, deed, notRefused);
  return page({ method: 'get', path: deed.path, access: ['compliance_manager'], params, handle });
}

function doing(deed: Deed) {
  return page({
    method: 'post',
    path: deed.path,
    access: ['compliance_manager'],
    params,
    handle: async (call: Call) => {
      const { id } = call.params;
      try {
        const { status } = await call.perform(deed.route, {
          params: { id },
          body: { reason: call.form.text('/reason') },
          headers: { 'idempotency-key': call.form.text('key') },
        });
        return { redirect: `/policies/${id}?done=${status === 202 ? 'under_way' : deed.done}` };
      } catch (error) {
        return view(call, deed, refusalIn(error));
      }
    },
  });
}

async function view(
  { params: { id }, form, services }: Call,
  { path, words }: Deed,
  refused: Refused,
): Promise<View> {
  const { state: policy } = await readPolicyFor(services, id);
  const { title, lead, label, button } = words(policy);
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <form method="post" action={path.replace('{id}', id)} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <TextArea
            name="/reason"
            label={label}
            value={form.text('/reason')}
            fault={refused.faults.get('/reason')}
          />
          <p class="buttons">
            <button class="button-bad">{button}</button>
            <a href={`/policies/${id}`}>Back to the policy</a>
          </p>
        </form>
      </>
    ),
  };
}
