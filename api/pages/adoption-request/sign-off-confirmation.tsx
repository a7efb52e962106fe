import type { Instant } from '../../../domain/decider.ts';
import type { Problem } from '../../problem.ts';
import { CapacityWords } from './adoption-request-actions.tsx';
import { type RequestReading, openSignOffs } from './adoption-request-reading.ts';
import { Changes, comparedRevisions } from './adoption-request-revisions.tsx';
import { Said } from './adoption-request-story.tsx';
import { Signatures } from './adoption-request-signatures.tsx';
import { Facts, Section } from '../components/document.tsx';
import { ConditionRows } from '../components/condition-rows.tsx';
import { FaultSummary, type Option, TextArea } from '../components/form.tsx';
import { StateMark, TierMark } from '../components/mark.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { Intent } from './sign-off-intent.ts';
import { decisionMeanings, decisionWords, roleWords } from '../words.ts';

interface Showing {
  reading: RequestReading;
  intent: Intent;
  viewer: Viewer;
  now: Instant;
}

const titles: Record<Intent['decision'], string> = {
  approve: 'Approve this?',
  approve_with_conditions: 'Approve this with conditions?',
  request_changes: 'Ask for changes?',
  reject: 'Reject this?',
};

/** What is about to be signed, and what the signature binds to. */
export function confirmView({
  reading,
  intent,
  viewer,
  refused,
  courses,
}: Showing & { refused: Refused; courses: readonly Option[] }): View {
  const { id, request, nameOf } = reading;
  const { role, decision, revision, comment, key } = intent;
  const capacity = openSignOffs(request, viewer.actor).find((open) => open.role === role)?.capacity;
  const needsComment = decision === 'reject' || decision === 'request_changes';
  return {
    title: titles[decision],
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <TierMark tier={request.tier} />
            <span class="quiet">Revision {revision}</span>
          </p>
          <h1>{titles[decision]}</h1>
          <p class="lead">{request.content.title}</p>
        </div>
        <form method="post" action={`/adoption-requests/${id}/sign-offs`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="decision" value={decision} />
          <input type="hidden" name="revision" value={revision} />
          <input type="hidden" name="key" value={key} />
          <Facts
            facts={[
              ['You decide', decisionWords[decision]],
              [
                'For',
                <>
                  {roleWords[role]}
                  {capacity !== undefined && capacity.kind !== 'own' && (
                    <small>
                      {' '}
                      <CapacityWords capacity={capacity} nameOf={nameOf} />
                    </small>
                  )}
                </>,
              ],
              ['What follows', decisionMeanings[decision]],
            ]}
          />
          {decision === 'approve_with_conditions' && (
            <ConditionRows conditions={intent.conditions} faults={refused.faults} courses={courses} />
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
              Revision {revision} of the request as it stands now, under version {request.policy.version} of
              the approval policy. If the requester changes what your sign-off rests on, you are asked again.
            </p>
            <p class="quiet">
              Its fingerprint (SHA-256): <span class="hash">{request.revisionHash}</span>
            </p>
          </div>
          <p class="buttons">
            <button class={decision === 'reject' ? 'button-bad' : undefined}>
              {decisionWords[decision]} for {roleWords[role]}
            </button>
            <a href={`/adoption-requests/${id}?role=${role}#act`}>Back, nothing is signed yet</a>
          </p>
        </form>
      </>
    ),
  };
}

/** Instead of an error: what has changed since the page was read, and what can be done now. */
export function changedView({
  reading,
  intent,
  viewer,
  now,
  problem,
}: Showing & { problem?: Problem }): View {
  const { id, request, nameOf, events } = reading;
  const stale = intent.revision !== request.revision;
  const own = request.signOffs.find(({ role }) => role === intent.role);
  return {
    title: 'This has changed since you read it',
    status: problem?.status ?? 412,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <StateMark state={request.state} />
            <TierMark tier={request.tier} />
          </p>
          <h1>{headingOf(problem, stale)}</h1>
          <p class="lead">
            Nothing was signed.{' '}
            {stale
              ? `You read revision ${intent.revision}; ${nameOf(request.requester).name} has amended it to revision ${request.revision}.`
              : problem !== undefined && own?.made !== null && own?.made !== undefined
                ? `${roleWords[intent.role]} was signed off by ${nameOf(own.made.by).name}.`
                : problem?.message}
          </p>
        </div>
        {stale && (
          <Section title="What changed">
            <Changes compared={comparedRevisions(events, nameOf, intent.revision, request.revision)} />
          </Section>
        )}
        <Section title="Where it stands">
          <Signatures request={request} nameOf={nameOf} now={now} zone={viewer.timeZone} />
        </Section>
        {intent.comment !== '' && (
          <Section title="What you wrote">
            <Said text={intent.comment} />
          </Section>
        )}
        <p class="buttons more">
          <a class="button" href={`/adoption-requests/${id}?role=${intent.role}#act`}>
            Read it again
          </a>
        </p>
      </>
    ),
  };
}

function headingOf(problem: Problem | undefined, stale: boolean): string {
  if (stale) return 'This has changed since you read it';
  switch (problem?.code) {
    case 'already_decided':
      return 'Somebody was first';
    case 'closed':
      return 'This is already decided';
    case 'wrong_role':
    case 'segregation_of_duties':
      return 'This is not yours to sign';
    default:
      return 'This could not be signed';
  }
}
