import type { PersonName } from '../../../db/directory.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import { Facts, PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { cycleInWords } from '../policy/policy-words.ts';
import { competenceWords } from '../training/training-words.ts';
import { dataClassWords, roleWords } from '../words.ts';
import type { AiSystemReading } from './ai-system-reading.ts';
import { boundaryInWords } from './ai-system-words.ts';
import { LastAudit, NextAudit } from './audit-standing.tsx';

interface Named {
  system: AiSystem;
  nameOf: (id: PersonId) => PersonName;
}

/** What an approval covers, and nothing beyond it. */
export function Scope({ system: { scope }, nameOf }: Named) {
  const { purposes, dataClasses, users, regions } = scope;
  return (
    <Facts
      facts={[
        ['Purposes', <Lines key="purposes" lines={purposes} />],
        ['Data', <Lines key="data" lines={dataClasses.map((name) => dataClassWords[name])} />],
        [
          'Users',
          users.everyone ? (
            'Everybody'
          ) : (
            <ul key="users">
              {users.teams.map((team) => (
                <li key={team}>the team {team}</li>
              ))}
              {users.roles.map((role) => (
                <li key={role}>whoever holds the role {roleWords[role]}</li>
              ))}
              {users.people.map((person) => (
                <li key={person}>
                  <PersonLabel person={nameOf(person)} />
                </li>
              ))}
            </ul>
          ),
        ],
        ['Regions', regions.join(', ')],
      ]}
    />
  );
}

/** What its use must stay within. */
export function Boundaries({ system: { boundaries, currency } }: Pick<Named, 'system'>) {
  if (boundaries.length === 0) return <p class="quiet">None are set.</p>;
  return (
    <ul class="reasons">
      {boundaries.map((boundary) => (
        <li key={boundary.id}>
          <p>{boundary.statement}</p>
          <p class="quiet">{boundaryInWords(boundary, currency)}</p>
        </li>
      ))}
    </ul>
  );
}

/** Who answers for it, what it rests on, and when it is looked at again. */
export function AboutAiSystem({
  reading: { system, requests, vendor, audits, nameOf },
  now,
  zone,
}: {
  reading: AiSystemReading;
  now: Instant;
  zone: string;
}) {
  const isOver = system.decommissioned !== null;
  return (
    <Facts
      facts={[
        ['Owner', <PersonLabel key="owner" person={nameOf(system.owner)} />],
        ['Provider', system.provider],
        ['Model or version', system.model],
        ['Vendor', vendor && <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>],
        [
          requests.length === 1 ? 'Approved by the request' : 'Approved by the requests',
          <ul key="requests">
            {requests.map(({ id, name }) => (
              <li key={id}>
                <a href={`/adoption-requests/${id}`}>{name}</a>
              </li>
            ))}
          </ul>,
        ],
        ['Approved', <Time key="approved" at={system.openedAt} zone={zone} style="day" />],
        [
          'In use since',
          system.liveSince !== null && <Time key="live" at={system.liveSince} zone={zone} style="day" />,
        ],
        [
          'Training needed',
          system.training.length > 0 && <Lines lines={system.training.map(competenceWords)} />,
        ],
        ['Use last audited', <LastAudit key="audited" audits={audits} system={system.name} zone={zone} />],
        ['Next audit of its use', isInUse(system) && <NextAudit audits={audits} zone={zone} />],
        [
          'Next review',
          !isOver && (
            <>
              <Time at={system.nextReviewAt} zone={zone} style="day" />,{' '}
              <Due at={system.nextReviewAt} now={now} zone={zone} />; then {cycleInWords(system.reviewMonths)}
              . Without it, the system is suspended on{' '}
              <Time at={system.reviewLapsesAt} zone={zone} style="day" />.
            </>
          ),
        ],
      ]}
    />
  );
}

function isInUse({ state }: AiSystem): boolean {
  return state === 'live' || state === 'suspended';
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
