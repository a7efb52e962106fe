import type { Instant } from '../../../domain/decider.ts';
import type { SignOffRole } from '../../../domain/identity.ts';
import { policySignOffDecisions } from '../../../domain/policy-state.ts';
import type { PolicyText } from '../../../domain/policy-text.ts';
import { comparePolicyTexts } from '../../policy-comparison.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Section } from '../components/document.tsx';
import { Choice, TextArea } from '../components/form.tsx';
import { Markdown } from '../components/markdown.tsx';
import { Due } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import { roleWords } from '../words.ts';
import { ComparedPolicy } from './compared-policy.tsx';
import { barredFromPolicy, openPolicySignOffs } from './policy-reading.ts';
import { ReviewProgress } from './policy-review-progress.tsx';
import type { SubmissionReading } from './policy-sign-off-reading.ts';
import { policyDecisionMeanings, policyDecisionWords } from './policy-words.ts';
import { UseRules } from './use-rules.tsx';

interface Reviewing {
  reading: SubmissionReading;
  viewer: Viewer;
  now: Instant;
  /** The role for which one has come. */
  role: SignOffRole | undefined;
}

/** What was handed in, against what is in force, and beside it the form that says what one makes of it. */
export function signOffView({
  text,
  before,
  ...reviewing
}: Reviewing & { text: PolicyText; before: PolicyText | undefined }): View {
  const { reading, viewer, now } = reviewing;
  const { id, policy, review, submission, nameOf } = reading;
  const title = `Review of ${policy.details.title}`;
  return {
    title,
    wide: true,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            {submission.unchanged
              ? `Version ${submission.version} is to stay as it is.`
              : `Version ${submission.version} is to come into force.`}
          </p>
          <p class="to-action screen-only">
            <a class="button" href="#act">
              What you can do now
            </a>
          </p>
          <p>
            <a href={`/policies/${id}`}>To the policy</a>
          </p>
        </div>
        <div class="beside">
          <div class="stack">
            <Section title="Where it stands">
              <ReviewProgress
                id={id}
                policy={policy}
                review={review}
                nameOf={nameOf}
                now={now}
                zone={viewer.timeZone}
              />
            </Section>
            {before !== undefined && (
              <Section title="What it changes" id="changed">
                <ComparedPolicy {...comparePolicyTexts(before, text)} />
              </Section>
            )}
            <div>
              <Markdown text={text.markdown} />
            </div>
            {text.rules.length > 0 && (
              <Section title="Rules of use" id="rules">
                <UseRules rules={text.rules} />
              </Section>
            )}
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
function SignOffForm({ reading: { id, policy, submission, nameOf }, viewer, now, role }: Reviewing) {
  const open = openPolicySignOffs(policy, viewer.actor);
  const first = open.find(({ signOff }) => signOff.role === role) ?? open[0];
  if (first === undefined) {
    return (
      <div class="panel" id="act">
        <p class="quiet">
          {barredFromPolicy(policy, viewer.actor) ?? 'There is nothing for you to sign here now.'}
        </p>
      </div>
    );
  }
  const { signOff, capacity } = first;
  return (
    <div class="panel panel-act" id="act">
      <h2>Sign off for {roleWords[signOff.role]}</h2>
      <p class="quiet">
        <CapacityWords capacity={capacity} nameOf={nameOf} />
        <Due at={signOff.dueAt} now={now} zone={viewer.timeZone} />
      </p>
      <form method="post" action={`/policies/${id}/sign-off`} class="more">
        <input type="hidden" name="role" value={signOff.role} />
        <input type="hidden" name="submission" value={submission.number} />
        <Choice
          name="decision"
          label="Your decision"
          required
          value=""
          options={policySignOffDecisions.map((decision) => ({
            value: decision,
            label: policyDecisionWords[decision],
            hint: policyDecisionMeanings[decision],
          }))}
        />
        <TextArea name="/comment" label="Comment" hint="Needed when you request changes." value="" rows={3} />
        <button>Continue …</button>
      </form>
      {open.length > 1 && (
        <p class="quiet other-roles">
          You could also sign for{' '}
          {open
            .filter((other) => other.signOff.role !== signOff.role)
            .map((other) => (
              <a key={other.signOff.role} href={`/policies/${id}/sign-off?role=${other.signOff.role}#act`}>
                {roleWords[other.signOff.role]}
              </a>
            ))}
          ; for one of them only.
        </p>
      )}
    </div>
  );
}
