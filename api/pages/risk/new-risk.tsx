import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requestTitles } from '../../../db/risk-touch.ts';
import { vendorNames } from '../../../db/vendor.ts';
import { identifyRisk } from '../../routes/risk.ts';
import { requestId, text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { Section } from '../components/document.tsx';
import { FaultSummary } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { atRiskFields, labelledFaults } from './risk-faults.ts';
import { descriptionIn, DescriptionFields } from './risk-fields.tsx';
import { ScoreFields, scoresIn } from './score-fields.tsx';

const query = z.object({
  request: requestId.optional().catch(undefined),
  vendor: requestId.optional().catch(undefined),
  system: text(400).trim().optional().catch(undefined),
});

export const startRisk = page({
  method: 'get',
  path: '/risks/new',
  access: 'person',
  query,
  handle: async ({ query: touched, viewer, services }) => {
    const fields = { '/owner': viewer.person.userName, ...(await fieldsFor(touched, services)) };
    return formView(new Form(new URLSearchParams(fields)));
  },
});

export const identify = page({
  method: 'post',
  path: '/risks',
  access: 'person',
  handle: async ({ form, services, perform }) => {
    try {
      const body = { ...(await descriptionIn(form, services)), ...scoresIn(form) };
      const headers = { 'idempotency-key': form.text('key') || randomUUID() };
      const reply = await perform(identifyRisk, { body, headers });
      return { redirect: `/risks/${(reply.body as { id: string }).id}?done=identified` };
    } catch (error) {
      return formView(form, refusalIn(error));
    }
  },
});

/** What the risk touches, as far as it is known when one starts to describe it. */
async function fieldsFor(
  { request, vendor, system = '' }: z.output<typeof query>,
  { db }: Services,
): Promise<Record<string, string>> {
  const titles = await requestTitles(db, request === undefined ? [] : [request]);
  const names = await vendorNames(db, vendor === undefined ? [] : [vendor]);
  return {
    '/systems': system,
    '/vendors': [...names.values()].join('\n'),
    '/requests': [...titles].map(([id, title]) => `${title}: ${id}`).join('\n'),
  };
}

function formView(form: Form, refused: Refused = notRefused): View {
  const filled = { form, refused: atRiskFields(refused, form) };
  return {
    title: 'Identify a risk',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Identify a risk</h1>
          <p class="lead">What can happen, why, to whom, and how large that is.</p>
        </div>
        <form method="post" action="/risks" class="form">
          <FaultSummary message={refused.message} faults={labelledFaults(filled.refused.faults)} />
          {/* What was refused has not happened: sent again it is another command. */}
          <input type="hidden" name="key" value={randomUUID()} />
          <DescriptionFields {...filled} />
          <Section title="How large it is">
            <ScoreFields {...filled} />
          </Section>
          <p class="buttons">
            <button>Put it into the register</button>
            <a href="/risks">Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}
