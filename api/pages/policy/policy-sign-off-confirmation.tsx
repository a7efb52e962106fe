import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Facts, Section } from '../components/document.tsx';
import { FaultSummary, idOf, TextArea } from '../components/form.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';
import { openPolicySignOffs } from './policy-reading.ts';
import type { PolicyIntent, SubmissionReading } from './policy-sign-off-reading.ts';
import { policyDecisionMeanings, policyDecisionWords } from './policy-words.ts';

interface Confirming {
  reading: SubmissionReading;
  intent: PolicyIntent;
  viewer: Viewer;
  refused: Refused;
}

/** What is about to be signed, and what the signature binds to. */
export function confirmSignOffView({ reading, intent, viewer, refused }: Confirming): View {
  const { id, policy, submission, nameOf } = reading;
  const { role, decision, comment, key } = intent;
  const open = openPolicySignOffs(policy, viewer.actor).find(({ signOff }) => signOff.role === role);
  const needsComment = decision === 'request_changes';
  const title = needsComment ? 'Ask for changes?' : `Approve version ${submission.version}?`;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{policy.details.title}</p>
        </div>
        <form method="post" action={`/policies/${id}/sign-offs`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="decision" value={decision} />
          <input type="hidden" name="submission" value={intent.submission} />
          <input type="hidden" name="key" value={key} />
          <div id={idOf('/decision')}>
            <Facts
              facts={[
                ['You decide', policyDecisionWords[decision]],
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
                ['What follows', policyDecisionMeanings[decision]],
              ]}
            />
            {refused.faults.has('/decision') && <p class="fault">{refused.faults.get('/decision')}</p>}
          </div>
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
              Version {submission.version}, as it was handed in the {ordinal(submission.number)} time in this
              review. If it is handed in anew, you are asked again.
            </p>
            <p class="quiet">
              Its fingerprint (SHA-256): <span class="hash">{submission.hash}</span>
            </p>
          </div>
          <p class="buttons">
            <button>
              {policyDecisionWords[decision]} for {roleWords[role]}
            </button>
            <a href={`/policies/${id}/sign-off?role=${role}`}>Back, nothing is signed yet</a>
          </p>
        </form>
      </>
    ),
  };
}

function ordinal(number: number): string {
  return ['first', 'second', 'third'][number - 1] ?? `${number}th`;
}

/** Instead of an error: what has changed since it was read, and what can be done now. */
export function changedSubmissionView({
  id,
  reading,
  intent,
  refused,
}: {
  id: string;
  /** Undefined where nothing waits for sign-offs any more. */
  reading: SubmissionReading | undefined;
  intent: PolicyIntent;
  refused?: Refused;
}): View {
  const title =
    reading === undefined ? 'Nothing waits for sign-offs now' : 'This has changed since you read it';
  return {
    title,
    status: refused?.status ?? (reading === undefined ? 409 : 412),
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            Nothing was signed. {refused?.message ?? (reading !== undefined && 'It was handed in anew.')}
          </p>
        </div>
        {intent.comment !== '' && (
          <Section title="What you wrote">
            <Said text={intent.comment} />
          </Section>
        )}
        <p class="buttons more">
          {reading === undefined ? (
            <a class="button" href={`/policies/${id}`}>
              To the policy
            </a>
          ) : (
            <a class="button" href={`/policies/${id}/sign-off?role=${intent.role}`}>
              Read it again
            </a>
          )}
        </p>
      </>
    ),
  };
}
