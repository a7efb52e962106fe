import { isInForce } from '../../../domain/delegation.ts';
import type { NamedDelegation } from '../../delegation-list.ts';
import { PersonLabel } from '../components/document.tsx';
import { DelegationMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

/** Whether the delegation is open, and the viewer's to end. */
export function canRevoke(delegation: NamedDelegation, { person }: Viewer, now: string): boolean {
  const isOpen = delegation.revokedAt === null && now < delegation.endsAt;
  return isOpen && (delegation.from.id === person.id || person.roles.includes('compliance_manager'));
}

interface Listed {
  items: NamedDelegation[];
  viewer: Viewer;
  now: string;
  none: string;
}

export function Delegations({ items, viewer, now, none }: Listed) {
  if (items.length === 0) return <p class="quiet">{none}</p>;
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <PersonLabel person={item.from} /> to <PersonLabel person={item.to} />
          </p>
          <p class="list-side">
            <DelegationMark standing={standingOf(item, now)} />
          </p>
          <p class="list-more">
            <span>{item.roles.map((role) => roleWords[role]).join(', ')}</span>
            <span>
              <Time at={item.startsAt} zone={viewer.timeZone} /> to{' '}
              <Time at={item.endsAt} zone={viewer.timeZone} />
            </span>
            {canRevoke(item, viewer, now) && <a href={`/delegations/${item.id}/revocation`}>End it …</a>}
          </p>
          <p class="list-more">“{item.reason}”</p>
        </li>
      ))}
    </ul>
  );
}

function standingOf(item: NamedDelegation, now: string) {
  if (item.revokedAt !== null && item.revokedAt <= now) return 'revoked';
  if (now < item.startsAt) return 'coming';
  return isInForce({ ...item, from: item.from.id, to: item.to.id }, now) ? 'in_force' : 'past';
}
