import type { Attachment } from '../../../db/evidence.ts';
import type { Question, Questionnaire } from '../../../domain/questionnaire.ts';
import { portalPath } from '../../vendor-visit.ts';
import type { View } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import type { ShownAnswers } from '../vendor/questionnaire-desk.ts';
import { QuestionnaireFileForm } from '../vendor/questionnaire-file.tsx';
import { QuestionnaireForm } from '../vendor/questionnaire-form.tsx';

export const questionnairePath = `${portalPath}/questionnaire`;

/** What everybody sees who has no way in, whatever the reason: it tells nothing of any vendor. */
export const notValidView: View = {
  title: 'Not valid any more',
  status: 404,
  main: (
    <div class="stack-close">
      <h1>This link is not valid any more</h1>
      <p class="lead">
        A link works once, in one browser, and for a time. Ask whoever sent it to you for another.
      </p>
    </div>
  ),
};

/** What a link leads to: programs that look through mail follow links too, so that only the button uses it up. */
export function arrivalView(house: string): View {
  return {
    title: 'Questions to answer',
    main: (
      <div class="stack-close">
        <h1>Answer the questionnaire of {house}</h1>
        <p class="lead">
          You can save a draft and come back, in this browser. The link works once: open it where you want to
          answer.
        </p>
        <form method="post">
          <button>Open the questionnaire</button>
        </form>
      </div>
    ),
  };
}

export function portalQuestionnaireView({
  house,
  vendorName,
  questionnaire,
  shown,
  files,
  notice,
}: {
  house: string;
  vendorName: string;
  questionnaire: Questionnaire;
  shown: ShownAnswers;
  files: readonly Attachment[];
  notice: string | undefined;
}): View {
  return {
    title: 'Questions to answer',
    status: shown.refused.status,
    main: (
      <>
        <header class="page-head">
          <h1>Questions to {vendorName}</h1>
          <p class="quiet">
            From {house}. Save as often as you like; hand in once everything is answered. This page is for
            this browser alone.
          </p>
        </header>
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <QuestionnaireForm
          action={questionnairePath}
          questionnaire={questionnaire}
          shown={shown}
          files={files}
        />
      </>
    ),
  };
}

export function portalFileView(question: Question, refused: Refused): View {
  return {
    title: 'Add a file',
    status: refused.status,
    main: (
      <div class="stack-close">
        <h1>Add a file</h1>
        <QuestionnaireFileForm
          action={`${questionnairePath}/${question.id}/file`}
          back={`${questionnairePath}#field-answers-${question.id}`}
          question={question}
          refused={refused}
        />
      </div>
    ),
  };
}

export const thanksView: View = {
  title: 'Handed in',
  main: (
    <div class="stack-close">
      <h1>Thank you</h1>
      <p class="lead">
        Your answers have been handed in. If anything is to be answered again, you hear from us; the questions
        are then here again, for as long as your link holds.
      </p>
      <p>
        <a href={questionnairePath}>Look whether there is anything to answer</a>
      </p>
    </div>
  ),
};

/** What could not be done, to somebody who knows nothing else of this place. */
export function portalProblemView({ message, status }: { message: string; status: number }): View {
  return {
    title: 'This did not work',
    status,
    main: (
      <div class="stack-close">
        <h1>This did not work</h1>
        <p class="lead">{message}</p>
      </div>
    ),
  };
}
