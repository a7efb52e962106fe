import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { describeRisk } from '../../routes/risk.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, Prose } from '../components/document.tsx';
import { FaultSummary } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { atRiskFields, labelledFaults, labelOf } from './risk-faults.ts';
import { descriptionIn, DescriptionFields, fieldsOf } from './risk-fields.tsx';
import { backTo, readRiskSeen, refuseUnlessTreats, type RiskReading } from './risk-reading.ts';

const path = '/risks/{id}/description';
const params = z.object({ id: requestId });

export const startDescription = page({
  method: 'get',
  path,
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const { risk, seen } = await readRiskSeen(perform, id);
    refuseUnlessTreats(risk, viewer);
    return formView({ risk, seen, form: new Form(new URLSearchParams(fieldsOf(risk))) });
  },
});

export const describe = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async ({ params: { id }, form, services, perform }) => {
    const { risk, seen } = await readRiskSeen(perform, id);
    try {
      const body = await descriptionIn(form, services, risk.touches);
      const reply = await perform(describeRisk, {
        params: { id },
        body,
        headers: { 'if-match': `"${form.text('seen')}"` },
      });
      return backTo(id, reply, 'described');
    } catch (error) {
      if (error instanceof Problem && error.code === 'stale_revision')
        return overtakenView(id, form, perform);
      return formView({ risk, seen: Number(form.text('seen')) || seen, form, refused: refusalIn(error) });
    }
  },
});

/** Something has happened to the risk meanwhile: what was typed is kept, now against what the register says. */
async function overtakenView(
  id: string,
  form: Form,
  perform: Parameters<typeof readRiskSeen>[0],
): Promise<View> {
  const { risk, seen } = await readRiskSeen(perform, id);
  const refused = { ...notRefused, status: 412 };
  return formView({ risk, seen, form, refused, overtaken: <Overtaken risk={risk} form={form} /> });
}

function Overtaken({ risk, form }: { risk: RiskReading; form: Form }) {
  const differing = fieldsOf(risk).filter(([name, value]) => form.text(name) !== value);
  return (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>The risk has changed while you were writing.</strong> Everything you typed is kept below.{' '}
        {differing.length === 0
          ? 'The register describes it in the same words.'
          : 'Sent as it is, it replaces what the register says now:'}
      </p>
      <Facts
        facts={differing.map(([name, value]) => [
          labelOf(name),
          value === '' ? 'nothing' : <Prose key={name} text={value} />,
        ])}
      />
    </div>
  );
}

function formView({
  risk,
  seen,
  form,
  refused = notRefused,
  overtaken,
}: {
  risk: RiskReading;
  seen: number;
  form: Form;
  refused?: Refused;
  overtaken?: View['main'];
}): View {
  const filled = { form, refused: atRiskFields(refused, form) };
  return {
    title: 'Describe the risk anew',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Describe this risk anew</h1>
          <p class="lead">{risk.title}</p>
        </div>
        {overtaken}
        <form method="post" action={`/risks/${risk.id}/description`} class="form">
          <FaultSummary message={refused.message} faults={labelledFaults(filled.refused.faults)} />
          {risk.state === 'accepted' && (
            <p>
              It is accepted as it is described now. Described otherwise, somebody must sign again; another
              owner alone changes nothing about that.
            </p>
          )}
          <input type="hidden" name="seen" value={seen} />
          <DescriptionFields {...filled} />
          <p class="buttons">
            <button>Describe it so</button>
            <a href={`/risks/${risk.id}`}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}
