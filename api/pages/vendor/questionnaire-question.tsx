import type { Attachment } from '../../../db/evidence.ts';
import type { Answer, Question } from '../../../domain/questionnaire.ts';
import { idOf, TextField } from '../components/form.tsx';
import { dateFieldOf, datedOptions, fieldOf } from './questionnaire-answers.ts';

interface QuestionFieldsProps {
  question: Question;
  answer: Answer | undefined;
  files: readonly Attachment[];
  fault: string | undefined;
  /** What somebody else has saved of it meanwhile, in words. */
  meanwhile: string | undefined;
}

/** A question with everything that one can say to it. */
export function QuestionFields({ question, answer, files, fault, meanwhile }: QuestionFieldsProps) {
  const id = idOf(fieldOf(question));
  const remarks = [
    ...(question.help === undefined ? [] : [`${id}-hint`]),
    ...(meanwhile === undefined ? [] : [`${id}-meanwhile`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
  ];
  return (
    <fieldset
      class="question"
      id={id}
      aria-describedby={remarks.length === 0 ? undefined : remarks.join(' ')}
      aria-invalid={fault === undefined ? undefined : 'true'}
    >
      <legend>{question.text}</legend>
      {question.help !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {question.help}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          <strong>Please mend:</strong> {fault}
        </p>
      )}
      {meanwhile !== undefined && (
        <p class="notice notice-attention" id={`${id}-meanwhile`}>
          Saved meanwhile by somebody else: {meanwhile}
        </p>
      )}
      <AnswerFields question={question} answer={answer} />
      <Note question={question} note={answer?.note ?? ''} />
      {question.evidence !== 'none' && (
        <Evidence question={question} chosen={answer?.evidence ?? []} files={files} />
      )}
    </fieldset>
  );
}

function AnswerFields({ question, answer }: Pick<QuestionFieldsProps, 'question' | 'answer'>) {
  const name = fieldOf(question);
  const values = answer?.values ?? [];
  if (question.kind === 'text') {
    return (
      <textarea name={name} rows={3} aria-label="Answer">
        {values[0] ?? ''}
      </textarea>
    );
  }
  const dated = new Set(datedOptions(question).map(({ value }) => value));
  return (
    <>
      {question.options.map(({ value, label }) => (
        <div key={value} class={dated.has(value) ? 'row' : undefined}>
          <label class="option">
            <input
              type={question.kind === 'choice' ? 'radio' : 'checkbox'}
              name={name}
              value={value}
              checked={values.includes(value)}
            />
            <span>{label}</span>
          </label>
          {dated.has(value) && (
            <TextField
              name={dateFieldOf(question, value)}
              label={`${label} holds until`}
              type="date"
              small
              value={answer?.expiresOn?.[value] ?? ''}
            />
          )}
        </div>
      ))}
    </>
  );
}

function Note({ question, note }: { question: Question; note: string }) {
  const name = `${fieldOf(question)}/note`;
  return (
    <details open={note !== ''}>
      <summary>Note</summary>
      <textarea name={name} rows={2} aria-label="Note">
        {note}
      </textarea>
    </details>
  );
}

/** How many files one can choose among at one question; older ones are chosen by adding them once more. */
const choosable = 100;

function Evidence({
  question,
  chosen,
  files,
}: {
  question: Question;
  chosen: string[];
  files: readonly Attachment[];
}) {
  const supporting = files.filter(({ hash }) => chosen.includes(hash));
  const others = files.filter(({ hash }) => !chosen.includes(hash)).slice(-choosable);
  return (
    <div class="question-files">
      {question.evidence === 'required' && supporting.length === 0 && (
        <p class="hint">Without a file that shows it, this answer does not count.</p>
      )}
      <FileBoxes question={question} files={supporting} chosen />
      {others.length > 0 && (
        <details>
          <summary>Choose among the files that are here</summary>
          <FileBoxes question={question} files={others} chosen={false} />
        </details>
      )}
      <button
        class="link"
        name="act"
        value={`file/${question.id}`}
        aria-label={`Add a file to: ${question.text}`}
      >
        Add a file…
      </button>
    </div>
  );
}

function FileBoxes({
  question,
  files,
  chosen,
}: {
  question: Question;
  files: readonly Attachment[];
  chosen: boolean;
}) {
  return (
    <>
      {files.map(({ hash, name }) => (
        <label key={hash} class="option">
          <input type="checkbox" name={`${fieldOf(question)}/evidence`} value={hash} checked={chosen} />
          <span>{name}</span>
        </label>
      ))}
    </>
  );
}
