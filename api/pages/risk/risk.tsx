import { z } from 'zod';
import { acceptRisk, completeRiskAction, treatRisk } from '../../routes/risk-treatment.ts';
import { readRisk } from '../../routes/risk.ts';
import { requestId } from '../../schemas/text.ts';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { refusalIn } from '../refused-form.ts';
import type { Returned } from './risk-forms.tsx';
import { readRiskFor } from './risk-reading.ts';
import { readRiskStory } from './risk-story.tsx';
import { riskView } from './risk-view.tsx';

const params = z.object({ id: requestId });

type Call = PageCall<typeof params, z.ZodType | undefined>;

const notices = {
  treated: 'Put on record.',
  accepted: 'Accepted. It is on record, until the day that you set.',
  completed: 'Done, and on record.',
  identified: 'It is in the register.',
  described: 'Described anew.',
  assessed: 'Scored anew.',
  closed: 'Closed.',
  reopened: 'Reopened.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
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
  handle: async (call) => {
    const { done } = call.query;
    const { status } = await call.perform(readRisk, { params: call.params });
    return status === 202 ? onItsWay(call.params.id) : shown(call, { notice: done && notices[done] });
  },
});

export const treat = page({
  method: 'post',
  path: '/risks/{id}/treatment',
  access: 'person',
  params,
  handle: async (call) => {
    const {
      params: { id },
      form,
      perform,
    } = call;
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
      return shown(call, { returned });
    }
  },
});

export const accept = page({
  method: 'post',
  path: '/risks/{id}/acceptances',
  access: 'person',
  params,
  handle: async (call) => {
    const {
      params: { id },
      form,
      perform,
    } = call;
    const residual = { likelihood: Number(form.text('likelihood')), impact: Number(form.text('impact')) };
    const body = { residual, reason: form.text('/reason'), until: form.text('/until') };
    try {
      await perform(acceptRisk, { params: { id }, body });
      return { redirect: `/risks/${id}?done=accepted` };
    } catch (error) {
      const returned: Returned = { deed: 'acceptance', form, refused: refusalIn(error) };
      return shown(call, { returned });
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

async function shown(
  { params: { id }, viewer, at, services, perform }: Call,
  said: Parameters<typeof riskView>[3],
): Promise<View> {
  const [risk, story] = await Promise.all([
    readRiskFor(perform, id),
    readRiskStory(services.db, id, viewer.timeZone),
  ]);
  return riskView(risk, story, { viewer, now: at }, said);
}

/** A risk that has been accepted and that no worker has recorded yet. */
function onItsWay(id: string): View {
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>The risk is on its way to the register</h1>
        <p class="lead">
          It has been accepted and is kept safely. It shows here as soon as it has been recorded.
        </p>
        <p>
          <a class="button" href={`/risks/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}

/** The action of the plan, where one was typed. */
function plannedIn(form: Form): { text: string; owner: string; dueOn: string }[] {
  const [text, owner, dueOn] = ['text', 'owner', 'dueOn'].map((name) => form.text(`/actions/0/${name}`));
  const planned = { text: text ?? '', owner: owner ?? '', dueOn: dueOn ?? '' };
  return Object.values(planned).every((value) => value === '') ? [] : [planned];
}
