import { z } from 'zod';
import { riskPolicyInForce } from '../../../db/risk-policy.ts';
import { parse } from '../../parse.ts';
import { Problem } from '../../problem.ts';
import { riskPolicy } from '../../routes/risk-policy.ts';
import { riskPolicyRules } from '../../schemas/risk-policy.ts';
import { someText } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { PolicyChanges } from '../approval-policy/approval-policy-changes.tsx';
import type { PolicyChange } from '../approval-policy/approval-policy-comparison.ts';
import { Notice, Prose } from '../components/document.tsx';
import { type Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { compareRiskPolicies } from './risk-policy-comparison.ts';
import { formOf, publicationIn } from './risk-policy-fields.ts';
import { RiskPolicyForm } from './risk-policy-form.tsx';

const path = '/risk-policy';
const access: ['compliance_manager'] = ['compliance_manager'];
const heading = 'Change the risk policy';
const publication = z.strictObject({ note: someText(2_000), rules: riskPolicyRules });
const [, , , publishRiskPolicy] = riskPolicy;

export const startVersion = page({
  method: 'get',
  path: `${path}/next`,
  access,
  handle: async ({ services }) => {
    const { version, rules } = await riskPolicyInForce(services.db);
    return formView(formOf(rules), version);
  },
});

/** Back from the preview, with everything that was typed. */
export const continueVersion = page({
  method: 'post',
  path: `${path}/next`,
  access,
  handle: ({ form }) => Promise.resolve(formView(form, seenIn(form))),
});

/** The first step: what would change, against the version in force. Nothing is published by it. */
export const previewVersion = page({
  method: 'post',
  path: `${path}/preview`,
  access,
  handle: async ({ form, services }) => {
    const inForce = await riskPolicyInForce(services.db);
    if (inForce.version !== seenIn(form)) return overtakenView(form, services);
    try {
      const { note, rules } = parse(publication, publicationIn(form)) as z.output<typeof publication>;
      return previewView(form, inForce.version, note, compareRiskPolicies(inForce.rules, rules));
    } catch (error) {
      return formView(form, inForce.version, refusalIn(error));
    }
  },
});

/** The second step: the version that was looked at becomes the one in force, unless another came between. */
export const publishVersion = page({
  method: 'post',
  path: `${path}/versions`,
  access,
  handle: async ({ form, services, perform }) => {
    try {
      const headers = { 'if-match': `"${seenIn(form)}"` };
      await perform(publishRiskPolicy, { body: publicationIn(form), headers });
    } catch (error) {
      if (error instanceof Problem && error.code === 'policy_moved_on') return overtakenView(form, services);
      return formView(form, seenIn(form), refusalIn(error));
    }
    return { redirect: `${path}?done=published` };
  },
});

/** The version that the form was filled from. */
function seenIn(form: Form): number {
  return Number(form.text('replaces'));
}

/** Somebody has published meanwhile: the form with all that was typed, now against their version. */
async function overtakenView(form: Form, services: Services): Promise<View> {
  const { version } = await riskPolicyInForce(services.db);
  const overtaken = (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>Version {version} has been published while you were writing.</strong> Everything you typed is
        kept below. Where it says otherwise than <a href={path}>that version</a>, it would undo it; the next
        step shows where.
      </p>
    </div>
  );
  return formView(form, version, { ...notRefused, status: 412 }, overtaken);
}

function formView(
  form: Form,
  replaces: number,
  refused: Refused = notRefused,
  overtaken?: View['main'],
): View {
  return {
    title: heading,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{heading}</h1>
          <p class="lead">
            It would follow version {replaces}. You see what changes before anything is published.
          </p>
        </div>
        {overtaken}
        <RiskPolicyForm form={form} replaces={replaces} refused={refused} />
      </>
    ),
  };
}

function previewView(form: Form, replaces: number, note: string, changes: PolicyChange[]): View {
  const next = replaces + 1;
  return {
    title: 'Publish this version?',
    main: (
      <>
        <div class="page-head">
          <h1>Publish version {next}?</h1>
          <Prose text={note} />
        </div>
        <div class="stack">
          {changes.length === 0 ? (
            <Notice>It says the same as version {replaces}.</Notice>
          ) : (
            <PolicyChanges changes={changes} />
          )}
          <div class="panel panel-act">
            <h2>What that means</h2>
            <p>
              Every risk that is not closed adopts version {next}.{' '}
              <strong>Every acceptance under another version goes stale</strong> and must be signed again.
            </p>
            <form method="post" action={`${path}/versions`} class="more">
              {form.entries().map(([name, value], index) => (
                <input key={index} type="hidden" name={name} value={value} />
              ))}
              <p class="buttons">
                <button>Publish version {next}</button>
                <button class="link" formaction={`${path}/next`}>
                  Back to the form
                </button>
              </p>
            </form>
          </div>
        </div>
      </>
    ),
  };
}
