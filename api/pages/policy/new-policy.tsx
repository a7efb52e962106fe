import { z } from 'zod';
import { everyone } from '../../../domain/audience.ts';
import { significantChanges } from '../../../domain/policy-state.ts';
import type { PolicyTemplate } from '../../../domain/policy-template.ts';
import { policyTemplates } from '../../../domain/policy-templates.ts';
import { createPolicy } from '../../routes/policy.ts';
import { text } from '../../schemas/text.ts';
import { withQuery } from '../components/document.tsx';
import { atFields, FaultSummary } from '../components/form.tsx';
import { Markdown } from '../components/markdown.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import {
  DetailFields,
  detailsBody,
  detailsIn,
  type TypedDetails,
  typedDetails,
} from './policy-detail-fields.tsx';
import { UseRules } from './use-rules.tsx';

const path = '/policies/new';
const blank = 'blank';
const template = text(100).optional().catch(undefined);

export const newPolicy = page({
  method: 'get',
  path,
  access: ['compliance_manager'],
  query: z.object({ template }),
  handle: ({ query: { template: key }, viewer }) => {
    if (key === undefined) return Promise.resolve(choiceView());
    const chosen = templateOf(key);
    const {
      title = '',
      audience = everyone,
      approvers = ['legal'],
      reviewOn = [...significantChanges],
    } = chosen ?? {};
    const rhythm = { cycleMonths: 12, reviewDays: 30, signOffHours: 40, acknowledgeDays: 14 };
    const owner = viewer.person.id;
    const details = typedDetails(
      { title, owner, audience, approvers, reviewOn, ...rhythm },
      () => viewer.person,
    );
    return Promise.resolve(creationView(details, chosen, notRefused));
  },
});

export const create = page({
  method: 'post',
  path: '/policies',
  access: ['compliance_manager'],
  handle: async ({ form, perform }) => {
    const chosen = templateOf(form.text('template'));
    try {
      const { status, body } = await perform(createPolicy, {
        body: { ...detailsBody(detailsIn(form)), ...(chosen && { text: chosen.text }) },
        headers: { 'idempotency-key': form.text('key') },
      });
      const done = status === 202 ? 'under_way' : 'created';
      return { redirect: `/policies/${(body as { id: string }).id}?done=${done}` };
    } catch (error) {
      return creationView(detailsIn(form), chosen, refusalIn(error));
    }
  },
});

function templateOf(key: string): PolicyTemplate | undefined {
  return policyTemplates.find((one) => one.key === key);
}

function choiceView(): View {
  return {
    title: 'New policy',
    main: (
      <>
        <div class="page-head">
          <h1>New policy</h1>
          <p class="lead">Start from one of these, which you then make your own, or from an empty page.</p>
        </div>
        <ul class="list">
          {policyTemplates.map(({ key, title, about }) => (
            <li key={key}>
              <p class="list-title">
                <a href={withQuery(path, { template: key })}>{title}</a>
              </p>
              <p class="list-more">{about}</p>
            </li>
          ))}
          <li>
            <p class="list-title">
              <a href={withQuery(path, { template: blank })}>An empty page</a>
            </p>
          </li>
        </ul>
      </>
    ),
  };
}

function creationView(details: TypedDetails, chosen: PolicyTemplate | undefined, refused: Refused): View {
  const faults = atFields(refused.faults);
  return {
    title: 'New policy',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>New policy</h1>
          <p class="lead">
            {chosen === undefined
              ? 'It begins empty.'
              : `It begins with our text, “${chosen.title}”, which its owner can change before it is signed.`}
          </p>
        </div>
        <form method="post" action="/policies" class="form">
          <FaultSummary message={refused.message} faults={faults} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <input type="hidden" name="template" value={chosen?.key ?? blank} />
          <DetailFields details={details} faults={faults} />
          <p class="buttons">
            <button>Create it</button>
            <a href={path}>Start from something else</a>
          </p>
        </form>
        {chosen !== undefined && (
          <details class="more">
            <summary>Read the text that it begins with</summary>
            <Markdown text={chosen.text.markdown} />
            <UseRules rules={chosen.text.rules} />
          </details>
        )}
      </>
    ),
  };
}
