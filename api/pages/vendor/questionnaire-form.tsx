import type { Attachment } from '../../../db/evidence.ts';
import { missingAnswers, type Questionnaire, questionsOf } from '../../../domain/questionnaire.ts';
import { type Faults, FaultSummary } from '../components/form.tsx';
import { answerInWords, differs, faultsByQuestion, fieldOf } from './questionnaire-answers.ts';
import type { ShownAnswers } from './questionnaire-desk.ts';
import { QuestionFields } from './questionnaire-question.tsx';

interface QuestionnaireFormProps {
  /** Where it is sent. */
  action: string;
  questionnaire: Questionnaire;
  shown: ShownAnswers;
  files: readonly Attachment[];
}

/** The form by which a questionnaire is answered, here or at the vendor's: every button saves what was typed first. */
export function QuestionnaireForm({ action, questionnaire, shown, files }: QuestionnaireFormProps) {
  const { answers, version, refused, meanwhile } = shown;
  const faults = faultsByQuestion(refused.faults);
  return (
    <form method="post" action={action} class="form">
      {meanwhile === undefined ? (
        <FaultSummary message={refused.message} faults={withQuestions(faults, questionnaire)} />
      ) : (
        <SavedMeanwhile />
      )}
      <input type="hidden" name="version" value={String(version)} />
      <div class="line">
        {/* The first button is the one that the Enter key presses. */}
        <button class="button-quiet" name="act" value="save">
          Save draft
        </button>
        <p class="quiet">{progressOf(questionnaire, shown)}</p>
      </div>
      {questionnaire.sections.map(({ id, title, questions }) => (
        <section key={id}>
          <h2>{title}</h2>
          {questions.map((question) => (
            <QuestionFields
              key={question.id}
              question={question}
              answer={answers[question.id]}
              files={files}
              fault={faults.get(fieldOf(question))}
              meanwhile={
                meanwhile !== undefined && differs(question, answers, meanwhile)
                  ? answerInWords(question, meanwhile[question.id])
                  : undefined
              }
            />
          ))}
        </section>
      ))}
      <div class="buttons">
        <button name="act" value="hand-in">
          Hand in
        </button>
        <button class="button-quiet" name="act" value="save">
          Save draft
        </button>
      </div>
    </form>
  );
}

function SavedMeanwhile() {
  return (
    <div class="notice notice-attention" role="alert" id="faults">
      <p>
        <strong>Somebody else has saved answers since you opened this page.</strong> What you typed is still
        here, and not saved yet. Where the two differ, the question says what the other answer is: take it
        over or leave yours, then save again. What stands here then replaces what was saved.
      </p>
    </div>
  );
}

/** Many questions can have the same fault: above the form, each is told by its question. */
function withQuestions(faults: Faults, questionnaire: Questionnaire): Faults {
  const texts = new Map(questionsOf(questionnaire).map((question) => [fieldOf(question), question.text]));
  return new Map([...faults].map(([field, detail]) => [field, `${texts.get(field) ?? ''} ${detail}`.trim()]));
}

function progressOf(questionnaire: Questionnaire, { answers }: ShownAnswers): string {
  const missing = missingAnswers(questionnaire, answers).length;
  const all = questionsOf(questionnaire).length;
  return missing === 0 ? 'Everything is answered.' : `${missing} of ${all} questions still need an answer.`;
}
