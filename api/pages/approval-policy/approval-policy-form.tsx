import { signOffTiers } from '../../../domain/approval-policy.ts';
import type { ContentSection } from '../../../domain/adoption-request-content.ts';
import { roles, type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import { weekdays } from './approval-policy-words.ts';
import {
  atFields,
  type Faults,
  FaultSummary,
  idOf,
  Select,
  TextArea,
  TextField,
} from '../components/form.tsx';
import { Section } from '../components/document.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { roleWords, sectionWords, tierWords } from '../words.ts';

interface Filled {
  form: Form;
  faults: Faults;
}

/** Everything that a policy says, to be changed; filled with `form`, as it was typed. */
export function PolicyForm({ form, replaces, refused }: { form: Form; replaces: number; refused: Refused }) {
  const faults = atFields(refused.faults);
  const filled = { form, faults };
  const text = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  const labelled = new Map([...faults].map(([name, detail]) => [name, `${labelOf(name)}: ${detail}`]));
  return (
    <form method="post" action="/approval-policy/preview" class="policy-form">
      <FaultSummary message={refused.message} faults={labelled} />
      <input type="hidden" name="replaces" value={replaces} />
      <WhoSigns {...filled} />
      <Section title="Reminders, escalation, expiry">
        <TextField
          {...text('/rules/remindAt')}
          label="Remind after this much of the time, in per cent"
          hint="For example: 50, 100. Once late, a role is reminded every working day."
          small
        />
        <p class="hint">Once a role is late, whoever holds the role chosen here may sign too.</p>
        <div class="row">
          {signOffRoles.map((role) => (
            <Select
              key={role}
              {...text(`/rules/escalateTo/${role}`)}
              label={`When ${roleWords[role]} is late`}
              options={roles.map((to) => ({ value: to, label: roleWords[to] }))}
            />
          ))}
        </div>
        <TextField {...text('/rules/expiryDays')} label="A request expires after days" type="number" small />
      </Section>
      <Section title="Who signs again after a change">
        <p class="hint">When a requester changes this part, the sign-offs of these roles are void.</p>
        {(Object.keys(sectionWords) as ContentSection[]).map((section) => (
          <Boxes
            key={section}
            {...filled}
            name={`/rules/material/${section}`}
            label={sectionWords[section]}
            options={signOffRoles.map((role) => [role, roleWords[role]])}
          />
        ))}
      </Section>
      <Section title="Working time" id={idOf('/rules/calendar')}>
        {faults.has('/rules/calendar') && <p class="fault">{faults.get('/rules/calendar')}</p>}
        <Boxes
          {...filled}
          name="/rules/calendar/workingDays"
          label="Working days"
          options={weekdays.map((day, index) => [String(index + 1), day])}
        />
        <div class="row">
          <TextField {...text('/rules/calendar/startOfDay')} label="From" />
          <TextField {...text('/rules/calendar/endOfDay')} label="To" />
          <TextField {...text('/rules/calendar/timeZone')} label="Time zone" />
        </div>
        <TextArea
          {...text('/rules/calendar/holidays')}
          label="Holidays"
          hint="One day on each line: 2026-12-25."
          rows={8}
          optional
        />
      </Section>
      <Section title="Why">
        <TextArea {...text('/note')} label="Note" hint="Kept with the version: what has changed, and why." />
      </Section>
      <p class="buttons">
        <button>Look at what would change …</button>
        <a href="/approval-policy">Leave it as it is</a>
      </p>
    </form>
  );
}

function WhoSigns({ form, faults }: Filled) {
  return (
    <Section title="Who signs, and how soon">
      <p class="hint">Hours are working hours, counted from when a request is submitted.</p>
      <div class="pairs">
        {signOffTiers.map((tier) => {
          const name = `/rules/requiredRoles/${tier}`;
          return (
            <fieldset key={tier} class="field" id={idOf(name)} aria-invalid={faults.has(name) || undefined}>
              <legend>{tierWords[tier]}</legend>
              {faults.has(name) && <p class="fault">{faults.get(name)}</p>}
              {signOffRoles.map((role) => (
                <Signer key={role} {...{ form, faults, tier, role }} />
              ))}
            </fieldset>
          );
        })}
      </div>
    </Section>
  );
}

function Signer({
  form,
  faults,
  tier,
  role,
}: Filled & { tier: (typeof signOffTiers)[number]; role: SignOffRole }) {
  const [roleName, hoursName] = [`/rules/requiredRoles/${tier}`, `/rules/slaHours/${role}/${tier}`];
  return (
    <div class="signer">
      <label class="option">
        <input type="checkbox" name={roleName} value={role} checked={form.all(roleName).includes(role)} />
        <span>{roleWords[role]}</span>
      </label>
      <label>
        <span class="unseen">
          {roleWords[role]}, {tierWords[tier]}: hours
        </span>
        <input
          id={idOf(hoursName)}
          name={hoursName}
          inputMode="decimal"
          autocomplete="off"
          value={form.text(hoursName)}
          aria-invalid={faults.has(hoursName) || undefined}
        />
      </label>
      <span class="quiet">hours</span>
    </div>
  );
}

/** Boxes to tick, in one line where there is room. */
export function Boxes({
  form,
  faults,
  name,
  label,
  options,
}: Filled & { name: string; label: string; options: [value: string, label: string][] }) {
  const chosen = form.all(name);
  return (
    <fieldset class="boxes" id={idOf(name)} aria-invalid={faults.has(name) || undefined}>
      <legend>{label}</legend>
      {faults.has(name) && <p class="fault">{faults.get(name)}</p>}
      {options.map(([value, words]) => (
        <label key={value} class="option">
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the field is called, from its pointer. */
function labelOf(pointer: string): string {
  const [, first = '', field = '', one = '', two = ''] = pointer.split('/');
  if (first === 'note') return 'Note';
  const words = new Map<string, string>([
    ...Object.entries(roleWords),
    ...Object.entries(sectionWords),
    ...Object.entries(tierWords),
    ['timeZone', 'time zone'],
    ['workingDays', 'working days'],
    ['startOfDay', 'start of the day'],
    ['endOfDay', 'end of the day'],
    ['holidays', 'holidays'],
  ]);
  const parts = new Map([
    ['requiredRoles', 'Who signs'],
    ['slaHours', 'Time to sign'],
    ['remindAt', 'Reminders'],
    ['escalateTo', 'Escalation'],
    ['expiryDays', 'Expiry'],
    ['material', 'Who signs again'],
    ['calendar', 'Working time'],
  ]);
  return [parts.get(field), words.get(one), words.get(two)].filter((word) => word !== undefined).join(', ');
}
