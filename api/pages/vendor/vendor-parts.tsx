import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Vendor, VendorReview } from '../../../domain/vendor-state.ts';
import type { NamedVendorSystem } from '../../vendor-list.ts';
import { EmptyState, Facts, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Mark, StateMark } from '../components/mark.tsx';
import { dayOf, Time } from '../components/time.tsx';
import type { VendorReading } from './vendor-reading.ts';
import { criticalityWords, dataInWords, percentOf, vendorStateWords } from './vendor-words.ts';

interface Reader {
  nameOf: (id: PersonId) => PersonName;
  zone: string;
}

/** What is said of a vendor. */
export function Details({ vendor, nameOf, zone }: { vendor: Vendor } & Reader) {
  const { details, registeredAt, registeredBy } = vendor;
  return (
    <Facts
      facts={[
        [
          'Website',
          details.website === '' ? null : (
            <a key="website" href={details.website} rel="noreferrer">
              {details.website}
            </a>
          ),
        ],
        ['What we have from it', details.services],
        ['Criticality', criticalityWords[details.criticality]],
        ['Owner', <PersonLabel key="owner" person={nameOf(details.owner)} />],
        [
          'Registered',
          <span key="registered">
            <Time at={registeredAt} zone={zone} style="day" />, by{' '}
            <PersonLabel person={nameOf(registeredBy)} />
          </span>,
        ],
      ]}
    />
  );
}

/** The last decision about a vendor, with what goes with it. */
export function Review({ id, review, nameOf, zone }: { id: string; review: VendorReview } & Reader) {
  return (
    <Facts
      facts={[
        ['Outcome', vendorStateWords[review.outcome]],
        [
          'Decided',
          <span key="decided">
            <Time at={review.decidedAt} zone={zone} />, by{' '}
            <a href={`/vendors/${id}/assessments/${review.assessment}`}>assessment {review.assessment}</a>
          </span>,
        ],
        ['For', dataInWords(review.dataClasses)],
        [
          'Holds until',
          review.outcome === 'rejected' ? null : (
            <Time key="until" at={review.validUntil} zone={zone} style="day" />
          ),
        ],
        ['Points', `${percentOf(review.share)} of all`],
        [
          'Conditions',
          review.conditions.length === 0 ? null : (
            <ul key="conditions">
              {review.conditions.map(({ text, owner, dueOn }, index) => (
                <li key={index}>
                  {text}{' '}
                  <small>
                    {nameOf(owner).name}, by {dayOf(`${dueOn}T12:00:00.000Z`, 'UTC')}
                  </small>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

/** Certificates that the approval was given on, soonest end first. */
export function Certificates({ certificates, zone }: Pick<Vendor, 'certificates'> & { zone: string }) {
  const soonestFirst = certificates.toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
  return (
    <Facts
      facts={soonestFirst.map(({ name, expiresAt }) => [
        name,
        <span key={name}>
          until <Time at={expiresAt} zone={zone} style="day" />
        </span>,
      ])}
    />
  );
}

/** The systems that rest on a vendor; what is in use although it may not rest on it says so. */
export function Systems({ id, systems }: Pick<VendorReading, 'id' | 'systems'>) {
  if (systems.items.length === 0) return <EmptyState title="Nothing rests on it." />;
  return (
    <>
      <ul class="list">
        {systems.items.map((system) => (
          <System key={system.request} system={system} />
        ))}
      </ul>
      <More
        href={
          systems.next === null ? null : `${withQuery(`/vendors/${id}`, { systems: systems.next })}#systems`
        }
      />
    </>
  );
}

function System({ system }: { system: NamedVendorSystem }) {
  return (
    <li>
      <p class="list-title">
        <a href={`/adoption-requests/${system.request}`}>{system.title}</a>
      </p>
      <p class="list-side">
        <StateMark state={system.state} />
      </p>
      <p class="list-more">
        {system.flagged && (
          <Mark shape="alert" tone="bad">
            Flagged
          </Mark>
        )}
        {system.flagged && <span>the vendor is not approved for its data</span>}
        <span>{system.systemName}</span>
        <span>with {dataInWords(system.dataClasses)}</span>
        <span>
          owned by <PersonLabel person={system.businessOwner} />
        </span>
      </p>
    </li>
  );
}
