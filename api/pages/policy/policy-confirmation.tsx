import { z } from 'zod';
import { confirmPolicy } from '../../routes/policy-review.ts';
import { requestId } from '../../schemas/text.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { roleWords } from '../words.ts';
import { readPolicyFor } from './policy-reading.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const askConfirmation = page({
  method: 'get',
  path: '/policies/{id}/confirmation',
  access: 'person',
  params,
  handle: (call) => confirmationView(call, notRefused),
});

export const confirm = page({
  method: 'post',
  path: '/policies/{id}/confirmation',
  access: 'person',
  params,
  handle: async (call) => {
    const { form, perform } = call;
    const { id } = call.params;
    try {
      const { status } = await perform(confirmPolicy, {
        params: { id },
        body: { note: form.text('/note') },
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `/policies/${id}?done=${status === 202 ? 'under_way' : 'confirmed'}` };
    } catch (error) {
      return confirmationView(call, refusalIn(error));
    }
  },
});

async function confirmationView({ params: { id }, form, services }: Call, refused: Refused): Promise<View> {
  const { state: policy } = await readPolicyFor(services, id);
  const { title, approvers } = policy.details;
  return {
    title: `Confirm ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Confirm {title}</h1>
          <p class="lead">
            You have looked at it and nothing is to change. That is signed by{' '}
            {listInWords(approvers.map((role) => roleWords[role]))} like a new version; nobody is asked to
            acknowledge it again.
          </p>
        </div>
        <form method="post" action={`/policies/${id}/confirmation`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <TextArea
            name="/note"
            label="What you have looked at"
            optional
            value={form.text('/note')}
            fault={refused.faults.get('/note')}
          />
          <p class="buttons">
            <button>Confirm it unchanged</button>
            <a href={`/policies/${id}`}>Back, nothing is confirmed yet</a>
          </p>
        </form>
      </>
    ),
  };
}
