import { AuditPackMark, type AuditPackSummary } from '../audit-pack/audit-pack-words.tsx';
import { HowToVerify } from '../audit-pack/how-to-verify.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { dateInWords } from './audit-engagement-words.tsx';

/** Packs that were made for an engagement: the organisation's own people find how far they are, its auditors take them. */
export function EngagementPacks({
  items,
  path,
  fingerprint,
  viewer,
}: {
  items: readonly AuditPackSummary[];
  path: string;
  /** Of the key that signs them. */
  fingerprint: string | undefined;
  viewer: Viewer;
}) {
  return (
    <>
      <ul class="list">
        {items.map(({ id, state, title, from, until, askedAt, keptUntil }) => (
          <li key={id}>
            <p class="list-title">{viewer.external ? title : <a href={`/audit-packs/${id}`}>{title}</a>}</p>
            <p class="list-side">
              <AuditPackMark state={state} />
            </p>
            <p class="list-more">
              <span>
                {dateInWords(from)} to {dateInWords(until)}
              </span>
              <span>
                asked for <Time at={askedAt} zone={viewer.timeZone} />
              </span>
              {state === 'ready' && (
                <>
                  <a href={`${path}/packs/${id}/download`}>Download it (ZIP)</a>
                  {keptUntil !== null && (
                    <span>
                      kept until <Time at={keptUntil} zone={viewer.timeZone} />
                    </span>
                  )}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {items.some(({ state }) => state === 'ready') && (
        <details class="panel">
          <summary>Verify it</summary>
          <HowToVerify fingerprint={fingerprint} />
        </details>
      )}
    </>
  );
}
