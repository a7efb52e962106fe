import { z } from 'zod';
import { reopenAdoptionRequest, withdrawAdoptionRequest } from '../../routes/adoption-request.ts';
import { requestId } from '../../schemas/text.ts';
import { adoptionRequestProcess } from '../../adoption-request-process.ts';
import { recordedProcess } from '../../process-answer.ts';
import type { Services } from '../../services.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const params = z.object({ id: requestId });

interface Asking {
  id: string;
  title: string;
  text?: string;
  refused?: Refused;
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
      const { status } = await perform(withdrawAdoptionRequest, { params: { id }, body: { reason } });
      return { redirect: `/adoption-requests/${id}?done=${status === 202 ? 'under_way' : 'withdrawn'}` };
    } catch (error) {
      const refused = refusalIn(error);
      return withdrawalView({ ...(await titled(services, id)), text: reason, refused });
    }
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
      const { status } = await perform(reopenAdoptionRequest, { params: { id }, body: { justification } });
      return { redirect: `/adoption-requests/${id}?done=${status === 202 ? 'under_way' : 'reopened'}` };
    } catch (error) {
      const refused = refusalIn(error);
      return reopeningView({ ...(await titled(services, id)), text: justification, refused });
    }
  },
});

async function titled(services: Services, id: string): Promise<Asking> {
  const { state: request } = await recordedProcess(services, adoptionRequestProcess, id);
  return { id, title: request.content.title };
}

function withdrawalView({ id, title, text = '', refused = notRefused }: Asking): View {
  return {
    title: 'Withdraw the request',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Withdraw this request?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" class="form">
          <FaultSummary {...refused} />
          <p>That is final. Nobody is asked to sign it any more; what happened so far stays on record.</p>
          <TextArea name="/reason" label="Why" optional value={text} fault={refused.faults.get('/reason')} />
          <p class="buttons">
            <button class="button-bad">Withdraw it</button>
            <a href={`/adoption-requests/${id}`}>Keep it</a>
          </p>
        </form>
      </>
    ),
  };
}

function reopeningView({ id, title, text = '', refused = notRefused }: Asking): View {
  return {
    title: 'Reopen the request',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Reopen this request?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" class="form">
          <FaultSummary {...refused} />
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
            fault={refused.faults.get('/justification')}
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
