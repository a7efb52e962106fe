import type { ContentSection } from '../../../domain/adoption-request-content.ts';
import {
  type ApprovalPolicy,
  type SignOffTier,
  signOffTiers,
  type WorkingCalendar,
} from '../../../domain/approval-policy.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import {
  dateInWords,
  daysInWords,
  listInWords,
  namesOfDays,
  namesOfRoles,
  shareInWords,
} from './approval-policy-words.ts';
import { Facts, Section } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import { roleWords, sectionWords, tierWords } from '../words.ts';

/** The policy as something one can read from top to bottom. */
export function PolicyDocument({ rules }: { rules: ApprovalPolicy }) {
  return (
    <div class="stack">
      <Section title="Who signs, and how soon">
        <WhoSigns rules={rules} />
      </Section>
      <Section title="Reminders, escalation, expiry">
        <Late rules={rules} />
      </Section>
      <Section title="Who signs again after a change">
        <Material rules={rules} />
      </Section>
      <Section title="Working time">
        <WorkingTime calendar={rules.calendar} />
      </Section>
    </div>
  );
}

function WhoSigns({ rules }: { rules: ApprovalPolicy }) {
  return (
    <>
      <TableFrame label="Who signs at which risk, and in how many working hours">
        <thead>
          <tr>
            <th scope="col">Role</th>
            {signOffTiers.map((tier) => (
              <th key={tier} scope="col">
                {tierWords[tier]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {signOffRoles.map((role) => (
            <tr key={role}>
              <th scope="row">{roleWords[role]}</th>
              {signOffTiers.map((tier) => (
                <td key={tier}>
                  <TimeToSign rules={rules} role={role} tier={tier} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p class="hint">
        Working hours, counted from when a request is submitted; a dash: the role does not sign. All the roles
        in a column sign; nobody signs for two of them, and nobody signs what they asked for.
      </p>
    </>
  );
}

function TimeToSign({ rules, role, tier }: { rules: ApprovalPolicy; role: SignOffRole; tier: SignOffTier }) {
  if (!rules.requiredRoles[tier].includes(role)) {
    return (
      <span class="quiet">
        <span aria-hidden="true">–</span>
        <span class="unseen">does not sign</span>
      </span>
    );
  }
  const hours = rules.slaHours[role][tier];
  return (
    <>
      <span class="figure">{hours} h</span> <small class="figure">{daysInWords(hours, rules.calendar)}</small>
    </>
  );
}

function Late({ rules }: { rules: ApprovalPolicy }) {
  const shares = rules.remindAt.toSorted((one, other) => one - other).map(shareInWords);
  const early = shares.length === 0 ? '' : `after ${listInWords(shares)} of the time, and `;
  return (
    <Facts
      facts={[
        ['A role is reminded', `${early}once it is late, every working day`],
        ...signOffRoles.map((role): [string, string] => [
          `${roleWords[role]} is late`,
          `${roleWords[rules.escalateTo[role]]} may sign too`,
        ]),
        ['An undecided request', `expires after ${counted(rules.expiryDays, 'day')}`],
      ]}
    />
  );
}

function Material({ rules }: { rules: ApprovalPolicy }) {
  return (
    <>
      <p class="hint">
        When a requester changes a part of what is asked, the sign-offs that rest on that part are void.
      </p>
      <Facts
        facts={(Object.keys(sectionWords) as ContentSection[]).map((section) => {
          const again = signOffRoles.filter((role) => rules.material[section].includes(role));
          return [sectionWords[section], namesOfRoles(again)];
        })}
      />
    </>
  );
}

function WorkingTime({ calendar }: { calendar: WorkingCalendar }) {
  const holidays = calendar.holidays.toSorted();
  return (
    <Facts
      facts={[
        ['Days', namesOfDays(calendar.workingDays)],
        ['Hours', `${calendar.startOfDay} to ${calendar.endOfDay}`],
        ['Time zone', calendar.timeZone],
        [
          'Holidays',
          holidays.length === 0 ? (
            'none'
          ) : (
            <details>
              <summary>{counted(holidays.length, 'holiday')}</summary>
              <ul>
                {holidays.map((day) => (
                  <li key={day}>
                    <time dateTime={day}>{dateInWords(day)}</time>
                  </li>
                ))}
              </ul>
            </details>
          ),
        ],
      ]}
    />
  );
}
