import type { DraftContent } from '../../../domain/draft.ts';
import type { AmendmentPreview } from '../../preview-amendment.ts';
import { answerTo } from './adoption-request-answers.ts';
import { answerAsText } from './adoption-request-reply.tsx';
import { calledOf, type Question } from './adoption-request-questions.ts';
import type { RequestReading } from '../adoption-request/adoption-request-reading.ts';
import { Changes } from '../adoption-request/adoption-request-revisions.tsx';
import { decisionMarks } from '../adoption-request/adoption-request-signatures.tsx';
import { TierReasons } from '../adoption-request/adoption-request-tier.tsx';
import { changedQuestions } from './amendment-content.ts';
import { Section } from '../components/document.tsx';
import { TierMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import type { Form, View, Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

interface Confirming {
  reading: RequestReading;
  preview: AmendmentPreview;
  before: DraftContent;
  typed: DraftContent;
  form: Form;
  viewer: Viewer;
  /** The name of the business owner who was typed. */
  ownerName: string | undefined;
}

/** What would change, and who would have to sign again: the last look before it counts. */
export function amendmentConfirmation(confirming: Confirming): View {
  const { reading, preview, form } = confirming;
  const { id, request } = reading;
  return {
    title: 'Amend this request?',
    main: (
      <>
        <div class="page-head">
          <h1>Amend this request?</h1>
          <p class="lead">{request.content.title}</p>
        </div>
        <form method="post" class="stack">
          {form
            .entries()
            .filter(([name]) => name.startsWith('/') || name === 'revision')
            .map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Section title="What you change">
            <Changes compared={comparedAnswers(confirming)} />
          </Section>
          <Section title="Who has to sign again">
            <SigningAgain {...confirming} />
          </Section>
          <Section title="What it means">
            {preview.tier !== request.tier && (
              <p>
                Until now: <TierMark tier={request.tier} />
              </p>
            )}
            <TierReasons tier={preview.tier} triage={preview.triage} />
          </Section>
          <p class="buttons">
            <button name="act" value="submit">
              Amend it
            </button>
            <button class="button-quiet" name="act" value="edit">
              Back to the form
            </button>
            <a href={`/adoption-requests/${id}`}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}

function comparedAnswers({ before, typed, reading: { request, nameOf }, ownerName }: Confirming) {
  const ownerBefore = nameOf(request.content.businessOwner).name;
  const text = (question: Question, content: DraftContent, owner: string | undefined) =>
    question.by === 'person' && owner !== undefined
      ? owner
      : answerAsText(question, answerTo(question, content));
  return changedQuestions(before, typed).map((question) => ({
    label: calledOf(question),
    before: text(question, before, ownerBefore),
    after: text(question, typed, ownerName),
  }));
}

function SigningAgain({ preview, reading: { nameOf }, viewer }: Confirming) {
  const { tier, again, kept, open, dropped } = preview;
  const named = (names: typeof kept) => names.map((role) => roleWords[role]).join(', ');
  if (tier === 'prohibited') {
    return (
      <div class="notice notice-bad">
        <p>
          <strong>Amended like this, the request is closed at once</strong>: it names a prohibited practice.
          Nobody is asked to sign it any more.
        </p>
      </div>
    );
  }
  return (
    <>
      {again.length === 0 ? (
        <p>Nobody: whatever has been signed rests on parts that you leave as they are.</p>
      ) : (
        <ul class="waiting">
          {again.map(({ role, dueAt, made }) => (
            <li key={role}>
              <span>
                <strong>{roleWords[role]}</strong>: what {nameOf(made.by).name} signed (
                {decisionMarks[made.decision][2].toLowerCase()}) no longer counts
              </span>
              <span class="quiet">
                by <Time at={dueAt} zone={viewer.timeZone} style="day" />
              </span>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && <p class="quiet">Has not signed yet, and still has to: {named(open)}.</p>}
      {kept.length > 0 && <p class="quiet">Signed, and stays signed: {named(kept)}.</p>}
      {dropped.length > 0 && <p class="quiet">No longer has to sign: {named(dropped)}.</p>}
    </>
  );
}
