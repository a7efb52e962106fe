import type { ComponentChildren } from 'preact';
import type { Attachment } from '../../../db/evidence.ts';
import type { Answer, Answers, Question, Questionnaire } from '../../../domain/questionnaire.ts';
import type { Assessment } from '../../../domain/vendor-state.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Section } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { dateInWords } from '../approval-policy/approval-policy-words.ts';
import { becauseWords, pointsInWords } from './vendor-words.ts';

interface Answered {
  vendor: string;
  answers: Answers;
  score: Assessment['score'];
  files: readonly Attachment[];
}

/** Every question of a questionnaire with what was answered, what supports it, and what it has earned. */
export function AnsweredQuestionnaire({
  questionnaire,
  ...answered
}: { questionnaire: Questionnaire } & Answered) {
  return (
    <div class="stack">
      {questionnaire.sections.map(({ id, title, questions }) => (
        <Section key={id} title={title} id={`section-${id}`}>
          <ul class="list">
            {questions.map((question) => (
              <li key={question.id} id={question.id}>
                <h3 class="list-title">{question.text}</h3>
                <p class="list-side">
                  <Earned question={question.id} score={answered.score} />
                </p>
                <WhyNothing question={question.id} score={answered.score} />
                <AnswerGiven question={question} answer={answered.answers[question.id]} {...answered} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}

/** The points of a question, and whether its answer rules an approval out. */
function Earned({ question, score }: { question: string; score: Assessment['score'] }) {
  const earned = score?.questions.find((scored) => scored.question === question);
  if (earned === undefined) return null;
  const isKnockOut = score?.knockOuts.some((knockOut) => knockOut.question === question) === true;
  return (
    <>
      {isKnockOut && (
        <Mark shape="stop" tone="bad">
          Rules an approval out
        </Mark>
      )}{' '}
      <span class="quiet">
        {earned.possible === 0
          ? 'no points'
          : `${pointsInWords(earned.points)} of ${pointsInWords(earned.possible)} points`}
      </span>
    </>
  );
}

/** Why a question has earned nothing, where that is not because of its answer. */
function WhyNothing({ question, score }: { question: string; score: Assessment['score'] }) {
  const because = score?.questions.find((scored) => scored.question === question)?.because ?? 'answer';
  return because === 'answer' ? null : <p class="list-more">No points: {becauseWords[because]}.</p>;
}

/** One answer: what was chosen or written, the note, and the files. */
export function AnswerGiven({
  question,
  answer,
  vendor,
  files,
}: {
  question: Question;
  answer: Answer | undefined;
} & Pick<Answered, 'vendor' | 'files'>): ComponentChildren {
  if (answer === undefined) return <p class="list-more">Not answered.</p>;
  const { note, evidence } = answer;
  return (
    <div class="answer">
      <Values question={question} answer={answer} />
      <Said text={note} />
      {evidence.length > 0 && (
        <ul>
          {evidence.map((hash) => (
            <li key={hash}>
              <a href={`/vendors/${vendor}/evidence/${hash}`}>
                {files.find((file) => file.hash === hash)?.name ?? hash}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Values({ question, answer }: { question: Question; answer: Answer }) {
  if (question.kind === 'text') return <Said text={answer.values.join('\n')} />;
  const { options } = question;
  return (
    <>
      {answer.values.map((value) => {
        const until = answer.expiresOn?.[value];
        return (
          <p key={value}>
            {options.find((option) => option.value === value)?.label ?? value}
            {until !== undefined && <>, until {dateInWords(until)}</>}
          </p>
        );
      })}
    </>
  );
}
