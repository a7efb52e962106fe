import type { PolicyChange } from './approval-policy-comparison.ts';
import { EmptyState, Section } from './components/document.tsx';

/** What differs between two versions, part by part: the value before, and after. */
export function PolicyChanges({ changes }: { changes: PolicyChange[] }) {
  if (changes.length === 0) return <EmptyState title="They say the same." />;
  const parts = [...new Set(changes.map(({ part }) => part))];
  return (
    <div class="stack">
      {parts.map((part) => (
        <Section key={part} title={part}>
          <dl class="facts">
            {changes
              .filter((change) => change.part === part)
              .map(({ what, before, after }) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    <del>{before}</del> <span aria-hidden="true">→</span>
                    <span class="unseen"> becomes </span> <ins>{after}</ins>
                  </dd>
                </div>
              ))}
          </dl>
        </Section>
      ))}
    </div>
  );
}
