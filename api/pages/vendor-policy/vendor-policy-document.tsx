import { criticalities, type VendorPolicy } from '../../../domain/vendor-policy.ts';
import { listInWords, namesOfRoles, shareInWords } from '../approval-policy/approval-policy-words.ts';
import { Facts, Section } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import { criticalityWords, percentOf } from '../vendor/vendor-words.ts';
import { roleWords } from '../words.ts';

/** The vendor policy as something one can read from top to bottom. */
export function VendorPolicyDocument({ rules }: { rules: VendorPolicy }) {
  const shares = rules.remindAt.toSorted((one, other) => one - other).map(shareInWords);
  return (
    <div class="stack">
      <Section title="Who signs, and how long it holds">
        <TableFrame label="Who signs a review, and how long its approval holds, by criticality">
          <thead>
            <tr>
              <th scope="col">Criticality</th>
              <th scope="col">Who signs</th>
              <th scope="col">An approval holds</th>
            </tr>
          </thead>
          <tbody>
            {criticalities.map((criticality) => (
              <tr key={criticality}>
                <th scope="row">{criticalityWords[criticality]}</th>
                <td>{namesOfRoles(rules.requiredRoles[criticality])}</td>
                <td>{counted(rules.validDays[criticality], 'day')}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
        <p class="hint">
          All of them sign; nobody signs for two roles, who owns the vendor signs nothing of it, and nobody
          signs answers that they handed in.
        </p>
      </Section>
      <Section title="What time brings">
        <Facts
          facts={[
            [
              'A vendor answers',
              `within ${counted(rules.answerDays, 'day')}; it is reminded half-way and at the end`,
            ],
            ['A role signs', `within ${counted(rules.slaHours, 'working hour')} of the answers`],
            [
              'A role is reminded',
              `${shares.length === 0 ? '' : `after ${listInWords(shares)} of the time, and `}once it is late, every working day`,
            ],
            ['A role is late', `${roleWords[rules.escalateTo]} may sign too`],
            [
              'The next assessment',
              `starts by itself ${counted(rules.leadDays, 'day')} before an approval ends, and when a certificate does`,
            ],
          ]}
        />
      </Section>
      <Section title="What rules an approval out">
        <Facts
          facts={[
            ['Some answers', 'rule every approval out, whatever the others say'],
            [
              'Few points',
              `under ${percentOf(rules.leastShare)} of the points it can be approved with conditions only`,
            ],
          ]}
        />
      </Section>
    </div>
  );
}
