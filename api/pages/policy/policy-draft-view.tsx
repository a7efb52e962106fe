import { dataClasses } from '../../../domain/adoption-request-content.ts';
import type { Policy } from '../../../domain/policy-state.ts';
import { inventoryPlaceholder, useEffects } from '../../../domain/policy-text.ts';
import { Notice } from '../components/document.tsx';
import { Choice, Choices, type Faults, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import type { View } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { dataClassWords } from '../words.ts';
import { effectWords } from './policy-words.ts';
import type { TypedDraft, TypedRule } from './typed-draft.ts';

interface Editing {
  id: string;
  policy: Policy;
  typed: TypedDraft;
  refused: Refused;
  notice: string | undefined;
}

/** Where the next version is written: its text, and its rules of use row by row. */
export function draftView({ id, policy, typed, refused, notice }: Editing): View {
  const title = `The next version of ${policy.details.title}`;
  const faults = atRows(refused.faults);
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            Write in Markdown: <code># Heading</code>, <code>- item</code>, <code>**strong**</code>, tables
            with <code>|</code>. <code>{inventoryPlaceholder}</code> becomes the table of approved systems.
          </p>
          <p>
            <a href={`/policies/${id}`}>Back to the policy</a>
          </p>
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        <form method="post" action={`/policies/${id}/draft`} class="form">
          <FaultSummary message={refused.message} faults={faults} />
          {refused.status === 412 && (
            <p class="notice notice-attention">
              What you typed is below.{' '}
              <a href={`/policies/${id}/draft/preview`}>See what was saved meanwhile</a>; saving now takes its
              place.
            </p>
          )}
          <input type="hidden" name="seen" value={typed.seen} />
          <TextArea
            name="/text/markdown"
            label="Text"
            rows={24}
            value={typed.markdown}
            fault={faults.get('/text/markdown')}
          />
          <RuleRows rules={typed.rules} faults={faults} />
          <p class="buttons">
            <button name="step" value="look">
              Save and look at it
            </button>
            <button class="button-quiet" name="step" value="save">
              Save
            </button>
          </p>
        </form>
      </>
    ),
  };
}

/** A fault in one of the lists of a rule is shown at the field that the list is typed into. */
function atRows(faults: Faults): Faults {
  return new Map(
    [...faults].map(([pointer, detail]) => [
      pointer.replace(/^(\/text\/rules\/\d+\/(?:dataClasses|systems|purposes))\/\d+$/, '$1'),
      detail,
    ]),
  );
}

function RuleRows({ rules, faults }: { rules: readonly TypedRule[]; faults: Faults }) {
  return (
    <fieldset id="field-text-rules">
      <legend>Rules of use</legend>
      <p class="hint">
        What the text says, in a form that a program can check. What is prohibited always wins.
      </p>
      {faults.has('/text/rules') && <p class="fault">Rules {faults.get('/text/rules')}</p>}
      {rules.map((rule, index) => (
        <RuleRow key={index} rule={rule} row={index} faults={faults} />
      ))}
      <p class="more">
        <button class="button-quiet" name="step" value="more">
          Another rule
        </button>
      </p>
    </fieldset>
  );
}

function RuleRow({ rule, row, faults }: { rule: TypedRule; row: number; faults: Faults }) {
  const at = (field: string) => {
    const name = `/text/rules/${row}/${field}`;
    return { name, fault: faults.get(name) };
  };
  return (
    <fieldset class="question">
      <legend>Rule {row + 1}</legend>
      <input type="hidden" name="rule" value={row} />
      <TextArea {...at('statement')} label="What it says" rows={2} value={rule.statement} />
      <Choice
        {...at('effect')}
        label="That is"
        value={rule.effect}
        options={useEffects.map((value) => ({ value, label: effectWords[value] }))}
      />
      <Choices
        {...at('dataClasses')}
        label="For which data"
        hint="None chosen is any data."
        values={rule.dataClasses}
        options={dataClasses.map((value) => ({ value, label: dataClassWords[value] }))}
      />
      <div class="row">
        <TextArea
          {...at('systems')}
          label="For which systems"
          optional
          hint="One a line, as the inventory calls it; none is any."
          rows={2}
          value={rule.systems}
        />
        <TextArea
          {...at('purposes')}
          label="For which purposes"
          optional
          hint="Key words, one a line; none is any."
          rows={2}
          value={rule.purposes}
        />
      </div>
      <TextField
        {...at('id')}
        label="Name"
        optional
        hint="Words in small letters with hyphens. It stays from version to version."
        value={rule.id}
      />
      <p>
        <button class="link" name="step" value={`without-${row}`}>
          Take out rule {row + 1}
        </button>
      </p>
    </fieldset>
  );
}
