import { Mark } from '../components/mark.tsx';

/** Whether a completion counts now, has ended, or was taken back. */
export function CompletionMark({
  completion: { countsUntil, revokedAt },
  now,
}: {
  completion: { countsUntil: string; revokedAt: string | null };
  now: string;
}) {
  if (revokedAt !== null) {
    return (
      <Mark shape="cross" tone="bad">
        Revoked
      </Mark>
    );
  }
  return countsUntil > now ? (
    <Mark shape="tick" tone="good">
      Counts
    </Mark>
  ) : (
    <Mark shape="ring" tone="quiet">
      Has ended
    </Mark>
  );
}

export function PassedMark({ passed }: { passed: boolean }) {
  return passed ? (
    <Mark shape="tick" tone="good">
      Passed
    </Mark>
  ) : (
    <Mark shape="cross" tone="bad">
      Not passed
    </Mark>
  );
}

export function AnswerMark({ right }: { right: boolean }) {
  return right ? (
    <Mark shape="tick" tone="good">
      Right
    </Mark>
  ) : (
    <Mark shape="cross" tone="bad">
      Wrong
    </Mark>
  );
}

export function RetiredMark() {
  return (
    <Mark shape="dash" tone="quiet">
      Retired
    </Mark>
  );
}
