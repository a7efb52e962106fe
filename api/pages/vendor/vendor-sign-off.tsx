import { z } from 'zod';
import { signOffRoles } from '../../../domain/identity.ts';
import { vendorEvidence } from '../../evidence.ts';
import { Problem } from '../../problem.ts';
import { signOffVendor } from '../../routes/vendor-assessment.ts';
import { requestId } from '../../schemas/text.ts';
import { answersOf } from '../../vendor-assessment.ts';
import { type Intent, intentOf } from '../adoption-request/sign-off-intent.ts';
import { emptyCondition, saidConditions } from '../components/condition-rows.tsx';
import { withQuery } from '../components/document.tsx';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import { readReview, type ReviewReading } from './vendor-review-reading.ts';
import { changedReviewView, confirmReviewView } from './vendor-sign-off-confirmation.tsx';
import { reviewView } from './vendor-sign-off-view.tsx';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, z.ZodType | undefined>;

/** Everything that is signed, beside the form that says how. */
export const readReviewPage = page({
  method: 'get',
  path: '/vendors/{id}/sign-off',
  access: 'anyone',
  params,
  query: z.object({ role: z.enum(signOffRoles).optional().catch(undefined) }),
  handle: async ({ params: { id }, query: { role }, viewer, at, services }) => {
    const reading = await readReview(services, id);
    if (reading === undefined) return { redirect: `/vendors/${id}` };
    const [answers, files] = await Promise.all([
      answersOf(services, id, reading.assessment),
      vendorEvidence(services, id),
    ]);
    return reviewView({ reading, answers, files, viewer, now: at, role });
  },
});

/** The second of two steps: shows what the signature will bind to, and signs nothing yet. */
export const reviewSignOff = page({
  method: 'post',
  path: '/vendors/{id}/sign-off',
  access: 'person',
  params,
  handle: async (call) => {
    const reading = await readReview(call.services, call.params.id);
    const intent = intentIn(call, reading);
    if (intent === undefined) return backTo(call);
    return asking(call, reading, intent);
  },
});

/** Signs, by the same call as everybody, and says what has changed where it no longer can be. */
export const signOff = page({
  method: 'post',
  path: '/vendors/{id}/sign-offs',
  access: 'person',
  params,
  handle: async (call) => {
    const { form, services, viewer, perform, at: now } = call;
    const { id } = call.params;
    const before = await readReview(services, id);
    const intent = intentIn(call, before);
    if (intent === undefined) return backTo(call);
    if (form.text('step') === 'more') return asking(call, before, intent);
    const { role, decision, comment, revision: submission, key } = intent;
    const conditions = saidConditions(intent.conditions);
    try {
      const { status } = await perform(signOffVendor, {
        params: { id },
        body: { role, decision, comment, conditions, submission },
        headers: { 'idempotency-key': key },
      });
      return { redirect: `/vendors/${id}?done=${status === 202 ? 'under_way' : 'signed'}` };
    } catch (error) {
      const refused = refusalIn(error);
      const reading = await readReview(services, id);
      const said = { ...intent, conditions };
      if (reading === undefined || (error instanceof Problem && error.code !== 'invalid')) {
        return changedReviewView({ id, reading, intent: said, viewer, now, refused });
      }
      // What was refused once stays refused under the same key: a mended form is another attempt.
      const mended = { ...said, key: crypto.randomUUID() };
      return confirmReviewView({ reading, intent: mended, viewer, refused });
    }
  },
});

function asking(
  { params: { id }, viewer, at: now }: Call,
  reading: ReviewReading | undefined,
  intent: Intent,
) {
  if (reading === undefined || intent.revision !== reading.assessment.submission) {
    return changedReviewView({ id, reading, intent, viewer, now });
  }
  return confirmReviewView({ reading, intent, viewer, refused: notRefused });
}

/** What the form says, with another row for a condition where its button was pressed. */
function intentIn({ form }: Call, reading: ReviewReading | undefined): Intent | undefined {
  const intent = intentOf(form, reading?.assessment.submission ?? 0);
  if (form.text('step') === 'more') intent?.conditions.push({ ...emptyCondition });
  return intent;
}

function backTo({ params: { id }, form }: Call): PageReply {
  const role = form.text('role');
  return { redirect: withQuery(`/vendors/${id}/sign-off`, { role }) };
}
