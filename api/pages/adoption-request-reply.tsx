import type { TypedAnswer } from '../../domain/draft.ts';
import type { Question } from './adoption-request-questions.ts';
import { Prose } from './components/document.tsx';

/** An answer as it will be read; undefined where there is none yet. */
export function answerInWords(question: Question, answer: TypedAnswer | undefined) {
  if (answer === undefined) return undefined;
  if (Array.isArray(answer)) {
    return (
      <ul>
        {answer.length === 0 && <li>None</li>}
        {answer.map((item) => (
          <li key={item}>{labelOf(question, item)}</li>
        ))}
      </ul>
    );
  }
  if (typeof answer === 'number') return answer.toLocaleString('en');
  return <Prose text={labelOf(question, String(answer))} />;
}

function labelOf({ options = [] }: Question, value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
