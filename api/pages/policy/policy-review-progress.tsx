import type { PersonName } from '../../../db/directory.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import type { Policy, PolicyReview } from '../../../domain/policy-state.ts';
import { SignOffs } from '../adoption-request/adoption-request-signatures.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Facts, PersonLabel } from '../components/document.tsx';
import { counted, Due, Time } from '../components/time.tsx';
import { phaseWords, reviewReasonWords } from './policy-words.ts';

interface Progress {
  id: string;
  policy: Policy;
  review: PolicyReview;
  nameOf: (id: PersonId) => PersonName;
  now: Instant;
  zone: string;
}

/** A review that goes on: why there is one, what it waits for until when, what was handed in, and who has said what. */
export function ReviewProgress({ id, policy, review, nameOf, now, zone }: Progress) {
  const { phase, reason, note, dueAt, escalatedAt, submission, signOffs } = review;
  return (
    <div class="stack-close">
      <Facts
        facts={[
          ['It is', reviewReasonWords[reason]],
          ['Began', <Time at={review.startedAt} zone={zone} />],
          [
            'Where it stands',
            phase === 'drafting' ? (
              <>
                {phaseWords.drafting}, <PersonLabel person={nameOf(policy.details.owner)} />,{' '}
                <Due at={dueAt} now={now} zone={zone} />
                {escalatedAt !== null && <>; the compliance managers have been told</>}
              </>
            ) : (
              phaseWords[phase]
            ),
          ],
          [
            'Handed in',
            submission !== null && (
              <>
                <p>
                  {submission.unchanged ? (
                    <>version {submission.version}, confirmed unchanged</>
                  ) : (
                    <VersionHandedIn id={id} version={submission.version} isKept={phase !== 'drafting'} />
                  )}{' '}
                  by <PersonLabel person={nameOf(submission.author)} />,{' '}
                  <Time at={submission.at} zone={zone} />
                </p>
                {!submission.unchanged && (
                  <p>
                    {submission.major
                      ? 'Major: people are asked to acknowledge it again.'
                      : 'Minor: nobody is asked to acknowledge it again.'}
                  </p>
                )}
              </>
            ),
          ],
          [
            'Comes into force',
            submission !== null &&
              !submission.unchanged &&
              (submission.effectiveAt > now ? (
                <Time at={submission.effectiveAt} zone={zone} />
              ) : (
                'as soon as it is approved'
              )),
          ],
          [
            'Behind it',
            policy.waiting.length > 0 &&
              `${counted(policy.waiting.length, 'more review')}, one after the other`,
          ],
        ]}
      />
      <Said text={submission?.note ?? note} />
      {signOffs.length > 0 && (
        <SignOffs
          signOffs={signOffs}
          isOpen={phase === 'review'}
          signedWhat="submission"
          nameOf={nameOf}
          now={now}
          zone={zone}
        />
      )}
    </div>
  );
}

/** What went back to its owner is no version any more, and has no page. */
function VersionHandedIn({ id, version, isKept }: { id: string; version: number; isKept: boolean }) {
  return isKept ? (
    <a href={`/policies/${id}/versions/${version}`}>version {version}</a>
  ) : (
    <>what was to be version {version}</>
  );
}
