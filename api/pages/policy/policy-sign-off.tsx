import { z } from 'zod';
import { signOffRoles } from '../../../domain/identity.ts';
import { policyTextOf } from '../../../db/policy-text.ts';
import { versionInForce } from '../../../domain/policy-time.ts';
import { Problem } from '../../problem.ts';
import { signOffPolicy } from '../../routes/policy-review.ts';
import { requestId } from '../../schemas/text.ts';
import { withQuery } from '../components/document.tsx';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import { changedSubmissionView, confirmSignOffView } from './policy-sign-off-confirmation.tsx';
import {
  type PolicyIntent,
  policyIntentIn,
  readSubmission,
  type SubmissionReading,
} from './policy-sign-off-reading.ts';
import { signOffView } from './policy-sign-off-view.tsx';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, z.ZodType | undefined>;

/** Everything that is signed, beside the form that says how. */
export const readSignOffPage = page({
  method: 'get',
  path: '/policies/{id}/sign-off',
  access: 'anyone',
  params,
  query: z.object({ role: z.enum(signOffRoles).optional().catch(undefined) }),
  handle: async ({ params: { id }, query: { role }, viewer, at: now, services: { db } }) => {
    const reading = await readSubmission(db, id);
    if (reading === undefined) return { redirect: `/policies/${id}` };
    const inForce = versionInForce(reading.policy);
    const [text, before] = await Promise.all([
      policyTextOf(db, reading.submission.hash),
      inForce && !reading.submission.unchanged ? policyTextOf(db, inForce.hash) : undefined,
    ]);
    return signOffView({ reading, text, before, viewer, now, role });
  },
});

/** The second of two steps: shows what the signature will bind to, and signs nothing yet. */
export const reviewPolicySignOff = page({
  method: 'post',
  path: '/policies/{id}/sign-off',
  access: 'person',
  params,
  handle: async (call) => {
    const reading = await readSubmission(call.services.db, call.params.id);
    const intent = policyIntentIn(call.form, reading);
    return intent === undefined ? backTo(call) : asking(call, reading, intent);
  },
});

/** Signs, by the same call as everybody, and says what has changed where it no longer can be. */
export const signPolicy = page({
  method: 'post',
  path: '/policies/{id}/sign-offs',
  access: 'person',
  params,
  handle: async (call) => {
    const { form, services, viewer, perform } = call;
    const { id } = call.params;
    const intent = policyIntentIn(form, await readSubmission(services.db, id));
    if (intent === undefined) return backTo(call);
    const { key, ...body } = intent;
    try {
      const headers = { 'idempotency-key': key };
      const { status } = await perform(signOffPolicy, { params: { id }, body, headers });
      return { redirect: `/policies/${id}?done=${status === 202 ? 'under_way' : 'signed'}` };
    } catch (error) {
      const refused = refusalIn(error);
      const reading = await readSubmission(services.db, id);
      if (reading === undefined || (error instanceof Problem && error.code !== 'invalid')) {
        return changedSubmissionView({ id, reading, intent, refused });
      }
      // What was refused once stays refused under the same key: a mended form is another attempt.
      const mended = { ...intent, key: crypto.randomUUID() };
      return confirmSignOffView({ reading, intent: mended, viewer, refused });
    }
  },
});

function asking(
  { params: { id }, viewer }: Call,
  reading: SubmissionReading | undefined,
  intent: PolicyIntent,
) {
  if (reading === undefined || intent.submission !== reading.submission.number) {
    return changedSubmissionView({ id, reading, intent });
  }
  return confirmSignOffView({ reading, intent, viewer, refused: notRefused });
}

function backTo({ params: { id }, form }: Call): PageReply {
  return { redirect: withQuery(`/policies/${id}/sign-off`, { role: form.text('role') }) };
}
