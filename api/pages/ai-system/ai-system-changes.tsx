import type { PersonName } from '../../../db/directory.ts';
import { isRejected } from '../../../domain/ai-system-time.ts';
import type { OpenChange } from '../../../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import { SignOffs } from '../adoption-request/adoption-request-signatures.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { PersonLabel, Section } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { inSentence } from '../policy/policy-words.ts';
import { systemChangeWords } from './ai-system-words.ts';

/** A change that not everybody has signed off: what it is, and who has said what. */
export function OpenChangeSection({
  change,
  owner,
  nameOf,
  now,
  zone,
}: {
  change: OpenChange;
  owner: PersonId;
  nameOf: (id: PersonId) => PersonName;
  now: Instant;
  zone: string;
}) {
  const rejected = isRejected(change);
  return (
    <Section
      title={`Change ${change.number}: ${inSentence(systemChangeWords[change.change])}`}
      id={`change-${change.number}`}
    >
      <div class="stack-close">
        <p class="quiet">
          Declared by <PersonLabel person={nameOf(change.by)} />, <Time at={change.at} zone={zone} />.{' '}
          {rejected ? (
            'It was rejected; the system may not be used.'
          ) : (
            <>
              Not signed off by <Time at={change.suspendAt} zone={zone} style="day" />, it suspends the
              system.
            </>
          )}
        </p>
        <Said text={change.note} />
        <SignOffs
          signOffs={change.signOffs}
          isOpen={!rejected}
          businessOwner={owner}
          signedWhat="change"
          nameOf={nameOf}
          now={now}
          zone={zone}
        />
      </div>
    </Section>
  );
}
