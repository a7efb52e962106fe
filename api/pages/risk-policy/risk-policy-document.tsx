import { levels, riskBands, type RiskPolicy } from '../../../domain/risk-policy.ts';
import { namesOfRoles } from '../approval-policy/approval-policy-words.ts';
import { Facts, Section } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import { BandMark } from '../risk/risk-mark.tsx';
import { levelMeanings, levelWords, riskBandWords } from '../risk/risk-words.ts';
import { roleWords } from '../words.ts';
import { daysBefore } from './risk-policy-comparison.ts';

/** The policy as something one can read from top to bottom. */
export function RiskPolicyDocument({ rules }: { rules: RiskPolicy }) {
  return (
    <div class="stack">
      <Section title="How large a risk is">
        <Matrix rules={rules} />
      </Section>
      <Section title="What the levels mean">
        <Levels />
      </Section>
      <Section title="Who may accept a risk, and for how long">
        <Authority rules={rules} />
      </Section>
      <Section title="Reminders and escalation">
        <Clocks rules={rules} />
      </Section>
    </div>
  );
}

function Matrix({ rules: { matrix } }: { rules: RiskPolicy }) {
  return (
    <TableFrame label="The band of each score">
      <caption class="unseen">The band of each likelihood and impact</caption>
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
            {(matrix[likelihood - 1] ?? []).map((band, index) => (
              <td key={index} class={`heat heat-${band}`}>
                {riskBandWords[band]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Levels() {
  return (
    <TableFrame label="Each level in words">
      <thead>
        <tr>
          <th scope="col">Level</th>
          <th scope="col">Likelihood</th>
          <th scope="col">Impact</th>
        </tr>
      </thead>
      <tbody>
        {levels.map((level) => (
          <tr key={level}>
            <th scope="row">{level}</th>
            {(['likelihood', 'impact'] as const).map((measure) => (
              <td key={measure}>
                {levelWords[measure][level - 1]}: {levelMeanings[measure][level - 1]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Authority({ rules: { acceptance } }: { rules: RiskPolicy }) {
  return (
    <>
      <TableFrame label="Who may accept which residual risk, and for how long at most">
        <thead>
          <tr>
            <th scope="col">Residual risk</th>
            <th scope="col">Accepted by any of</th>
            <th scope="col">At most for</th>
          </tr>
        </thead>
        <tbody>
          {riskBands.map((band) => (
            <tr key={band}>
              <th scope="row">
                <BandMark band={band} />
              </th>
              <td>{namesOfRoles(acceptance[band].roles)}</td>
              <td>{counted(acceptance[band].longestDays, 'day')}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p class="hint">
        Nobody accepts the risk that they own. An acceptance ends early when the residual score, what the risk
        touches, its description or this policy changes.
      </p>
    </>
  );
}

function Clocks({ rules }: { rules: RiskPolicy }) {
  const days = counted(rules.treatWithinDays, 'day');
  const early = rules.remindDaysBefore.length === 0 ? 'never before' : `${daysBefore(rules)} before`;
  return (
    <Facts
      facts={[
        ['A risk is dealt with', `within ${days} of when it was identified`],
        ['An acceptance that has gone stale', `is signed again within ${days}`],
        ['Whoever is responsible is reminded', `${early} an action is due or an acceptance ends`],
        ['What is late', `is escalated to ${roleWords[rules.escalateTo]}`],
      ]}
    />
  );
}
