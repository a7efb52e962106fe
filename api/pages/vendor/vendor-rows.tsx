import type { NamedVendor } from '../../vendor-list.ts';
import { PersonLabel } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { CriticalMark, VendorStateMark } from './vendor-mark.tsx';
import { dataInWords, phaseWords } from './vendor-words.ts';

/** Vendors in a list. */
export function VendorRows({ items, viewer }: { items: readonly NamedVendor[]; viewer: Viewer }) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`/vendors/${item.id}`}>{item.name}</a>
          </p>
          <p class="list-side">
            <VendorStateMark state={item.state} />
          </p>
          <p class="list-more">
            {item.criticality === 'critical' && <CriticalMark />}
            {item.lapsesAt !== null && <span>for {dataInWords(item.dataClasses)}</span>}
            <Lapse item={item} zone={viewer.timeZone} />
            <span>
              owned by <PersonLabel person={item.owner} />
            </span>
          </p>
          {item.phase !== 'none' && (
            <p class="list-more">
              <span>Assessment in progress: {phaseWords[item.phase].toLowerCase()}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** When it has to be looked at again: its approval ends, or a certificate before that. */
function Lapse({
  item: { lapsesAt, certificateExpiresAt, state, validUntil },
  zone,
}: {
  item: NamedVendor;
  zone: string;
}) {
  if (lapsesAt !== null) {
    return (
      <span>
        {lapsesAt === certificateExpiresAt ? 'a certificate ends' : 'approved until'}{' '}
        <Time at={lapsesAt} zone={zone} style="day" />
      </span>
    );
  }
  if (state !== 'lapsed' || validUntil === null) return null;
  return (
    <span>
      lapsed on <Time at={validUntil} zone={zone} style="day" />
    </span>
  );
}
