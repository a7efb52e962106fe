import { type OversightPolicy, severities } from '../../../domain/oversight-policy.ts';
import { listInWords, shareInWords } from '../approval-policy/approval-policy-words.ts';
import { windowInWords } from '../ai-system/ai-system-words.ts';
import { Facts, Section } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import { severityWords } from '../oversight-case/oversight-case-words.ts';
import type { Statement } from '../rules/rules-on-pages.ts';
import { roleWords } from '../words.ts';

/** The oversight policy as something one can read from top to bottom. */
export function oversightPolicyDocument(rules: OversightPolicy) {
  return (
    <>
      <Section title="Who is asked">
        <Facts facts={rules.levels.map((role, index) => [`Level ${index + 1}`, roleWords[role]])} />
        <p class="hint">
          One member at a time, the one with the fewest cases of those who are trained in oversight at that
          moment, do not own the system and are not who it is about. When the time of a level has passed, the
          next one is asked. <a href="/training/on?for=oversight">Who is trained now</a>
        </p>
      </Section>
      <Section title="How soon">
        <TableFrame label="The time of each level, by severity">
          <thead>
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">To acknowledge</th>
              <th scope="col">To decide</th>
            </tr>
          </thead>
          <tbody>
            {severities.map((severity) => (
              <tr key={severity}>
                <th scope="row">{severityWords[severity]}</th>
                <td>{windowInWords(rules.clocks[severity].acknowledgeMinutes)}</td>
                <td>{windowInWords(rules.clocks[severity].decideHours * 60)}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
        <p class="hint">By the clock on the wall, day and night: AI does not keep working hours.</p>
      </Section>
      <Section title="What else there is to it">
        <Facts
          facts={[
            ['A reviewer is reminded', remindersInWords(rules)],
            ['Nobody is there', `${roleWords[rules.gapTo]} is told at once, and finds somebody`],
            [
              'A serious incident',
              `The provider is told within ${counted(rules.tellProviderHours, 'hour')}; the authority by the deadlines of Article 73 of the AI Act`,
            ],
            [
              'A decided case',
              `is closed within ${counted(rules.closeDays, 'day')}, with root cause and corrective action`,
            ],
          ]}
        />
      </Section>
    </>
  );
}

/** All that it says, always in the same order. */
export function statementsOf(rules: OversightPolicy): Statement[] {
  return [
    ['Who is asked', 'level by level', listInWords(rules.levels.map((role) => roleWords[role]))],
    ...severities.flatMap((severity): Statement[] => {
      const { acknowledgeMinutes, decideHours } = rules.clocks[severity];
      const part = `${severityWords[severity]} severity`;
      return [
        [part, 'to acknowledge', windowInWords(acknowledgeMinutes)],
        [part, 'to decide', windowInWords(decideHours * 60)],
      ];
    }),
    ['Reminders', 'of a reviewer', remindersInWords(rules)],
    ['Gaps', 'told to', roleWords[rules.gapTo]],
    ['A serious incident', 'time to tell the provider', counted(rules.tellProviderHours, 'hour')],
    ['A decided case', 'time to close it', counted(rules.closeDays, 'day')],
  ];
}

function remindersInWords({ remindAt }: OversightPolicy): string {
  const shares = remindAt.toSorted((one, other) => one - other).map(shareInWords);
  return shares.length === 0 ? 'not at all' : `after ${listInWords(shares)} of the time to decide`;
}
