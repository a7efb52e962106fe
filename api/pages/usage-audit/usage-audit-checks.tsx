import { figure } from '../components/chart.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted, Time } from '../components/time.tsx';
import { denialWords, type FiguresReading } from './usage-audit-words.tsx';

const caseWords = {
  breach: ['breach', 'breaches'],
  decision: ['decision submitted for review', 'decisions submitted for review'],
  concern: ['concern', 'concerns'],
  incident: ['incident', 'incidents'],
} as const;

const decisionWords = {
  upheld: 'upheld',
  corrected: 'corrected',
  overridden: 'overridden',
  stopped: 'stopped',
  reopened: 'approval reopened',
  serious_incident: 'serious incident',
} as const;

/** What was allowed and denied and why, what was broken, and what came of it. */
export function AuditedChecks({ figures, zone }: { figures: FiguresReading; zone: string }) {
  const { checks, otherCases } = figures;
  return (
    <div class="stack-close">
      <p>
        {counted(checks.allowed, 'check')} allowed, {figure(checks.denied)} denied.
      </p>
      {checks.reasons.length > 0 && (
        <TableFrame label="Why checks were denied">
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" class="figure">
                Checks
              </th>
            </tr>
          </thead>
          <tbody>
            {checks.reasons.map((one) => (
              <tr key={one.reason}>
                <th scope="row">{denialWords[one.reason]}</th>
                <td class="figure">{figure(one.checks)}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      <Breaches figures={figures} zone={zone} />
      {otherCases.length > 0 && (
        <p>
          Other oversight cases:{' '}
          {otherCases
            .map(({ kind, cases }) => counted(cases, caseWords[kind][0], caseWords[kind][1]))
            .join(', ')}
          .
        </p>
      )}
    </div>
  );
}

function Breaches({ figures: { breaches }, zone }: { figures: FiguresReading; zone: string }) {
  if (breaches.total === 0) return <p>No boundary was broken.</p>;
  return (
    <div>
      <TableFrame label="Boundaries that were broken">
        <thead>
          <tr>
            <th scope="col">Boundary</th>
            <th scope="col">Broken</th>
            <th scope="col">What came of it</th>
          </tr>
        </thead>
        <tbody>
          {breaches.items.map(({ case: id, statement, openedAt, settledAt, state, decision }) => (
            <tr key={id}>
              <th scope="row">{statement}</th>
              <td>
                <Time at={openedAt} zone={zone} />
              </td>
              <td>
                {decision === null ? 'no decision' : decisionWords[decision]}
                {settledAt === null ? `, ${state?.replace('_', ' ') ?? 'no case opened'} then` : ', closed'}
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {breaches.total > breaches.items.length && (
        <p class="hint">{`The newest of ${figure(breaches.total)}.`}</p>
      )}
    </div>
  );
}
