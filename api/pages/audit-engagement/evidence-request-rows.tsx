import type { z } from 'zod';
import type { evidenceRequestSummary } from '../../schemas/evidence-request.ts';
import { PersonLabel } from '../components/document.tsx';
import { Due } from '../components/time.tsx';
import { EvidenceRequestMark } from './audit-engagement-words.tsx';

export type RequestSummary = z.output<typeof evidenceRequestSummary>;

/** What was asked for, soonest due first. */
export function EvidenceRequestRows({
  items,
  now,
  zone,
}: {
  items: readonly RequestSummary[];
  now: string;
  zone: string;
}) {
  return (
    <ul class="list">
      {items.map(({ id, title, state, to, askedBy, dueAt }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/evidence-requests/${id}`}>{title}</a>
          </p>
          <p class="list-side">
            <EvidenceRequestMark state={state} />
          </p>
          <p class="list-more">
            <span>
              asked by <PersonLabel person={askedBy} />
            </span>
            <span>of {to === null ? 'the compliance managers' : <PersonLabel person={to} />}</span>
            {state === 'asked' && <Due at={dueAt} now={now} zone={zone} />}
          </p>
        </li>
      ))}
    </ul>
  );
}
