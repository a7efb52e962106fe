import { usagePolicyHistory, usagePolicyInForce, usagePolicyVersion } from '../../../db/usage-policy.ts';
import { signOffTiers } from '../../../domain/approval-policy.ts';
import { leastDaysOfHighRisk, type UsagePolicy } from '../../../domain/usage-policy.ts';
import { usagePolicy } from '../../routes/usage-policy.ts';
import { usagePolicyRules } from '../../schemas/usage-policy.ts';
import { Section } from '../components/document.tsx';
import { type Faults, TextField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import type { Form } from '../page.ts';
import { numberIn, type RulesOnPages, type Statement } from '../rules/rules-on-pages.ts';
import { readingPages } from '../rules/rules-pages.tsx';
import { publicationPages } from '../rules/rules-publication.tsx';
import { tierWords } from '../words.ts';

const [, , , publishRoute] = usagePolicy;
const unknownWords = 'Systems that are not in the register';

const onPages: RulesOnPages<UsagePolicy> = {
  path: '/usage-policy',
  title: 'Usage policy',
  lead: 'How long it is kept who used which AI system for what. What people typed and what AI answered is never kept.',
  meaning: 'What it keeps no longer is thrown away within the hour, for good. That it was is on record.',
  schema: usagePolicyRules,
  publishRoute,
  inForce: usagePolicyInForce,
  history: usagePolicyHistory,
  version: usagePolicyVersion,
  document: usagePolicyDocument,
  statementsOf: (rules) =>
    linesOf(rules).map(([whose, days]): Statement => ['Kept', whose, counted(days, 'day')]),
  fieldsOf: ({ keptDays, unknownKeptDays }) => [
    ...signOffTiers.map((tier): [string, string] => [`/rules/keptDays/${tier}`, String(keptDays[tier])]),
    ['/rules/unknownKeptDays', String(unknownKeptDays)],
  ],
  rulesIn: (form) => ({
    keptDays: Object.fromEntries(
      signOffTiers.map((tier) => [tier, numberIn(form, `/rules/keptDays/${tier}`)]),
    ),
    unknownKeptDays: numberIn(form, '/rules/unknownKeptDays'),
  }),
  form: usagePolicyForm,
  words: {
    low: tierWords.low,
    medium: tierWords.medium,
    high: tierWords.high,
    critical: tierWords.critical,
    unknownKeptDays: unknownWords,
  },
};

export const { read, readVersion, compare } = readingPages(onPages);
export const { start, goBack, preview, publish } = publicationPages(onPages);

function linesOf({ keptDays, unknownKeptDays }: UsagePolicy): [whose: string, days: number][] {
  return [
    ...signOffTiers.map((tier): [string, number] => [
      `Systems of ${tierWords[tier].toLowerCase()}`,
      keptDays[tier],
    ]),
    [unknownWords, unknownKeptDays],
  ];
}

function usagePolicyDocument(rules: UsagePolicy) {
  return (
    <Section title="How long use is kept">
      <TableFrame label="How long use is kept, by the risk of the system">
        <thead>
          <tr>
            <th scope="col">Use of</th>
            <th scope="col">Kept for</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(rules).map(([whose, days]) => (
            <tr key={whose}>
              <th scope="row">{whose}</th>
              <td>{counted(days, 'day')}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p class="hint">
        Logs of high-risk systems are kept for at least {leastDaysOfHighRisk} days: six months, by Article
        26(6) of the AI Act.
      </p>
    </Section>
  );
}

function usagePolicyForm({ form, faults }: { form: Form; faults: Faults }) {
  const number = (name: string) => ({
    name,
    value: form.text(name),
    fault: faults.get(name),
    type: 'number' as const,
    small: true,
  });
  return (
    <Section title="For how many days use is kept">
      {signOffTiers.map((tier) => (
        <TextField
          key={tier}
          {...number(`/rules/keptDays/${tier}`)}
          label={`Systems of ${tierWords[tier].toLowerCase()}`}
          hint={
            tier === 'high' || tier === 'critical'
              ? `At least ${leastDaysOfHighRisk}: Article 26(6) of the AI Act.`
              : undefined
          }
        />
      ))}
      <TextField {...number('/rules/unknownKeptDays')} label={unknownWords} />
    </Section>
  );
}
