import type { AdoptionRequestContent } from '../../../domain/adoption-request-content.ts';
import type { DraftContent } from '../../../domain/draft.ts';
import { answerTo, isSameAnswer, withAnswer, withTyped } from './adoption-request-answers.ts';
import { type Question, questions } from './adoption-request-questions.ts';
import { Form } from '../page.ts';

/** The answers of a revision as the form shows them and gets them back from somebody who changes nothing. */
export function asTyped(content: AdoptionRequestContent, ownerUserName: string): DraftContent {
  const shown = { ...content, businessOwner: ownerUserName };
  const fields = questions.flatMap((question): [string, string][] => {
    const answer = answerTo(question, shown);
    if (Array.isArray(answer) && question.by === 'several') {
      return answer.map((item) => [question.pointer, item]);
    }
    return [[question.pointer, Array.isArray(answer) ? answer.join('\n') : String(answer ?? '')]];
  });
  return withTyped({}, questions, new Form(new URLSearchParams(fields)));
}

/** The questions that somebody has given another answer to. */
export function changedQuestions(seen: DraftContent, typed: DraftContent): Question[] {
  return questions.filter((question) => !isSameAnswer(question, seen, typed));
}

/** What was typed, on top of what has come between: whatever was left as it was seen is as it is now. */
export function rebased(seen: DraftContent, typed: DraftContent, now: DraftContent): DraftContent {
  return changedQuestions(seen, typed).reduce(
    (content, question) => withAnswer(content, question, answerTo(question, typed)),
    now,
  );
}

/** The sections in which something was changed, each with what was changed in it and nothing else. */
export function amendmentOf(seen: DraftContent, typed: DraftContent): DraftContent {
  return changedQuestions(seen, typed).reduce<DraftContent>(
    // What was emptied has no answer, and is refused as such rather than left as it was.
    (amendment, question) => withAnswer(amendment, question, answerTo(question, typed) ?? ''),
    {},
  );
}
