import type { Instant } from '../../../domain/decider.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import type { Intent } from '../adoption-request/sign-off-intent.ts';
import { ConditionRows } from '../components/condition-rows.tsx';
import { Facts, Section } from '../components/document.tsx';
import { FaultSummary, idOf, TextArea } from '../components/form.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { decisionWords, roleWords } from '../words.ts';
import { AssessmentProgress, Points } from './vendor-progress.tsx';
import { openReviewSignOffs } from './vendor-reading.ts';
import type { ReviewReading } from './vendor-review-reading.ts';
import { dataInWords, vendorDecisionMeanings } from './vendor-words.ts';

interface Confirming {
  reading: ReviewReading;
  intent: Intent;
  viewer: Viewer;
  refused: Refused;
}

const titles: Record<Intent['decision'], string> = {
  approve: 'Approve this vendor?',
  approve_with_conditions: 'Approve this vendor with conditions?',
  request_changes: 'Ask for changes?',
  reject: 'Reject this vendor?',
};

/** What is about to be signed, and what the signature binds to. */
export function confirmReviewView({ reading, intent, viewer, refused }: Confirming): View {
  const { id, vendor, assessment, nameOf } = reading;
  const { role, decision, revision, comment, key, conditions } = intent;
  const open = openReviewSignOffs(vendor, viewer.actor).find(({ signOff }) => signOff.role === role);
  const needsComment = decision === 'reject' || decision === 'request_changes';
  return {
    title: titles[decision],
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{titles[decision]}</h1>
          <p class="lead">
            {vendor.details.name}, for {dataInWords(assessment.dataClasses)}
          </p>
        </div>
        <form method="post" action={`/vendors/${id}/sign-offs`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="decision" value={decision} />
          <input type="hidden" name="revision" value={revision} />
          <input type="hidden" name="key" value={key} />
          <div id={idOf('/decision')}>
            <Facts
              facts={[
                ['You decide', decisionWords[decision]],
                [
                  'For',
                  <>
                    {roleWords[role]}
                    {open !== undefined && open.capacity.kind !== 'own' && (
                      <small>
                        {' '}
                        <CapacityWords capacity={open.capacity} nameOf={nameOf} />
                      </small>
                    )}
                  </>,
                ],
                ['What follows', vendorDecisionMeanings[decision]],
                ['Points', assessment.score === null ? null : <Points score={assessment.score} />],
              ]}
            />
            {refused.faults.has('/decision') && <p class="fault">{refused.faults.get('/decision')}</p>}
          </div>
          {decision === 'approve_with_conditions' && (
            <ConditionRows conditions={conditions} faults={refused.faults} />
          )}
          <TextArea
            name="/comment"
            label={needsComment ? 'Why' : 'Comment'}
            optional={!needsComment}
            value={comment}
            fault={refused.faults.get('/comment')}
          />
          <div class="panel">
            <h2>What your signature binds to</h2>
            <p>
              Submission {revision} of the answers to assessment {assessment.number}, under version{' '}
              {vendor.policy.version} of the vendor policy. If the answers are handed in anew, if it is to be
              approved for more, or if something is reported of the vendor, you are asked again.
            </p>
            <p class="quiet">
              Their fingerprint (SHA-256): <span class="hash">{assessment.answersHash}</span>
            </p>
          </div>
          <p class="buttons">
            <button class={decision === 'reject' ? 'button-bad' : undefined}>
              {decisionWords[decision]} for {roleWords[role]}
            </button>
            <a href={`/vendors/${id}/sign-off?role=${role}`}>Back, nothing is signed yet</a>
          </p>
        </form>
      </>
    ),
  };
}

/** Instead of an error: what has changed since the page was read, and what can be done now. */
export function changedReviewView({
  id,
  reading,
  intent,
  viewer,
  now,
  refused,
}: {
  id: string;
  /** Undefined where the review has ended meanwhile. */
  reading: ReviewReading | undefined;
  intent: Intent;
  viewer: Viewer;
  now: Instant;
  refused?: Refused;
}): View {
  const title = reading === undefined ? 'This review is over' : 'This has changed since you read it';
  return {
    title,
    status: refused?.status ?? (reading === undefined ? 409 : 412),
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            Nothing was signed.{' '}
            {refused?.message ??
              (reading !== undefined &&
                `You read submission ${intent.revision}; submission ${reading.assessment.submission} has come since.`)}
          </p>
        </div>
        {reading !== undefined && (
          <Section title="Where it stands">
            <AssessmentProgress
              assessment={reading.assessment}
              nameOf={reading.nameOf}
              now={now}
              zone={viewer.timeZone}
            />
          </Section>
        )}
        {intent.comment !== '' && (
          <Section title="What you wrote">
            <Said text={intent.comment} />
          </Section>
        )}
        <p class="buttons more">
          {reading === undefined ? (
            <a class="button" href={`/vendors/${id}`}>
              To the vendor
            </a>
          ) : (
            <a class="button" href={`/vendors/${id}/sign-off?role=${intent.role}`}>
              Read it again
            </a>
          )}
        </p>
      </>
    ),
  };
}
