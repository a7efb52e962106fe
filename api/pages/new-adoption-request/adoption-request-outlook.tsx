import type { SimilarSystem } from '../../../db/similar-systems.ts';
import type { Preview } from '../../preview.ts';
import { TierReasons } from '../adoption-request/adoption-request-tier.tsx';
import { StateMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { roleWords } from '../words.ts';

/** What the answers mean so far: the tier, who will have to sign until when, and when the request would expire. */
export function Outlook({ outlook, zone }: { outlook: Preview; zone: string }) {
  const { triage, signOffs, expiresAt } = outlook;
  return (
    <>
      {triage.tier === 'prohibited' && <Prohibited outlook={outlook} zone={zone} />}
      <TierReasons tier={triage.tier} triage={triage} />
      {triage.tier !== 'prohibited' && (
        <>
          <h3>Who will have to sign</h3>
          <ul class="waiting">
            {signOffs.map(({ role, dueAt, person }) => (
              <li key={role}>
                <span>
                  {roleWords[role]}
                  {person !== undefined && <> ({person.name})</>}
                </span>
                <span class="quiet">
                  by <Time at={dueAt} zone={zone} style="day" />
                </span>
              </li>
            ))}
          </ul>
          <VendorMeans outlook={outlook} />
          <p class="quiet">
            These days hold if you submit now. Undecided, it expires on{' '}
            <Time at={expiresAt} zone={zone} style="day" />.
          </p>
        </>
      )}
    </>
  );
}

/** What the review of the vendor means for the request: an approval waits for it where it is not current. */
function VendorMeans({ outlook: { vendor } }: { outlook: Preview }) {
  if (vendor === null) return null;
  const name = vendor.id === null ? vendor.name : <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>;
  return (
    <>
      <h3>The vendor’s review</h3>
      <p>
        {name} {meaningOf(vendor)}
      </p>
    </>
  );
}

function meaningOf({ current, inProgress, state }: NonNullable<Preview['vendor']>): string {
  if (current) return 'is approved for this data already.';
  if (inProgress) return 'is being assessed. The request can be approved once it is approved for this data.';
  if (state === 'rejected') {
    return 'was rejected. The request cannot be approved unless its owner has it assessed again.';
  }
  return 'will be assessed as soon as you submit. The request can be approved once it is approved for this data.';
}

function Prohibited({ outlook: { triage, expiresAt }, zone }: { outlook: Preview; zone: string }) {
  const articles = triage.reasons
    .filter(({ tier }) => tier === 'prohibited')
    .map(({ source }) => source)
    .join('; ');
  return (
    <div class="notice notice-bad">
      <p>
        <strong>Such a request is closed at once.</strong> The practice is prohibited: {articles}. Nobody is
        asked to sign.
      </p>
      <p>
        If an exception applies, the compliance manager can reopen it with a written justification until{' '}
        <Time at={expiresAt} zone={zone} style="day" />.
      </p>
    </div>
  );
}

/** Perhaps nobody needs to ask: systems that are called alike and have been approved already. */
export function AlreadyApproved({ similar, zone }: { similar: readonly SimilarSystem[]; zone: string }) {
  if (similar.length === 0) return null;
  return (
    <section class="panel similar" aria-labelledby="similar-title">
      <h2 id="similar-title">Perhaps you need not ask</h2>
      <p>
        These have been approved already. If one of them is what you need, just as it was approved, ask to
        join: the word of its owner is enough.
      </p>
      <ul class="list">
        {similar.map(({ id, systemName, provider, title, state, teams, decidedAt, liveSystem }) => (
          <li key={id}>
            <p class="list-title">
              <a href={`/adoption-requests/${id}`}>
                {systemName}
                {provider !== '' && <> by {provider}</>}
              </a>
            </p>
            <p class="list-side">
              <StateMark state={state} />
            </p>
            <p class="list-more">
              <span>{title}</span>
              {teams.length > 0 && <span>for {teams.join(', ')}</span>}
              <span>
                decided <Time at={decidedAt} zone={zone} style="day" />
              </span>
            </p>
            {liveSystem !== null && (
              <p class="list-more">
                <a href={`/ai-systems/${liveSystem}/joining`}>
                  Ask to join<span class="unseen"> {systemName}</span> …
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
