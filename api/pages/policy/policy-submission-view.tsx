import type { Policy } from '../../../domain/policy-state.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { dateInWords, listInWords } from '../approval-policy/approval-policy-words.ts';
import { Facts } from '../components/document.tsx';
import { Choice, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import type { Form, View, Viewer } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

/** What is about to be handed in, as it is typed. */
export interface TypedSubmission {
  /** Which draft was seen. */
  draft: string;
  major: string;
  note: string;
  effectiveOn: string;
  key: string;
}

const untyped = { major: '', note: '', effectiveOn: '' };

export function submissionIn(form: Form): TypedSubmission {
  return {
    draft: form.text('draft'),
    major: form.text('/major'),
    note: form.text('/note'),
    effectiveOn: form.text('/effectiveOn'),
    key: form.text('key') === '' ? crypto.randomUUID() : form.text('key'),
  };
}

/** The first of two steps: how it is handed in. */
export function SubmissionPanel({
  id,
  policy,
  draft,
  viewer,
}: {
  id: string;
  policy: Policy;
  draft: number;
  viewer: Viewer;
}) {
  if (!isResponsible(viewer.actor, policy) || policy.state === 'retired') return null;
  if (policy.review?.phase !== 'drafting') {
    return (
      <div class="panel" id="act">
        <p class="quiet">
          {policy.review === null
            ? 'It can be handed in when a review begins: on its day, or when a compliance manager declares a significant change.'
            : 'A version has been handed in already; the next one follows it.'}
        </p>
      </div>
    );
  }
  if (draft === 0) {
    return (
      <div class="panel" id="act">
        <p class="quiet">Nothing has been saved that could be handed in.</p>
      </div>
    );
  }
  return (
    <div class="panel panel-act" id="act">
      <h2>Hand it in</h2>
      <form method="post" action={`/policies/${id}/submission`} class="more">
        <SubmissionFields typed={{ ...untyped, draft: String(draft), key: '' }} refused={notRefused} />
        <button>Continue …</button>
      </form>
    </div>
  );
}

function SubmissionFields({ typed, refused: { faults } }: { typed: TypedSubmission; refused: Refused }) {
  return (
    <>
      <input type="hidden" name="draft" value={typed.draft} />
      <Choice
        name="/major"
        label="The change is"
        required
        value={typed.major}
        fault={faults.get('/major')}
        options={[
          { value: 'true', label: 'Major', hint: 'Whoever it is for is asked to acknowledge it again.' },
          {
            value: 'false',
            label: 'Minor',
            hint: 'Words were mended; who has acknowledged it need not again.',
          },
        ]}
      />
      <TextArea
        name="/note"
        label="What has changed"
        hint="For whoever signs it, and whoever reads it later."
        rows={3}
        value={typed.note}
        fault={faults.get('/note')}
      />
      <TextField
        name="/effectiveOn"
        label="In force from"
        optional
        hint="A day; as soon as it is approved, if not said."
        type="date"
        small
        value={typed.effectiveOn}
        fault={faults.get('/effectiveOn')}
      />
    </>
  );
}

/** What follows from handing it in, before it is. */
export function submissionView(id: string, policy: Policy, typed: TypedSubmission, refused: Refused): View {
  const { title, approvers, acknowledgeDays } = policy.details;
  const isStale = refused.status === 412;
  const version = (policy.versions.at(-1)?.version ?? 0) + 1;
  return {
    title: `Hand in version ${version}?`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Hand in version {version}?</h1>
          <p class="lead">{title}</p>
        </div>
        <form method="post" action={`/policies/${id}/submissions`} class="form">
          <FaultSummary {...refused} />
          {isStale ? (
            <p>
              <a class="button" href={`/policies/${id}/draft/preview`}>
                Look at it again
              </a>
            </p>
          ) : (
            <>
              <input type="hidden" name="key" value={typed.key} />
              <SubmissionFields typed={typed} refused={refused} />
              <div class="panel">
                <h2>What follows</h2>
                <Facts
                  facts={[
                    ['It is signed by', listInWords(approvers.map((role) => roleWords[role]))],
                    [
                      'It comes into force',
                      typed.effectiveOn === ''
                        ? 'as soon as all of them have approved it'
                        : `on ${dateInWords(typed.effectiveOn)}, once all of them have approved it`,
                    ],
                    [
                      'People',
                      typed.major === 'false' && policy.versions.length > 0
                        ? 'are not asked again'
                        : `are asked to acknowledge it within ${acknowledgeDays} days`,
                    ],
                  ]}
                />
                <p class="quiet">
                  From then on its words cannot be changed, only followed by another version.
                </p>
              </div>
              <p class="buttons">
                <button>Hand in version {version}</button>
                <a href={`/policies/${id}/draft/preview`}>Back, nothing is handed in yet</a>
              </p>
            </>
          )}
        </form>
      </>
    ),
  };
}
