import { z } from 'zod';
import { submitPolicy } from '../../routes/policy-review.ts';
import { requestId } from '../../schemas/text.ts';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readPolicyFor } from './policy-reading.ts';
import { submissionIn, submissionView, type TypedSubmission } from './policy-submission-view.tsx';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

/** The second of two steps: what follows from it. Nothing is handed in yet. */
export const reviewSubmission = page({
  method: 'post',
  path: '/policies/{id}/submission',
  access: 'person',
  params,
  handle: (call) => shown(call, submissionIn(call.form), notRefused),
});

export const handIn = page({
  method: 'post',
  path: '/policies/{id}/submissions',
  access: 'person',
  params,
  handle: async (call) => {
    const { form, perform } = call;
    const { id } = call.params;
    const typed = submissionIn(form);
    try {
      const { status } = await perform(submitPolicy, {
        params: { id },
        body: {
          major: typed.major === 'true',
          note: typed.note,
          ...(typed.effectiveOn !== '' && { effectiveOn: typed.effectiveOn }),
        },
        headers: { 'if-match': `"${typed.draft}"`, 'idempotency-key': typed.key },
      });
      return { redirect: `/policies/${id}?done=${status === 202 ? 'under_way' : 'handed_in'}` };
    } catch (error) {
      // What was refused once stays refused under the same key: a mended form is another attempt.
      return shown(call, { ...typed, key: crypto.randomUUID() }, refusalIn(error));
    }
  },
});

async function shown(
  { params: { id }, services }: Call,
  typed: TypedSubmission,
  refused: Refused,
): Promise<View> {
  const { state: policy } = await readPolicyFor(services, id);
  return submissionView(id, policy, typed, refused);
}
