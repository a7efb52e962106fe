import type { PolicyChange } from './approval-policy-comparison.ts';
import { EmptyState } from '../components/document.tsx';

/** What differs between two versions: the value before, and after. */
export function PolicyChanges({ changes }: { changes: PolicyChange[] }) {
  if (changes.length === 0) return <EmptyState title="They say the same." />;
  return (
    <dl class="facts">
      {changes.map(({ part, what, before, after }) => (
        <div key={`${part} ${what}`}>
          <dt>
            {part}: {what}
          </dt>
          <dd>
            <del>{before}</del> <span aria-hidden="true">→</span>
            <span class="unseen"> becomes </span> <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
