import { z } from 'zod';
import { assessRisk } from '../../routes/risk.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { atRiskFields, labelledFaults } from './risk-faults.ts';
import { backTo, readRiskFor, refuseUnlessTreats, type RiskReading } from './risk-reading.ts';
import { ScoreFields, scoreFieldsOf, scoresIn } from './score-fields.tsx';

const path = '/risks/{id}/assessment';
const params = z.object({ id: requestId });

export const startAssessment = page({
  method: 'get',
  path,
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const risk = await readRiskFor(perform, id);
    refuseUnlessTreats(risk, viewer);
    return formView(risk, new Form(new URLSearchParams(scoreFieldsOf(risk))));
  },
});

export const assess = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    try {
      const reply = await perform(assessRisk, {
        params: { id },
        body: { ...scoresIn(form), reason: form.text('/reason') },
      });
      return backTo(id, reply, 'assessed');
    } catch (error) {
      return formView(await readRiskFor(perform, id), form, refusalIn(error));
    }
  },
});

function formView(risk: RiskReading, form: Form, refusal: Refused = notRefused): View {
  const refused = atRiskFields(refusal, form);
  return {
    title: 'Assess the risk anew',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Assess this risk anew</h1>
          <p class="lead">{risk.title}</p>
        </div>
        <form method="post" action={`/risks/${risk.id}/assessment`} class="form">
          <FaultSummary message={refused.message} faults={labelledFaults(refused.faults)} />
          {risk.state === 'accepted' && (
            <p>Its residual score is accepted as it is. With another one, somebody must sign again.</p>
          )}
          <ScoreFields form={form} refused={refused} />
          <TextArea
            name="/reason"
            label="Why"
            hint="What you have learned since it was scored last."
            optional
            value={form.text('/reason')}
            fault={refused.faults.get('/reason')}
          />
          <p class="buttons">
            <button>Score it so</button>
            <a href={`/risks/${risk.id}`}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}
