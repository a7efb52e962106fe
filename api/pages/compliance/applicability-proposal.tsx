import type { z } from 'zod';
import { controls, statements } from '../../../domain/control-catalogue.ts';
import {
  proposeStatementOfApplicability,
  readStatementOfApplicability,
} from '../../routes/statement-of-applicability.ts';
import type { statementOfApplicability } from '../../schemas/statement-of-applicability.ts';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { path } from './applicability.tsx';

const access: ['compliance_manager'] = ['compliance_manager'];
type InForce = z.output<typeof statementOfApplicability>['inForce'];

/** The form by which a version is put forward: it starts from the one in force. */
export const newApplicability = page({
  method: 'get',
  path: `${path}/new`,
  access,
  handle: (call) => proposalView(call, notRefused),
});

export const propose = page({
  method: 'post',
  path: `${path}/new`,
  access,
  handle: async (call) => {
    const { form, perform } = call;
    try {
      await perform(proposeStatementOfApplicability, {
        body: { content: contentOf(form), note: form.text('/note') },
        headers: { 'If-Match': `"${form.text('/replaces')}"` },
      });
      return { redirect: path };
    } catch (error) {
      return proposalView(call, refusalIn(error));
    }
  },
});

function contentOf(form: Form) {
  const owner = (id: string) => form.text(`/owner/${id}`);
  return {
    controls: controls.map(({ id }) => ({
      control: id,
      applicable: form.has(`/applicable/${id}`),
      justification: form.text(`/justification/${id}`),
      owner: owner(id) === '' ? null : owner(id),
    })),
    exclusions: statements.flatMap(({ id }) => {
      const justification = form.text(`/exclusion/${id}`);
      return justification === '' ? [] : [{ statement: id, justification }];
    }),
  };
}

async function proposalView(
  { form, perform }: Pick<PageCall<undefined, undefined>, 'form' | 'perform'>,
  refused: Refused,
): Promise<View> {
  const { body } = await perform(readStatementOfApplicability, {});
  const { inForce } = body as z.output<typeof statementOfApplicability>;
  const sent = form.has('/replaces');
  return {
    title: 'Put a statement of applicability forward',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Put a statement of applicability forward</h1>
          <p class="lead">Management signs it. What does not apply says why.</p>
        </div>
        <form method="post" action={`${path}/new`} class="form">
          <FaultSummary message={refused.message} faults={named(refused)} />
          <input
            type="hidden"
            name="/replaces"
            value={sent ? form.text('/replaces') : (inForce?.version ?? 0)}
          />
          {controls.map(({ id, title }) => (
            <ControlFields
              key={id}
              id={id}
              title={title}
              form={sent ? form : undefined}
              inForce={inForce}
              faults={named(refused)}
            />
          ))}
          <TextArea name="/note" label="What has changed, and why" value={form.text('/note')} optional />
          <p class="buttons">
            <button>Put it forward</button>
            <a href={path}>Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}

/** The API names faults by places in lists; the form's fields are named by controls. */
function named({ faults }: Refused): Map<string, string> {
  return new Map(
    [...faults].map(([pointer, detail]) => {
      const [, place, field] = /^\/content\/controls\/(\d+)\/(\w+)/.exec(pointer) ?? [];
      const control = controls[Number(place)];
      return [control === undefined ? pointer : `/${field}/${control.id}`, detail];
    }),
  );
}

function ControlFields({
  id,
  title,
  form,
  inForce,
  faults,
}: {
  id: string;
  title: string;
  form: Form | undefined;
  inForce: InForce;
  faults: Map<string, string>;
}) {
  const before = inForce?.content.controls.find(({ control }) => control === id);
  const excluded = new Map(
    inForce?.content.exclusions.map((one) => [one.statement, one.justification]) ?? [],
  );
  const its = statements.filter(({ control }) => control === id);
  const applies = form === undefined ? (before?.applicable ?? true) : form.has(`/applicable/${id}`);
  return (
    <fieldset class="field">
      <legend>
        {id} {title}
      </legend>
      <label class="option">
        <input type="checkbox" name={`/applicable/${id}`} value="yes" checked={applies} />
        <span>It applies</span>
      </label>
      <TextField
        name={`/justification/${id}`}
        label={`Why ${id} applies, or does not`}
        value={form?.text(`/justification/${id}`) ?? before?.justification ?? ''}
        fault={faults.get(`/justification/${id}`)}
        optional
      />
      <TextField
        name={`/owner/${id}`}
        label={`Owner of ${id}`}
        hint="By user name."
        value={form?.text(`/owner/${id}`) ?? before?.owner?.userName ?? ''}
        fault={faults.get(`/owner/${id}`)}
        optional
      />
      {its.length > 0 && (
        <details>
          <summary>Statements of {id} that do not apply all the same</summary>
          {its.map((statement) => (
            <TextField
              key={statement.id}
              name={`/exclusion/${statement.id}`}
              label={`“${statement.text}” does not apply, because`}
              value={form?.text(`/exclusion/${statement.id}`) ?? excluded.get(statement.id) ?? ''}
              optional
            />
          ))}
        </details>
      )}
    </fieldset>
  );
}
