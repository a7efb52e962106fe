import { mayPrepare } from '../../../domain/management-review.ts';
import { FaultSummary, Choice, TextArea } from '../components/form.tsx';
import type { Form, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { ManagementReviewReading } from './management-review-words.tsx';

/** What the viewer can do with the review as it stands. */
export function ManagementReviewDeeds({
  review,
  viewer,
  form,
  refused,
}: {
  review: ManagementReviewReading;
  viewer: Viewer;
  form: Form;
  refused: Refused;
}) {
  const { state } = review;
  if (state === 'closed' || state === 'called_off') return null;
  const prepares = mayPrepare(viewer.person);
  const signs = state === 'signing' && maySign(review, viewer);
  if (!prepares && !signs) return null;
  return (
    <div class="stack screen-only" id="act">
      <FaultSummary {...refused} />
      {prepares && state === 'preparing' && <Preparation review={review} />}
      {signs && <SignOff review={review} form={form} refused={refused} />}
      {prepares && <CallingOff review={review} form={form} refused={refused} />}
    </div>
  );
}

/** Whoever holds the role of management, or stands in for somebody who does, and has prepared none of it. */
function maySign({ preparers, openedBy }: ManagementReviewReading, { actor }: Viewer): boolean {
  const holds =
    actor.roles.includes('management') || actor.actsFor.some(({ roles }) => roles.includes('management'));
  return holds && ![...preparers, openedBy].some(({ id }) => id === actor.person);
}

function Preparation({ review: { id, version } }: { review: ManagementReviewReading }) {
  return (
    <section class="panel panel-act" aria-labelledby="prepare-title">
      <h2 id="prepare-title">Prepare it</h2>
      <p>Hold the review with management, and write down what was looked at and decided.</p>
      <p class="buttons">
        <a
          class={version === 0 ? 'button' : 'button button-quiet'}
          href={`/management-reviews/${id}/minutes`}
        >
          Write the minutes …
        </a>
      </p>
      {version > 0 && (
        <form method="post" action={`/management-reviews/${id}/submission`}>
          <input type="hidden" name="version" value={version} />
          <p>Once they are submitted, management signs them as they are.</p>
          <button>Submit version {version}</button>
        </form>
      )}
    </section>
  );
}

function SignOff({
  review: { id, submission },
  form,
  refused: { faults },
}: {
  review: ManagementReviewReading;
  form: Form;
  refused: Refused;
}) {
  if (submission === null) return null;
  return (
    <form method="post" action={`/management-reviews/${id}/sign-offs`} class="panel panel-act form">
      <h2>Sign it for management</h2>
      <p>
        Your signature binds to version {submission.version} of the minutes and the figures above, by their
        fingerprint. With it the review is closed, and its actions are opened.
      </p>
      <input type="hidden" name="version" value={submission.version} />
      <Choice
        name="/decision"
        label="What you decide"
        value={form.text('/decision')}
        required
        options={[
          { value: 'approve', label: 'Sign', hint: 'This is what we have looked at and decided.' },
          { value: 'request_changes', label: 'Request changes', hint: 'It goes back to who prepares it.' },
        ]}
        fault={faults.get('/decision')}
      />
      <TextArea
        name="/comment"
        label="What you have to say"
        hint="If you request changes: which."
        value={form.text('/comment')}
        fault={faults.get('/comment')}
        rows={3}
      />
      <button>Confirm</button>
    </form>
  );
}

function CallingOff({
  review: { id },
  form,
  refused: { faults },
}: {
  review: ManagementReviewReading;
  form: Form;
  refused: Refused;
}) {
  return (
    <form method="post" action={`/management-reviews/${id}/calling-off`} class="panel form">
      <h2>Call it off</h2>
      <TextArea
        name="/reason"
        label="Why it is not held"
        hint="It stands in the audit trail."
        value={form.text('/reason')}
        fault={faults.get('/reason')}
        rows={2}
      />
      <button class="button-bad">Call it off</button>
    </form>
  );
}
