import type { TypedAnswer } from '../../../domain/draft.ts';
import type { Question } from './adoption-request-questions.ts';
import { Prose } from '../components/document.tsx';

/** An answer as it will be read; undefined where there is none yet. */
export function answerInWords(question: Question, answer: TypedAnswer | undefined) {
  if (answer === undefined || answer === '') return undefined;
  if (Array.isArray(answer) && answer.length === 0) return question.by === 'several' ? 'None' : undefined;
  if (Array.isArray(answer)) {
    return (
      <ul>
        {answer.map((item) => (
          <li key={item}>{labelOf(question, item)}</li>
        ))}
      </ul>
    );
  }
  if (typeof answer === 'number') return answer.toLocaleString('en');
  return <Prose text={labelOf(question, String(answer))} />;
}

/** An answer as text, for comparing. */
export function answerAsText(question: Question, answer: TypedAnswer | undefined): string {
  if (Array.isArray(answer)) return answer.map((item) => labelOf(question, item)).join('\n');
  return typeof answer === 'number' ? answer.toLocaleString('en') : labelOf(question, String(answer ?? ''));
}

function labelOf({ options = [] }: Question, value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
