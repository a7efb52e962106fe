import type { Tier, Triage } from '../../../domain/triage.ts';
import { TierMark } from '../components/mark.tsx';

/** The tier with what it rests on: which rule, because of which answer, by which source. */
export function TierReasons({ tier, triage }: { tier: Tier; triage: Triage }) {
  return (
    <>
      <p>
        <TierMark tier={tier} />
        {triage.reasons.length === 0 && <>: no rule of the catalogue asks for more.</>}
        {tier !== triage.tier && (
          <> The answers alone would make it prohibited; it was reopened with a justification.</>
        )}
      </p>
      <ul class="reasons">
        {triage.reasons.map((reason) => (
          <li key={reason.rule}>
            <p>{reason.because}</p>
            <p class="line">
              <TierMark tier={reason.tier} />
              <small>{reason.source}</small>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
