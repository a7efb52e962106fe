import { z } from 'zod';
import { Problem } from '../problem.ts';
import { reopenAdoptionRequest, withdrawAdoptionRequest } from '../routes/adoption-request.ts';
import { requestId } from '../schemas/text.ts';
import { recordedRequest } from '../adoption-request-answer.ts';
import { type Faults, faultsOf, FaultSummary, TextArea } from './components/form.tsx';
import { page, type View } from './page.ts';

const params = z.object({ id: requestId });

interface Asking {
  id: string;
  title: string;
  text?: string;
  faults?: Faults;
  message?: string;
}

export const askWithdrawal = page({
  method: 'get',
  path: '/adoption-requests/{id}/withdrawal',
  access: 'person',
  params,
  handle: async ({ params: { id }, services }) => withdrawalView(await titled(services, id)),
});

export const withdraw = page({
  method: 'post',
  path: '/adoption-requests/{id}/withdrawal',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, services, perform }) => {
    const reason = form.text('/reason');
    try {
      await perform(withdrawAdoptionRequest, { params: { id }, body: { reason } });
    } catch (error) {
      const asking = { ...(await titled(services, id)), text: reason };
      return refused(error, (fault) => withdrawalView({ ...asking, ...fault }));
    }
    return { redirect: `/adoption-requests/${id}?done=withdrawn` };
  },
});

export const askReopening = page({
  method: 'get',
  path: '/adoption-requests/{id}/reopening',
  access: ['compliance_manager'],
  params,
  handle: async ({ params: { id }, services }) => reopeningView(await titled(services, id)),
});

export const reopen = page({
  method: 'post',
  path: '/adoption-requests/{id}/reopening',
  access: ['compliance_manager'],
  params,
  handle: async ({ params: { id }, form, services, perform }) => {
    const justification = form.text('/justification');
    try {
      await perform(reopenAdoptionRequest, { params: { id }, body: { justification } });
    } catch (error) {
      const asking = { ...(await titled(services, id)), text: justification };
      return refused(error, (fault) => reopeningView({ ...asking, ...fault }));
    }
    return { redirect: `/adoption-requests/${id}?done=reopened` };
  },
});

async function titled(services: Parameters<typeof recordedRequest>[0], id: string): Promise<Asking> {
  const { request } = await recordedRequest(services, id);
  return { id, title: request.content.title };
}

/** The form again, with what was typed and what is wrong with it. */
function refused(error: unknown, view: (fault: Pick<Asking, 'faults' | 'message'>) => View): View {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  return { ...view({ faults: faultsOf(error.errors), message: error.message }), status: error.status };
}

function withdrawalView({ id, title, text = '', faults = new Map<string, string>(), message }: Asking): View {
  return {
    title: 'Withdraw the request',
    main: (
      <>
        <div class="page-head">
          <h1>Withdraw this request?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" class="form">
          <FaultSummary message={message} faults={faults} />
          <p>That is final. Nobody is asked to sign it any more; what happened so far stays on record.</p>
          <TextArea name="/reason" label="Why" optional value={text} fault={faults.get('/reason')} />
          <p class="buttons">
            <button class="button-bad">Withdraw it</button>
            <a href={`/adoption-requests/${id}`}>Keep it</a>
          </p>
        </form>
      </>
    ),
  };
}

function reopeningView({ id, title, text = '', faults = new Map<string, string>(), message }: Asking): View {
  return {
    title: 'Reopen the request',
    main: (
      <>
        <div class="page-head">
          <h1>Reopen this request?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" class="form">
          <FaultSummary message={message} faults={faults} />
          <p>
            It was closed because it names a prohibited practice (Regulation (EU) 2024/1689, Article 5). Say
            why that does not hold here. It is then signed off at critical risk, by everybody including
            management.
          </p>
          <TextArea
            name="/justification"
            label="Justification"
            rows={8}
            value={text}
            fault={faults.get('/justification')}
          />
          <p class="buttons">
            <button>Reopen it</button>
            <a href={`/adoption-requests/${id}`}>Leave it closed</a>
          </p>
        </form>
      </>
    ),
  };
}
