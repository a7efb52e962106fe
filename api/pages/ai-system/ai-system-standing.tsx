import type { PersonName } from '../../../db/directory.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import { PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { suspensionReasonWords } from './ai-system-words.ts';

interface Standing {
  system: AiSystem;
  nameOf: (id: PersonId) => PersonName;
  now: Instant;
  zone: string;
}

/** Where a system stands, in a sentence. */
export function AiSystemStanding({ system, nameOf, now, zone }: Standing) {
  const { state, liveSince, suspension, decommissioned, openedAt, nextReviewAt } = system;
  const day = (at: Instant) => <Time at={at} zone={zone} style="day" />;
  if (decommissioned !== null) {
    return (
      <>
        Decommissioned on {day(decommissioned.at)} by <PersonLabel person={nameOf(decommissioned.by)} />:{' '}
        {decommissioned.reason}
      </>
    );
  }
  if (suspension !== null) {
    return (
      <>
        Nobody may use it since <Time at={suspension.at} zone={zone} />:{' '}
        {suspensionReasonWords[suspension.reason]}
        {suspension.reason === 'by_hand' && (
          <>
            , by <PersonLabel person={nameOf(suspension.by)} />
          </>
        )}
        .
      </>
    );
  }
  if (state === 'approved' || liveSince === null) {
    return <>Approved on {day(openedAt)}. Nobody may use it before its owner takes it into use.</>;
  }
  return (
    <>
      In use since {day(liveSince)}; its review is <Due at={nextReviewAt} now={now} zone={zone} />.
    </>
  );
}
