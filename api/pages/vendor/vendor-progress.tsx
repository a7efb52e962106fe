import type { PersonName } from '../../../db/directory.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import type { Assessment, VendorReport } from '../../../domain/vendor-state.ts';
import { SignOffs } from '../adoption-request/adoption-request-signatures.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Facts, PersonLabel } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { Due, Time } from '../components/time.tsx';
import { concernWords, dataInWords, percentOf, reasonWords } from './vendor-words.ts';

interface Reader {
  nameOf: (id: PersonId) => PersonName;
  now: Instant;
  zone: string;
}

/** An assessment that goes on: what it is for, its clock, and who has said what. */
export function AssessmentProgress({
  assessment,
  isOpen = true,
  ...reader
}: { assessment: Assessment; isOpen?: boolean } & Reader) {
  const { phase, signOffs, answeredBy, score, reports, escalatedAt, answerDueAt } = assessment;
  const { now, zone, nameOf } = reader;
  return (
    <div class="stack-close">
      <Facts
        facts={[
          ['It is', reasonWords[assessment.reason]],
          ['For', dataInWords(assessment.dataClasses)],
          ['Started', <Time key="started" at={assessment.startedAt} zone={zone} />],
          [
            'Answers',
            isOpen && phase === 'answering' ? (
              <>
                waited for, <Due at={answerDueAt} now={now} zone={zone} />
                {escalatedAt !== null && <>; the owner has been told</>}
              </>
            ) : answeredBy === null ? (
              'never handed in'
            ) : (
              <>
                handed in by <PersonLabel person={nameOf(answeredBy)} />
                {assessment.submission > 1 && <> (submission {assessment.submission})</>}
              </>
            ),
          ],
          ['Points', score === null ? null : <Points key="points" score={score} />],
        ]}
      />
      <Reports reports={reports} nameOf={nameOf} zone={zone} />
      {signOffs.length > 0 && (
        <SignOffs
          signOffs={signOffs}
          isOpen={isOpen && phase === 'review'}
          signedWhat="submission"
          {...reader}
        />
      )}
    </div>
  );
}

/** What the answers have earned, and which of them rule an approval out. */
export function Points({ score }: { score: NonNullable<Assessment['score']> }) {
  return (
    <>
      <p>{percentOf(score.share)} of all</p>
      {score.knockOuts.map(({ question, reason }) => (
        <p key={question} class="line">
          <Mark shape="stop" tone="bad">
            Rules an approval out
          </Mark>
          <span>{reason}</span>
        </p>
      ))}
    </>
  );
}

/** What was reported before it began, or while it lasts. */
function Reports({
  reports,
  nameOf,
  zone,
}: { reports: readonly VendorReport[] } & Pick<Reader, 'nameOf' | 'zone'>) {
  if (reports.length === 0) return null;
  return (
    <ul class="comments">
      {reports.map(({ what, note, by, at }, index) => (
        <li key={index}>
          <p class="line">
            <Mark shape="alert" tone="attention">
              {concernWords[what]}
            </Mark>
            <span>
              reported by <PersonLabel person={nameOf(by)} />, <Time at={at} zone={zone} />
            </span>
          </p>
          <Said text={note} />
        </li>
      ))}
    </ul>
  );
}
