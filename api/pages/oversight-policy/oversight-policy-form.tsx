import { roles } from '../../../domain/identity.ts';
import { type OversightPolicy, severities } from '../../../domain/oversight-policy.ts';
import { Section } from '../components/document.tsx';
import { type Faults, idOf, Select, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import { severityWords } from '../oversight-case/oversight-case-words.ts';
import { numberIn } from '../rules/rules-on-pages.ts';
import { roleWords } from '../words.ts';

/** As many levels as the API takes. */
const places = [0, 1, 2, 3, 4, 5];

// An auditor decides nothing: the API refuses them too.
const roleOptions = roles
  .filter((role) => role !== 'auditor')
  .map((role) => ({ value: role, label: roleWords[role] }));

/** The fields of the form, named by the pointers into the API's body. */
export function fieldsOf(rules: OversightPolicy): [string, string][] {
  return [
    ...rules.levels.map((role, index): [string, string] => [`/rules/levels/${index}`, role]),
    ...severities.flatMap((severity): [string, string][] => {
      const { acknowledgeMinutes, decideHours } = rules.clocks[severity];
      return [
        [`/rules/clocks/${severity}/acknowledgeMinutes`, String(acknowledgeMinutes)],
        [`/rules/clocks/${severity}/decideHours`, String(decideHours)],
      ];
    }),
    ['/rules/remindAt', rules.remindAt.map((share) => Number((share * 100).toFixed(2))).join(', ')],
    ['/rules/gapTo', rules.gapTo],
    ['/rules/tellProviderHours', String(rules.tellProviderHours)],
    ['/rules/closeDays', String(rules.closeDays)],
  ];
}

export function rulesIn(form: Form): unknown {
  const clocks = severities.map((severity) => {
    const name = `/rules/clocks/${severity}`;
    const acknowledgeMinutes = numberIn(form, `${name}/acknowledgeMinutes`);
    return [severity, { acknowledgeMinutes, decideHours: numberIn(form, `${name}/decideHours`) }];
  });
  return {
    levels: places.map((place) => form.text(`/rules/levels/${place}`)).filter((role) => role !== ''),
    clocks: Object.fromEntries(clocks) as Record<string, unknown>,
    remindAt: form
      .text('/rules/remindAt')
      .split(/[\s,;%]+/)
      .filter((part) => part !== '')
      .map((part) => Number(part) / 100),
    gapTo: form.text('/rules/gapTo'),
    tellProviderHours: numberIn(form, '/rules/tellProviderHours'),
    closeDays: numberIn(form, '/rules/closeDays'),
  };
}

export function oversightPolicyForm({ form, faults }: { form: Form; faults: Faults }) {
  const text = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  const number = (name: string) => ({ ...text(name), type: 'number' as const, small: true });
  return (
    <>
      <Section title="Who is asked, level by level" id={idOf('/rules/levels')}>
        {faults.has('/rules/levels') && <p class="fault">{faults.get('/rules/levels')}</p>}
        {places.map((place) => (
          <Select
            key={place}
            name={`/rules/levels/${place}`}
            label={`Level ${place + 1}`}
            value={form.text(`/rules/levels/${place}`)}
            options={[{ value: '', label: place === 0 ? 'Choose …' : 'There is none' }, ...roleOptions]}
          />
        ))}
      </Section>
      <Section title="How soon">
        {severities.map((severity) => (
          <div key={severity}>
            <TextField
              {...number(`/rules/clocks/${severity}/acknowledgeMinutes`)}
              label={`${severityWords[severity]} severity: minutes to acknowledge`}
            />
            <TextField
              {...number(`/rules/clocks/${severity}/decideHours`)}
              label={`${severityWords[severity]} severity: hours to decide`}
            />
          </div>
        ))}
        <TextField
          {...text('/rules/remindAt')}
          label="Remind after"
          hint="Per cent of the time to decide. For example: 50, 90."
          optional
          small
        />
      </Section>
      <Section title="What else there is to it">
        <Select {...text('/rules/gapTo')} label="Told that nobody is there" options={roleOptions} />
        <TextField
          {...number('/rules/tellProviderHours')}
          label="Hours in which the provider hears of a serious incident"
        />
        <TextField {...number('/rules/closeDays')} label="Days from the decision until a case is closed" />
      </Section>
    </>
  );
}
