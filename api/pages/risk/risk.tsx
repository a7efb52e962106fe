import { z } from 'zod';
import { acceptRisk, completeRiskAction, treatRisk } from '../../routes/risk-treatment.ts';
import { requestId } from '../../schemas/text.ts';
import { type Form, page } from '../page.ts';
import { refusalIn } from '../refused-form.ts';
import type { Returned } from './risk-forms.tsx';
import { readRiskFor } from './risk-reading.ts';
import { riskView } from './risk-view.tsx';

const params = z.object({ id: requestId });

const notices = {
  treated: 'Put on record.',
  accepted: 'Accepted. It is on record, until the day that you set.',
  completed: 'Done, and on record.',
};

export const readRiskPage = page({
  method: 'get',
  path: '/risks/{id}',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as (keyof typeof notices)[])
      .optional()
      .catch(undefined),
  }),
  handle: async ({ params: { id }, query: { done }, viewer, at, perform }) =>
    riskView(await readRiskFor(perform, id), { viewer, now: at }, { notice: done && notices[done] }),
});

export const treat = page({
  method: 'post',
  path: '/risks/{id}/treatment',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, viewer, at, perform }) => {
    const body = {
      treatment: form.text('/treatment'),
      reason: form.text('/reason'),
      actions: plannedIn(form),
    };
    try {
      await perform(treatRisk, { params: { id }, body });
      return { redirect: `/risks/${id}?done=treated` };
    } catch (error) {
      const returned: Returned = { deed: 'treatment', form, refused: refusalIn(error) };
      return riskView(await readRiskFor(perform, id), { viewer, now: at }, { returned });
    }
  },
});

export const accept = page({
  method: 'post',
  path: '/risks/{id}/acceptances',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, viewer, at, perform }) => {
    const residual = { likelihood: Number(form.text('likelihood')), impact: Number(form.text('impact')) };
    const body = { residual, reason: form.text('/reason'), until: form.text('/until') };
    try {
      await perform(acceptRisk, { params: { id }, body });
      return { redirect: `/risks/${id}?done=accepted` };
    } catch (error) {
      const returned: Returned = { deed: 'acceptance', form, refused: refusalIn(error) };
      return riskView(await readRiskFor(perform, id), { viewer, now: at }, { returned });
    }
  },
});

export const complete = page({
  method: 'post',
  path: '/risks/{id}/actions/{action}/completion',
  access: 'person',
  params: z.object({ id: requestId, action: requestId }),
  handle: async ({ params: { id, action }, form, perform }) => {
    await perform(completeRiskAction, { params: { id, action }, body: { note: form.text('/note') } });
    return { redirect: `/risks/${id}?done=completed` };
  },
});

/** The action of the plan, where one was typed. */
function plannedIn(form: Form): { text: string; owner: string; dueOn: string }[] {
  const [text, owner, dueOn] = ['text', 'owner', 'dueOn'].map((name) => form.text(`/actions/0/${name}`));
  const planned = { text: text ?? '', owner: owner ?? '', dueOn: dueOn ?? '' };
  return Object.values(planned).every((value) => value === '') ? [] : [planned];
}
