import { namesOf, type PersonName } from '../../../db/directory.ts';
import type { RulesVersion } from '../../../db/rules-version.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Services } from '../../services.ts';
import { PersonLabel } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';

type Version = Omit<RulesVersion<unknown>, 'rules'>;
type Naming = (id: PersonId) => PersonName;

/** Every version of a policy whose pages are below `path`, newest first. */
export function RulesVersions({
  path,
  history,
  nameOf,
  viewer,
}: {
  path: string;
  history: Version[];
  nameOf: Naming;
  viewer: Viewer;
}) {
  return (
    <ul class="list">
      {history.map((version, index) => (
        <li key={version.version}>
          <p class="list-title">
            <a href={`${path}/versions/${version.version}`}>Version {version.version}</a>
          </p>
          <p class="list-side">
            {index === 0
              ? 'in force'
              : version.version > 0 && (
                  <a href={`${path}/comparison?from=${version.version}&to=${version.version + 1}`}>
                    What version {version.version + 1} changed
                  </a>
                )}
          </p>
          <p class="list-more">
            <span>{version.note}</span>
            <Published version={version} nameOf={nameOf} viewer={viewer} />
          </p>
        </li>
      ))}
    </ul>
  );
}

export function Published({ version, nameOf, viewer }: { version: Version; nameOf: Naming; viewer: Viewer }) {
  return (
    <span>
      published <Time at={version.publishedAt} zone={viewer.timeZone} /> by{' '}
      <PersonLabel person={nameOf(version.publishedBy)} />
    </span>
  );
}

export function publishersOf({ db }: Services, versions: Version[]): Promise<Naming> {
  return namesOf(
    db,
    versions.map(({ publishedBy }) => publishedBy),
  );
}
