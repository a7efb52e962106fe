import type { Question, Questionnaire } from '../../../domain/questionnaire.ts';
import { questionsOf } from '../../../domain/questionnaire.ts';
import { Problem } from '../../problem.ts';
import { FaultSummary, idOf } from '../components/form.tsx';
import type { Refused } from '../refused-form.ts';

/** The form that puts one file to the answer to a question. */
export function QuestionnaireFileForm({
  action,
  back,
  question,
  refused,
}: {
  action: string;
  back: string;
  question: Question;
  refused: Refused;
}) {
  const fault = refused.faults.get('/file');
  return (
    <form method="post" action={action} enctype="multipart/form-data" class="form">
      <FaultSummary {...refused} />
      <p class="lead">{question.text}</p>
      <div class="field">
        <label for={idOf('/file')}>File</label>
        <p class="hint" id={`${idOf('/file')}-hint`}>
          PDF, PNG, JPEG, text, CSV, Word, Excel or PowerPoint without macros; 25 MiB at most.
        </p>
        {fault !== undefined && (
          <p class="fault">
            <strong>Please mend:</strong> {fault}
          </p>
        )}
        <input
          id={idOf('/file')}
          name="file"
          type="file"
          aria-describedby={`${idOf('/file')}-hint`}
          aria-invalid={fault === undefined ? undefined : 'true'}
        />
      </div>
      <div class="buttons">
        <button>Add the file</button>
        <a href={back}>Back to the questions</a>
      </div>
    </form>
  );
}

/** The question of this id. Throws a Problem where none is asked that a file could support. */
export function questionForFile(questionnaire: Questionnaire, id: string): Question {
  const question = questionsOf(questionnaire).find((asked) => asked.id === id);
  if (question === undefined || question.evidence === 'none')
    throw new Problem('not_found', 'There is no such question, or none that takes a file.');
  return question;
}
