import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { closeRisk, reopenRisk } from '../../routes/risk.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { backTo, mayClose, readRiskFor, refuseUnlessTreats, type RiskReading } from './risk-reading.ts';

const params = z.object({ id: requestId });

export const askClosure = page({
  method: 'get',
  path: '/risks/{id}/closure',
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const risk = await readRiskFor(perform, id);
    refuseUnlessTreats(risk, viewer);
    if (risk.state === 'closed') throw new Problem('closed', 'This risk is closed already.');
    if (!mayClose(risk, viewer)) {
      const detail =
        'You own it, and it is not dealt with: a compliance manager who does not own it closes it.';
      throw new Problem('segregation_of_duties', detail);
    }
    return closureView(risk);
  },
});

export const close = page({
  method: 'post',
  path: '/risks/{id}/closure',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const reason = form.text('/reason');
    try {
      const reply = await perform(closeRisk, { params: { id }, body: { reason } });
      return backTo(id, reply, 'closed');
    } catch (error) {
      return closureView(await readRiskFor(perform, id), reason, refusalIn(error));
    }
  },
});

export const askReopening = page({
  method: 'get',
  path: '/risks/{id}/reopening',
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const risk = await readRiskFor(perform, id);
    refuseUnlessTreats(risk, viewer);
    if (risk.state !== 'closed') throw new Problem('not_closed', 'This risk is not closed.');
    return reopeningView(risk);
  },
});

export const reopen = page({
  method: 'post',
  path: '/risks/{id}/reopening',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const reason = form.text('/reason');
    try {
      const reply = await perform(reopenRisk, { params: { id }, body: { reason } });
      return backTo(id, reply, 'reopened');
    } catch (error) {
      return reopeningView(await readRiskFor(perform, id), reason, refusalIn(error));
    }
  },
});

function closureView({ id, title }: RiskReading, reason = '', refused: Refused = notRefused): View {
  return {
    title: 'Close the risk',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Close this risk?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" action={`/risks/${id}/closure`} class="form">
          <FaultSummary {...refused} />
          <p>
            Close what is no risk any more. Nobody is reminded of it then, and an acceptance of it ends. What
            happened so far stays on record, and it can be reopened.
          </p>
          <TextArea
            name="/reason"
            label="Why it is no risk any more"
            value={reason}
            fault={refused.faults.get('/reason')}
          />
          <p class="buttons">
            <button class="button-bad">Close it</button>
            <a href={`/risks/${id}`}>Keep it open</a>
          </p>
        </form>
      </>
    ),
  };
}

function reopeningView({ id, title }: RiskReading, reason = '', refused: Refused = notRefused): View {
  return {
    title: 'Reopen the risk',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Reopen this risk?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" action={`/risks/${id}/reopening`} class="form">
          <FaultSummary {...refused} />
          <p>It is untreated then: somebody has to decide anew what is done about it.</p>
          <TextArea
            name="/reason"
            label="Why it is a risk again"
            value={reason}
            fault={refused.faults.get('/reason')}
          />
          <p class="buttons">
            <button>Reopen it</button>
            <a href={`/risks/${id}`}>Leave it closed</a>
          </p>
        </form>
      </>
    ),
  };
}
