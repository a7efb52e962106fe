import { z } from 'zod';
import { parse } from '../../parse.ts';
import { Problem } from '../../problem.ts';
import { someText } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { PolicyChanges } from '../approval-policy/approval-policy-changes.tsx';
import type { PolicyChange } from '../approval-policy/approval-policy-comparison.ts';
import { Notice, Prose, Section } from '../components/document.tsx';
import { atFields, type Faults, FaultSummary, TextArea } from '../components/form.tsx';
import { type AnyPage, Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { compareRules, type RulesOnPages } from './rules-on-pages.ts';

const access: ['compliance_manager'] = ['compliance_manager'];

/** The pages by which the next version of a policy is written, looked at, and published. */
export function publicationPages<Rules>(policy: RulesOnPages<Rules>): {
  start: AnyPage;
  goBack: AnyPage;
  preview: AnyPage;
  publish: AnyPage;
} {
  const { path, inForce } = policy;
  const publication = z.strictObject({ note: someText(2_000), rules: policy.schema });
  return {
    start: page({
      method: 'get',
      path: `${path}/next`,
      access,
      handle: async ({ services }) => {
        const { version, rules } = await inForce(services.db);
        return formView(policy, new Form(new URLSearchParams(policy.fieldsOf(rules))), version);
      },
    }),
    // Back from the preview, with everything that was typed.
    goBack: page({
      method: 'post',
      path: `${path}/next`,
      access,
      handle: ({ form }) => Promise.resolve(formView(policy, form, seenIn(form))),
    }),
    // What would change, against the version in force. Nothing is published by it.
    preview: page({
      method: 'post',
      path: `${path}/preview`,
      access,
      handle: async ({ form, services }) => {
        const current = await inForce(services.db);
        if (current.version !== seenIn(form)) return overtakenView(policy, form, services);
        try {
          const { note, rules } = parse(publication, publicationIn(policy, form)) as {
            note: string;
            rules: Rules;
          };
          return previewView(policy, form, { note, changes: compareRules(policy, current.rules, rules) });
        } catch (error) {
          return formView(policy, form, current.version, refusalIn(error));
        }
      },
    }),
    // The version that was looked at becomes the one in force, unless another came between.
    publish: page({
      method: 'post',
      path: `${path}/versions`,
      access,
      handle: async ({ form, services, perform }) => {
        try {
          const headers = { 'if-match': `"${seenIn(form)}"` };
          await perform(policy.publishRoute, { body: publicationIn(policy, form), headers });
        } catch (error) {
          if (error instanceof Problem && error.code === 'policy_moved_on') {
            return overtakenView(policy, form, services);
          }
          return formView(policy, form, seenIn(form), refusalIn(error));
        }
        return { redirect: `${path}?done=published` };
      },
    }),
  };
}

function publicationIn<Rules>({ rulesIn }: RulesOnPages<Rules>, form: Form) {
  return { note: form.text('/note'), rules: rulesIn(form) };
}

/** The version that the form was filled from. */
function seenIn(form: Form): number {
  return Number(form.text('replaces'));
}

/** Somebody has published meanwhile: the form with all that was typed, now against their version. */
async function overtakenView<Rules>(
  policy: RulesOnPages<Rules>,
  form: Form,
  { db }: Services,
): Promise<View> {
  const { version } = await policy.inForce(db);
  const overtaken = (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>Version {version} has been published while you were writing.</strong> Everything you typed is
        kept below. Where it says otherwise than <a href={policy.path}>that version</a>, it would undo it; the
        next step shows where.
      </p>
    </div>
  );
  return formView(policy, form, version, { ...notRefused, status: 412 }, overtaken);
}

function formView<Rules>(
  policy: RulesOnPages<Rules>,
  form: Form,
  replaces: number,
  refused: Refused = notRefused,
  overtaken?: View['main'],
): View {
  const faults = atFields(refused.faults);
  const title = `Change the ${policy.title.toLowerCase()}`;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            It would follow version {replaces}. You see what changes before anything is published.
          </p>
        </div>
        {overtaken}
        <form method="post" action={`${policy.path}/preview`} class="policy-form">
          <FaultSummary message={refused.message} faults={labelled(policy, faults)} />
          <input type="hidden" name="replaces" value={replaces} />
          {policy.form({ form, faults })}
          <Section title="Why">
            <TextArea
              name="/note"
              label="Note"
              hint="Kept with the version: what has changed, and why."
              value={form.text('/note')}
              fault={faults.get('/note')}
            />
          </Section>
          <p class="buttons">
            <button>Look at what would change …</button>
            <a href={policy.path}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}

/** Each fault with what its field is called. */
function labelled<Rules>({ words }: RulesOnPages<Rules>, faults: Faults): Faults {
  const known: Record<string, string> = { ...words, note: 'Note' };
  return new Map(
    [...faults].map(([pointer, detail]) => {
      const parts = pointer.split('/').flatMap((part) => known[part] ?? []);
      return [pointer, `${parts.join(', ')}: ${detail}`];
    }),
  );
}

function previewView<Rules>(
  { path, meaning }: RulesOnPages<Rules>,
  form: Form,
  { note, changes }: { note: string; changes: PolicyChange[] },
): View {
  const next = seenIn(form) + 1;
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
            <Notice>It says the same as version {next - 1}.</Notice>
          ) : (
            <PolicyChanges changes={changes} />
          )}
          <div class="panel panel-act">
            <h2>What that means</h2>
            <p>{meaning}</p>
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
