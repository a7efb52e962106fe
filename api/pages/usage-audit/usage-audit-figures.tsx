import { Chart, figure } from '../components/chart.tsx';
import { Facts, PersonLabel, Section } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted, Time } from '../components/time.tsx';
import { dataClassWords } from '../words.ts';
import { AuditedChecks } from './usage-audit-checks.tsx';
import { UsageAuditSample } from './usage-audit-sample.tsx';
import type { FiguresReading, UsageAuditReading } from './usage-audit-words.tsx';

/** What the auditor was given to look at, as it is printed and shown years later. */
export function UsageAuditFigures({ audit, zone }: { audit: UsageAuditReading; zone: string }) {
  const { figures, figuresHash } = audit;
  if (figures === null) {
    return <p>The figures are being gathered. Look again in a moment.</p>;
  }
  return (
    <>
      <Section title="How it was used">
        <div class="stack-close">
          <Period figures={figures} zone={zone} />
          <Months figures={figures} />
        </div>
      </Section>
      <Section title="Within and outside of what was approved">
        <div class="stack-close">
          <Uses
            label="What it was used for"
            column="Purpose"
            uses={figures.purposes.items.map(({ name, ...use }) => ({
              ...use,
              name: name ?? 'None was told',
            }))}
            total={figures.purposes.total}
          />
          <Uses
            label="With which data"
            column="Class of data"
            uses={figures.dataClasses.map(({ name, ...use }) => ({
              ...use,
              name: name === null ? 'None was told' : dataClassWords[name],
            }))}
            total={figures.dataClasses.length}
          />
          <Users figures={figures} />
          <Unused figures={figures} />
        </div>
      </Section>
      <Section title="Checks, breaches and cases">
        <AuditedChecks figures={figures} zone={zone} />
      </Section>
      <Section title="Sample">
        <UsageAuditSample figures={figures} zone={zone} />
      </Section>
      <p class="quiet">
        Gathered <Time at={figures.gatheredAt} zone={zone} />, and as it was since. Fingerprint of these
        figures: <span class="hash">{figuresHash}</span>
      </p>
    </>
  );
}

function Period({ figures, zone }: { figures: FiguresReading; zone: string }) {
  const { since, until, knownSince, uses, cost, earlierUses, currency, people } = figures;
  return (
    <>
      {knownSince > since && (
        <p class="notice">
          Use from before <Time at={knownSince} zone={zone} /> is not kept any more: it is in none of these
          figures.
        </p>
      )}
      <Facts
        facts={[
          [
            'Period',
            <>
              <Time at={since} zone={zone} /> to <Time at={until} zone={zone} />
            </>,
          ],
          ['Uses', <span class="figures">{figure(uses)}</span>],
          ['Cost', <span class="figures">{`${figure(cost)} ${currency}`}</span>],
          [
            'Uses from before, told too late for the audit before',
            earlierUses > 0 && <span class="figures">{figure(earlierUses)}</span>,
          ],
          ['People', <span class="figures">{figure(people)}</span>],
        ]}
      />
    </>
  );
}

function Months({ figures: { months, currency } }: { figures: FiguresReading }) {
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  if (first === undefined || last === undefined) return <p>It was not used in this period.</p>;
  return (
    <>
      {months.length > 1 && (
        <Chart
          title="Uses a month"
          days={first === last ? first : `${first} to ${last}`}
          series={{
            unit: 'uses',
            as: 'bars',
            per: 'month',
            values: months.map(({ uses }) => uses),
            limits: [],
          }}
        />
      )}
      <TableFrame label="Use, month by month">
        <thead>
          <tr>
            <th scope="col">Month (UTC)</th>
            <th scope="col" class="figure">
              Uses
            </th>
            <th scope="col" class="figure">
              Cost in {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, uses, cost }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td class="figure">{figure(uses)}</td>
              <td class="figure">{figure(cost)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </>
  );
}

function Uses({
  label,
  column,
  uses,
  total,
}: {
  label: string;
  column: string;
  uses: { name: string; uses: number; inScope: boolean }[];
  total: number;
}) {
  if (uses.length === 0) return null;
  return (
    <div>
      <h3>{label}</h3>
      <TableFrame label={label}>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col">Approved</th>
            <th scope="col" class="figure">
              Uses
            </th>
          </tr>
        </thead>
        <tbody>
          {uses.map((use) => (
            <tr key={use.name}>
              <th scope="row">{use.name}</th>
              <td>{use.inScope ? 'yes' : <strong>no</strong>}</td>
              <td class="figure">{figure(use.uses)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <Rest total={total} shown={uses.length} />
    </div>
  );
}

function Users({ figures: { usersOutOfScope, unknownUsers, unnamedUses } }: { figures: FiguresReading }) {
  return (
    <div>
      <h3>By whom</h3>
      <ul>
        <li>
          {counted(usersOutOfScope.total, 'user')} whom it is not approved for, as things were then
          <ul>
            {usersOutOfScope.items.map(({ person, uses }) => (
              <li key={person.id}>
                <PersonLabel person={person} />: {counted(uses, 'use')}
              </li>
            ))}
          </ul>
          <Rest total={usersOutOfScope.total} shown={usersOutOfScope.items.length} />
        </li>
        <li>
          {counted(unknownUsers.total, 'user')} whom the directory does not know
          <ul>
            {unknownUsers.items.map(({ number, name, uses }) => (
              <li key={number}>
                {name ?? `Number ${number}, whose name is not kept any more`}: {counted(uses, 'use')}
              </li>
            ))}
          </ul>
          <Rest total={unknownUsers.total} shown={unknownUsers.items.length} />
        </li>
        <li>{counted(unnamedUses, 'use')} that nobody was named for</li>
      </ul>
    </div>
  );
}

function Rest({ total, shown }: { total: number; shown: number }) {
  return total > shown && shown > 0 ? <p class="hint">{`And ${figure(total - shown)} more.`}</p> : null;
}

function Unused({ figures: { unused } }: { figures: FiguresReading }) {
  const { purposes, dataClasses, people } = unused;
  if (purposes.length + dataClasses.length + people === 0) return null;
  return (
    <div>
      <h3>Approved, and not used</h3>
      <ul>
        {purposes.map((purpose) => (
          <li key={purpose}>The purpose “{purpose}”</li>
        ))}
        {dataClasses.map((one) => (
          <li key={one}>Data: {dataClassWords[one]}</li>
        ))}
        {people > 0 && <li>{`${counted(people, 'person', 'people')} approved by name`}</li>}
      </ul>
    </div>
  );
}
