import { z } from 'zod';
import { dataClasses } from '../../../domain/adoption-request-content.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import { checkOwnUsage } from '../../routes/own-usage-check.ts';
import type { usageAnswer } from '../../schemas/usage-check.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary, Select, TextField } from '../components/form.tsx';
import { Mark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { dataClassWords } from '../words.ts';
import { readAiSystemFor } from '../ai-system/ai-system-reading.ts';

const path = '/ai-systems/{id}/usage-check';
const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;
type Answer = z.output<typeof usageAnswer>;

/** Whether one may use a system oneself, by the same answer that a gateway in front of it gets. */

export const askUsageCheck = page({
  method: 'get',
  path,
  access: 'self',
  params,
  handle: (call) => view(call, {}),
});

export const checkUsage = page({
  method: 'post',
  path,
  access: 'self',
  params,
  handle: async (call) => {
    const { form, params: asked, perform } = call;
    const body = { purpose: purposeIn(form), dataClass: form.text('/dataClass') };
    try {
      const { body: answer } = await perform(checkOwnUsage, { params: asked, body });
      return await view(call, { answer: answer as Answer });
    } catch (error) {
      return view(call, { refused: refusalIn(error) });
    }
  },
});

/** One that is approved, or the one that was typed. */
function purposeIn(form: Form): string {
  return form.text('/other') === '' ? form.text('/purpose') : form.text('/other');
}

async function view(
  { params: { id }, form, services, viewer }: Call,
  { answer, refused = notRefused }: { answer?: Answer; refused?: Refused },
): Promise<View> {
  const { state: system } = await readAiSystemFor(services, id);
  const title = `May I use ${system.name}?`;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            For one purpose, with one class of data, now. You get the answer that a gateway in front of it
            gets, and it goes on record like that one.
          </p>
        </div>
        {answer !== undefined && (
          <AnswerPanel answer={answer} purpose={purposeIn(form)} zone={viewer.timeZone} />
        )}
        <QuestionForm id={id} system={system} form={form} refused={refused} />
      </>
    ),
  };
}

function AnswerPanel({ answer, purpose, zone }: { answer: Answer; purpose: string; zone: string }) {
  const { allowed, denials, at } = answer;
  return (
    <div class={`notice notice-${allowed ? 'good' : 'bad'}`} role="status">
      <p class="line">
        {allowed ? (
          <Mark shape="tick" tone="good">
            Yes, you may
          </Mark>
        ) : (
          <Mark shape="cross" tone="bad">
            No, not now
          </Mark>
        )}
        <span>{purpose}</span>
        <span class="quiet">
          asked <Time at={at} zone={zone} />
        </span>
      </p>
      {denials.length > 0 && (
        <ul>
          {denials.map(({ reason, detail, mend }) => (
            <li key={`${reason} ${detail}`}>
              {detail} <a href={mend.url}>{mend.text}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function QuestionForm({
  id,
  system: { scope },
  form,
  refused: { message, faults },
}: {
  id: string;
  system: AiSystem;
  form: Form;
  refused: Refused;
}) {
  return (
    <form method="post" action={path.replace('{id}', id)} class="form more">
      <FaultSummary message={message} faults={faults} />
      <Select
        name="/purpose"
        label="What for"
        value={form.text('/purpose') || (scope.purposes[0] ?? '')}
        fault={faults.get('/purpose')}
        options={scope.purposes.map((purpose) => ({ value: purpose, label: purpose }))}
      />
      <TextField
        name="/other"
        label="Or for something else"
        hint="What it is approved for stands above."
        value={form.text('/other')}
        optional
      />
      <Select
        name="/dataClass"
        label="With which data"
        value={form.text('/dataClass') || (scope.dataClasses[0] ?? '')}
        fault={faults.get('/dataClass')}
        options={dataClasses.map((value) => ({ value, label: dataClassWords[value] }))}
      />
      <p class="buttons">
        <button>Ask</button>
        <a href={`/ai-systems/${id}`}>Back to the system</a>
      </p>
    </form>
  );
}
