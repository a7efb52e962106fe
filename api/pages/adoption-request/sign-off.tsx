import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { signOffAdoptionRequest } from '../../routes/adoption-request.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { readRequest, type RequestReading } from './adoption-request-reading.ts';
import { emptyCondition, saidConditions } from '../components/condition-rows.tsx';
import { page } from '../page.ts';
import { coursesToChoose } from '../training/course-choice.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import { changedView, confirmView } from './sign-off-confirmation.tsx';
import { intentOf } from './sign-off-intent.ts';

const params = z.object({ id: requestId });

/** The second of two steps: shows what the signature will bind to, and signs nothing yet. */
export const reviewSignOff = page({
  method: 'post',
  path: '/adoption-requests/{id}/sign-off',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, viewer, at, services }) => {
    const reading = await known(services, id);
    const intent = intentOf(form, reading.request.revision);
    if (intent === undefined) return { redirect: `/adoption-requests/${id}#act` };
    if (form.text('step') === 'more') intent.conditions.push({ ...emptyCondition });
    const showing = { reading, intent, viewer, now: at };
    if (intent.revision !== reading.request.revision) return changedView(showing);
    return confirmView({ ...showing, refused: notRefused, courses: await coursesToChoose(services) });
  },
});

/** Signs, by the same call as everybody, and says what has changed where it no longer can be. */
export const signOff = page({
  method: 'post',
  path: '/adoption-requests/{id}/sign-offs',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, viewer, at, services, perform }) => {
    const before = await known(services, id);
    const intent = intentOf(form, before.request.revision);
    if (intent === undefined) return { redirect: `/adoption-requests/${id}#act` };
    if (form.text('step') === 'more') {
      intent.conditions.push({ ...emptyCondition });
      return confirmView({
        reading: before,
        intent,
        viewer,
        now: at,
        refused: notRefused,
        courses: await coursesToChoose(services),
      });
    }
    const { role, decision, comment, revision, key } = intent;
    const conditions = saidConditions(intent.conditions);
    try {
      const { status } = await perform(signOffAdoptionRequest, {
        params: { id },
        body: { role, decision, comment, conditions },
        headers: { 'if-match': `"${revision}"`, 'idempotency-key': key },
      });
      return { redirect: `/adoption-requests/${id}?done=${status === 202 ? 'under_way' : 'signed'}` };
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      const showing = {
        reading: await known(services, id),
        intent: { ...intent, conditions },
        viewer,
        now: at,
      };
      if (error.code !== 'invalid') return changedView({ ...showing, problem: error });
      // What was refused once stays refused under the same key: a mended form is another attempt.
      const mended = { ...showing.intent, key: crypto.randomUUID() };
      const courses = await coursesToChoose(services);
      return confirmView({ ...showing, intent: mended, refused: refusalIn(error), courses });
    }
  },
});

async function known(services: Services, id: string): Promise<RequestReading> {
  const reading = await readRequest(services, id);
  if (reading === undefined) throw new Problem('not_found', 'There is no such adoption request.');
  return reading;
}
