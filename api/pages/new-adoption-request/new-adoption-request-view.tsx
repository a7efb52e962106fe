import type { ComponentChildren } from 'preact';
import { type Draft, type DraftContent, type DraftStep, draftSteps } from '../../../domain/draft.ts';
import { type Preview, previewOf } from '../../preview.ts';
import type { Services } from '../../services.ts';
import { completed, faultsInWords, questionAt } from './adoption-request-answers.ts';
import { QuestionFields } from './adoption-request-fields.tsx';
import { AlreadyApproved, Outlook } from './adoption-request-outlook.tsx';
import { questionsOf, stepWords } from './adoption-request-questions.ts';
import { type BusinessOwners, businessOwnersFor } from './business-owners.ts';
import { FaultSummary } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';

/** What a step is shown with. */
export interface StepReading {
  step: DraftStep;
  content: DraftContent;
  outlook: Preview;
  owners: BusinessOwners;
}

/** Looks ahead from what has been typed. */
export async function readStep(
  services: Services,
  viewer: Viewer,
  at: string,
  asked: { step: DraftStep; content: DraftContent },
): Promise<StepReading> {
  const content = completed(asked.content);
  const [outlook, owners] = await Promise.all([
    previewOf(services, viewer.person.id, content, at),
    businessOwnersFor(services, viewer.person.id, content.businessOwner),
  ]);
  return { step: asked.step, content, outlook, owners };
}

/** What is missing in this step, said at its fields. */
export function missingIn({ step, content, outlook }: StepReading): Refused {
  const missing = outlook.missing.filter(({ pointer }) => questionAt(pointer)?.step === step);
  if (missing.length === 0) return notRefused;
  const faults = faultsInWords(missing, content);
  return { message: 'Before you can submit, this is needed here:', faults, status: 200 };
}

interface Showing {
  reading: StepReading;
  viewer: Viewer;
  /** Where the form goes; a draft that is none yet goes with a key of its own. */
  action: string;
  hidden: Record<string, string>;
  saved?: Pick<Draft, 'updatedAt'>;
  refused?: Refused;
  /** What one has to know before one goes on. */
  notice?: ComponentChildren;
  before?: ComponentChildren;
}

/** One step of the form: whatever button is pressed, what has been typed is kept. */
export function stepView({
  reading,
  viewer,
  action,
  hidden,
  saved,
  refused = notRefused,
  notice,
  before,
}: Showing): View {
  const { step, content, outlook, owners } = reading;
  const { title, lead } = stepWords[step];
  const zone = viewer.timeZone;
  return {
    title: `${title} · New request`,
    status: refused.status,
    wide: true,
    main: (
      <>
        {before}
        <form method="post" action={action} class="steps-form">
          <button class="unseen" name="to" value={nextOf(step)} tabIndex={-1} aria-hidden="true">
            Save and continue
          </button>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Steps current={step} />
          <div class="page-head">
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
          </div>
          <div class="beside">
            <div>
              {notice}
              <ScopeChangeNotice content={content} />
              <FaultSummary message={refused.message} faults={refused.faults} />
              {(step === 'system' || step === 'purpose') && (
                <AlreadyApproved similar={outlook.similar} zone={zone} />
              )}
              <div class="form">
                <QuestionFields
                  asked={questionsOf(step)}
                  content={content}
                  faults={refused.faults}
                  owners={owners}
                />
                <p class="buttons">
                  <button name="to" value={nextOf(step)}>
                    Save and continue
                  </button>
                  <button class="button-quiet" name="to" value="leave">
                    Save and leave
                  </button>
                  <small>
                    {saved === undefined ? (
                      'Nothing is kept before you press a button.'
                    ) : (
                      <>
                        Saved <Time at={saved.updatedAt} zone={zone} />. Only you can see it.
                      </>
                    )}
                  </small>
                </p>
              </div>
            </div>
            <aside aria-label="What this means so far">
              <div class="panel stack-close">
                <h2>What this means so far</h2>
                <Outlook outlook={outlook} zone={zone} />
              </div>
            </aside>
          </div>
        </form>
      </>
    ),
  };
}

/** Whoever asks for another scope of a system sees in each step that it is no new one. */
export function ScopeChangeNotice({ content: { system } }: { content: DraftContent }) {
  if (typeof system?.amends !== 'string') return null;
  return (
    <p class="notice">
      This asks for another scope of{' '}
      <a href={`/ai-systems/${system.amends}`}>an AI system that is approved</a>; what it is approved for now
      is filled in.
    </p>
  );
}

function nextOf(step: DraftStep): DraftStep {
  return draftSteps[draftSteps.indexOf(step) + 1] ?? 'check';
}

/** The steps in their order. As buttons they keep what has been typed; with `draft` they are links. */
export function Steps({ current, draft }: { current: DraftStep; draft?: string }) {
  return (
    <nav aria-label="Steps of the request">
      <ol class="steps">
        {draftSteps.map((step) => (
          <li key={step} aria-current={step === current ? 'step' : undefined}>
            {step === current && <span>{stepWords[step].title}</span>}
            {step !== current && draft !== undefined && (
              <a href={`/drafts/${draft}/${step}`}>{stepWords[step].title}</a>
            )}
            {step !== current && draft === undefined && (
              <button class="link" name="to" value={step}>
                {stepWords[step].title}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
