import type { Draft } from '../../../domain/draft.ts';
import { answerTo, faultsInWords, questionAt } from './adoption-request-answers.ts';
import { answerInWords } from './adoption-request-reply.tsx';
import { AlreadyApproved, Outlook } from './adoption-request-outlook.tsx';
import { askingSteps, calledOf, questionsOf, stepWords } from './adoption-request-questions.ts';
import { Facts, Section } from '../components/document.tsx';
import { idOf } from '../components/form.tsx';
import { type StepReading, Steps } from './new-adoption-request-view.tsx';
import type { View, Viewer } from '../page.ts';

interface Checking {
  draft: Draft;
  reading: StepReading;
  viewer: Viewer;
  message: string | undefined;
}

/** Everything as it will be read, what it means, and the one button that submits it. */
export function draftCheckView({ draft, reading, viewer, message }: Checking): View {
  const { outlook } = reading;
  const zone = viewer.timeZone;
  const { title, lead } = stepWords.check;
  const complete = outlook.missing.length === 0;
  return {
    title: `${title} · New request`,
    wide: true,
    main: (
      <div class="steps-form">
        <Steps current="check" draft={draft.id} />
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        {message !== undefined && (
          <div class="notice notice-bad" role="alert">
            <p>{message}</p>
          </div>
        )}
        <div class="beside">
          <div class="stack">
            <AlreadyApproved similar={outlook.similar} zone={zone} />
            {askingSteps.map((step) => (
              <StepAnswers key={step} step={step} draft={draft.id} reading={reading} />
            ))}
          </div>
          <aside aria-label="Submit">
            <div class="panel panel-act stack-close">
              <h2>{complete ? 'What this means' : 'Not complete yet'}</h2>
              {!complete && <Missing draft={draft.id} reading={reading} />}
              <Outlook outlook={outlook} zone={zone} />
              {complete && (
                <form method="post" action={`/drafts/${draft.id}/submission`}>
                  <input type="hidden" name="version" value={draft.version} />
                  <button>Submit</button>
                </form>
              )}
            </div>
          </aside>
        </div>
      </div>
    ),
  };
}

/** What is missing, each a link to its field. */
function Missing({ draft, reading: { outlook, content } }: { draft: string; reading: StepReading }) {
  const faults = faultsInWords(outlook.missing, content);
  return (
    <ul class="missing">
      {[...faults].map(([pointer, words]) => (
        <li key={pointer}>
          <a href={`/drafts/${draft}/${questionAt(pointer)?.step ?? 'system'}?show=missing#${idOf(pointer)}`}>
            {words}
          </a>
        </li>
      ))}
    </ul>
  );
}

function StepAnswers({
  step,
  draft,
  reading: { content, outlook, owners },
}: {
  step: (typeof askingSteps)[number];
  draft: string;
  reading: StepReading;
}) {
  const missing = new Set(outlook.missing.map(({ pointer }) => questionAt(pointer)?.pointer));
  return (
    <Section
      title={stepWords[step].title}
      aside={
        <a href={`/drafts/${draft}/${step}`}>
          Change<span class="unseen"> {stepWords[step].title}</span>
        </a>
      }
    >
      <Facts
        facts={questionsOf(step).map((question) => {
          const answer =
            question.by === 'person' ? (owners.name ?? owners.chosen) : answerTo(question, content);
          const words = answerInWords(question, answer);
          return [
            calledOf(question),
            missing.has(question.pointer) ? (
              <>
                {words} <strong class="fault">{words === undefined ? 'Missing' : 'To be mended'}</strong>
              </>
            ) : (
              (words ?? <span class="quiet">Left out</span>)
            ),
          ];
        })}
      />
    </Section>
  );
}
