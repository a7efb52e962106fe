import type { Attachment } from '../../../db/evidence.ts';
import type { Instant } from '../../../domain/decider.ts';
import type { SignOffRole } from '../../../domain/identity.ts';
import type { Answers } from '../../../domain/questionnaire.ts';
import { signOffDecisions } from '../../../domain/sign-off.ts';
import { questionnaireOf } from '../../vendor-assessment.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Section } from '../components/document.tsx';
import { Choice, TextArea } from '../components/form.tsx';
import { Due } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import { decisionWords, roleWords } from '../words.ts';
import { AnsweredQuestionnaire } from './answered-questionnaire.tsx';
import { barredFromReview, openReviewSignOffs } from './vendor-reading.ts';
import { AssessmentProgress, Points } from './vendor-progress.tsx';
import type { ReviewReading } from './vendor-review-reading.ts';
import { dataInWords, percentOf, vendorDecisionMeanings } from './vendor-words.ts';

interface Reviewing {
  reading: ReviewReading;
  viewer: Viewer;
  now: Instant;
  /** The role for which one has come. */
  role: SignOffRole | undefined;
}

/** Every answer with its points, and beside them the form that says what one makes of it. */
export function reviewView({
  answers,
  files,
  ...reviewing
}: Reviewing & { answers: Answers; files: readonly Attachment[] }): View {
  const { reading, viewer, now } = reviewing;
  const { id, vendor, assessment, nameOf } = reading;
  const title = `Review of ${vendor.details.name}`;
  return {
    title,
    wide: true,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            Assessment {assessment.number}, for {dataInWords(assessment.dataClasses)}.
          </p>
          <p class="to-action screen-only">
            <a class="button" href="#act">
              What you can do now
            </a>
          </p>
          <p>
            <a href={`/vendors/${id}`}>To the vendor</a>
          </p>
        </div>
        <div class="beside">
          <div class="stack">
            <Section title="Where it stands">
              <AssessmentProgress assessment={assessment} nameOf={nameOf} now={now} zone={viewer.timeZone} />
            </Section>
            <AnsweredQuestionnaire
              questionnaire={questionnaireOf(assessment)}
              vendor={id}
              answers={answers}
              score={assessment.score}
              files={files}
            />
          </div>
          <aside>
            <SignOffForm {...reviewing} />
          </aside>
        </div>
      </>
    ),
  };
}

/** The first of two steps: what one decides, and why. Nothing is signed by it. */
function SignOffForm({ reading: { id, vendor, assessment, nameOf }, viewer, now, role }: Reviewing) {
  const open = openReviewSignOffs(vendor, viewer.actor);
  const first = open.find(({ signOff }) => signOff.role === role) ?? open[0];
  if (first === undefined) {
    return (
      <div class="panel" id="act">
        <p class="quiet">
          {barredFromReview(vendor, viewer.actor) ?? 'There is nothing for you to sign here now.'}
        </p>
      </div>
    );
  }
  const { signOff, capacity } = first;
  const { leastShare } = vendor.policy.rules;
  return (
    <div class="panel panel-act" id="act">
      <h2>Sign off for {roleWords[signOff.role]}</h2>
      <p class="quiet">
        <CapacityWords capacity={capacity} nameOf={nameOf} />
        <Due at={signOff.dueAt} now={now} zone={viewer.timeZone} />
      </p>
      {assessment.score !== null && (
        <div class="said">
          <Points score={assessment.score} />
          {assessment.score.share < leastShare && (
            <p>Under {percentOf(leastShare)} it can be approved with conditions only.</p>
          )}
        </div>
      )}
      <form method="post" action={`/vendors/${id}/sign-off`} class="more">
        <input type="hidden" name="role" value={signOff.role} />
        <input type="hidden" name="revision" value={assessment.submission} />
        <Choice
          name="decision"
          label="Your decision"
          required
          value=""
          options={signOffDecisions.map((decision) => ({
            value: decision,
            label: decisionWords[decision],
            hint: vendorDecisionMeanings[decision],
          }))}
        />
        <TextArea
          name="/comment"
          label="Comment"
          hint="Needed when you reject or request changes."
          value=""
          rows={3}
        />
        <button>Continue …</button>
      </form>
      {open.length > 1 && (
        <p class="quiet other-roles">
          You could also sign for{' '}
          {open
            .filter((other) => other.signOff.role !== signOff.role)
            .map((other) => (
              <a key={other.signOff.role} href={`/vendors/${id}/sign-off?role=${other.signOff.role}#act`}>
                {roleWords[other.signOff.role]}
              </a>
            ))}
          ; for one of them only.
        </p>
      )}
    </div>
  );
}
