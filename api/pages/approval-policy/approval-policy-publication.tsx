import type { z } from 'zod';
import { policyInForce, type RulesVersion } from '../../../db/approval-policy.ts';
import { namesOf } from '../../../db/directory.ts';
import { parse } from '../../parse.ts';
import { Problem } from '../../problem.ts';
import { publishPolicyVersion } from '../../routes/approval-policy.ts';
import { publication } from '../../schemas/approval-policy.ts';
import type { Services } from '../../services.ts';
import { refuseUnworkable } from '../../workable-policy.ts';
import { PolicyChanges } from './approval-policy-changes.tsx';
import { comparePolicies, type PolicyChange } from './approval-policy-comparison.ts';
import { formOf, publicationIn } from './approval-policy-fields.ts';
import { PolicyForm } from './approval-policy-form.tsx';
import { Notice, Prose } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import type { Form } from '../page.ts';
import { page, type View, type Viewer } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';

const path = '/approval-policy';
const access: ['compliance_manager'] = ['compliance_manager'];
const heading = 'Change the approval policy';

export const startPolicyVersion = page({
  method: 'get',
  path: `${path}/next`,
  access,
  handle: async ({ services }) => {
    const { version, rules } = await policyInForce(services.db);
    return formView(formOf(rules, ''), version);
  },
});

/** Back from the preview, with everything that was typed. */
export const continuePolicyVersion = page({
  method: 'post',
  path: `${path}/next`,
  access,
  handle: ({ form }) => Promise.resolve(formView(form, seenIn(form))),
});

/** The first step: what would change, against the version in force. Nothing is published by it. */
export const previewPolicyVersion = page({
  method: 'post',
  path: `${path}/preview`,
  access,
  handle: async ({ form, at, viewer, services }) => {
    const inForce = await policyInForce(services.db);
    if (inForce.version !== seenIn(form)) return overtakenView(form, viewer, services);
    try {
      const { note, rules } = parse(publication, publicationIn(form)) as z.output<typeof publication>;
      refuseUnworkable(rules, at);
      return previewView(form, inForce.version, note, comparePolicies(inForce.rules, rules));
    } catch (error) {
      return formView(form, inForce.version, refusalIn(error));
    }
  },
});

/** The second step: the version that was looked at becomes the one in force, unless another came between. */
export const publishPolicyVersionPage = page({
  method: 'post',
  path: `${path}/versions`,
  access,
  handle: async ({ form, viewer, services, perform }) => {
    try {
      const headers = { 'if-match': `"${seenIn(form)}"` };
      await perform(publishPolicyVersion, { body: publicationIn(form), headers });
    } catch (error) {
      if (error instanceof Problem && error.code === 'policy_moved_on') {
        return overtakenView(form, viewer, services);
      }
      return formView(form, seenIn(form), refusalIn(error));
    }
    return { redirect: `${path}?done=published` };
  },
});

/** The version that the form was filled from. */
function seenIn(form: Form): number {
  return Number(form.text('replaces'));
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
        <PolicyForm form={form} replaces={replaces} refused={refused} />
      </>
    ),
  };
}

/** Somebody has published meanwhile: what, and the form with all that was typed, now against their version. */
async function overtakenView(form: Form, viewer: Viewer, services: Services): Promise<View> {
  const inForce = await policyInForce(services.db);
  const nameOf = await namesOf(services.db, [inForce.publishedBy]);
  const overtaken = (
    <Overtaken inForce={inForce} by={nameOf(inForce.publishedBy).name} zone={viewer.timeZone} form={form} />
  );
  return formView(form, inForce.version, { ...notRefused, status: 412 }, overtaken);
}

function Overtaken({
  inForce,
  by,
  zone,
  form,
}: {
  inForce: RulesVersion;
  by: string;
  zone: string;
  form: Form;
}) {
  const parsed = publication.shape.rules.safeParse(publicationIn(form).rules);
  return (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>Version {inForce.version} has been published while you were writing.</strong> {by} published
        it on <Time at={inForce.publishedAt} zone={zone} />:
      </p>
      <Prose text={inForce.note} />
      <p>
        Everything you typed is kept below. Published as it is, it would{' '}
        {parsed.success && comparePolicies(inForce.rules, parsed.data).length === 0
          ? 'say the same as that version.'
          : 'undo what that version says otherwise; the next step shows where.'}
      </p>
    </div>
  );
}

function previewView(form: Form, replaces: number, note: string, changes: PolicyChange[]): View {
  return {
    title: 'Publish this version?',
    main: (
      <>
        <div class="page-head">
          <h1>Publish version {replaces + 1}?</h1>
          <Prose text={note} />
        </div>
        <div class="stack">
          {changes.length === 0 ? (
            <Notice>
              It says the same as version {replaces}. Published, it is on record that you have looked at it
              again.
            </Notice>
          ) : (
            <PolicyChanges changes={changes} />
          )}
          <div class="panel panel-act">
            <h2>What that means</h2>
            <p>
              Requests submitted from then on copy version {replaces + 1}. Requests in flight keep the version
              they were submitted under, even when they are amended.
            </p>
            <form method="post" action={`${path}/versions`} class="more">
              {form.entries().map(([name, value], index) => (
                <input key={index} type="hidden" name={name} value={value} />
              ))}
              <p class="buttons">
                <button>Publish version {replaces + 1}</button>
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
