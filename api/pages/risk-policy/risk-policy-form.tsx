import { levels, riskBands } from '../../../domain/risk-policy.ts';
import { roles } from '../../../domain/identity.ts';
import { Boxes } from '../approval-policy/approval-policy-form.tsx';
import { Section } from '../components/document.tsx';
import {
  atFields,
  type Faults,
  FaultSummary,
  idOf,
  Select,
  TextArea,
  TextField,
} from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { levelWords, riskBandWords } from '../risk/risk-words.ts';
import { roleWords } from '../words.ts';

interface Filled {
  form: Form;
  faults: Faults;
}

// An auditor decides nothing: the API refuses them too.
const acceptingRoles = roles.filter((role) => role !== 'auditor');

/** Everything that a policy says, to be changed; filled with `form`, as it was typed. */
export function RiskPolicyForm({
  form,
  replaces,
  refused,
}: {
  form: Form;
  replaces: number;
  refused: Refused;
}) {
  const faults = atFields(refused.faults);
  const filled = { form, faults };
  const text = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return (
    <form method="post" action="/risk-policy/preview" class="policy-form">
      <FaultSummary message={refused.message} faults={labelled(faults)} />
      <input type="hidden" name="replaces" value={replaces} />
      <Section title="How large a risk is" id={idOf('/rules/matrix')}>
        {faults.has('/rules/matrix') && <p class="fault">{faults.get('/rules/matrix')}</p>}
        <Matrix {...filled} />
        <p class="hint">The band never falls where likelihood or impact rises.</p>
      </Section>
      <Section title="Who may accept a risk, and for how long">
        {riskBands.map((band) => (
          <div key={band}>
            <Boxes
              {...filled}
              name={`/rules/acceptance/${band}/roles`}
              label={`${riskBandWords[band]} risk is accepted by any of`}
              options={acceptingRoles.map((role) => [role, roleWords[role]])}
            />
            <TextField
              {...text(`/rules/acceptance/${band}/longestDays`)}
              label={`${riskBandWords[band]} risk: for how many days at most`}
              type="number"
              small
            />
          </div>
        ))}
      </Section>
      <Section title="Reminders and escalation">
        <TextField
          {...text('/rules/treatWithinDays')}
          label="Days in which a risk is dealt with"
          hint="A stale acceptance has as many to be signed again."
          type="number"
          small
        />
        <TextField
          {...text('/rules/remindDaysBefore')}
          label="Remind this many days before"
          hint="Before an action is due or an acceptance ends. For example: 14, 3."
          optional
          small
        />
        <Select
          {...text('/rules/escalateTo')}
          label="What is late is escalated to"
          options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
        />
      </Section>
      <Section title="Why">
        <TextArea {...text('/note')} label="Note" hint="Kept with the version: what has changed, and why." />
      </Section>
      <p class="buttons">
        <button>Look at what would change …</button>
        <a href="/risk-policy">Leave it as it is</a>
      </p>
    </form>
  );
}

function Matrix({ form }: Filled) {
  const bands = riskBands.map((band) => ({ value: band, label: riskBandWords[band] }));
  return (
    <TableFrame label="The band of each score">
      <thead>
        <tr>
          <th scope="col">Likelihood</th>
          {levels.map((impact) => (
            <th key={impact} scope="col">
              <span class="unseen">Impact </span>
              {impact} <small>{levelWords.impact[impact - 1]}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {levels.toReversed().map((likelihood) => (
          <tr key={likelihood}>
            <th scope="row">
              {likelihood} <small>{levelWords.likelihood[likelihood - 1]}</small>
            </th>
            {levels.map((impact) => {
              const name = `/rules/matrix/${likelihood - 1}/${impact - 1}`;
              return (
                <td key={impact}>
                  <select name={name} aria-label={`Likelihood ${likelihood}, impact ${impact}`} class="band">
                    {bands.map(({ value, label }) => (
                      <option key={value} value={value} selected={value === form.text(name)}>
                        {label}
                      </option>
                    ))}
                  </select>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** Each fault with what its field is called, for the fields of four bands are called alike. */
function labelled(faults: Faults): Faults {
  const words = new Map<string, string>([
    ...Object.entries(riskBandWords),
    ['note', 'Note'],
    ['matrix', 'Matrix'],
    ['roles', 'who may accept'],
    ['longestDays', 'for how long'],
    ['treatWithinDays', 'Time to deal with a risk'],
    ['remindDaysBefore', 'Reminders'],
    ['escalateTo', 'Escalation'],
  ]);
  return new Map(
    [...faults].map(([pointer, detail]) => {
      const parts = pointer.split('/').flatMap((part) => words.get(part) ?? []);
      return [pointer, `${parts.join(', ')}: ${detail}`];
    }),
  );
}
